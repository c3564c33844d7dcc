"""Scores on gold data, as `icenews-nlp evaluate` and the training need them.

files.py reads a gold file (by conllu.py or mim_gold.py) -> running_text.py lays its words out as text -> the systems of
systems.py analyse that -> counts.py and scores.py count their hits -> evaluate.py turns the
counts into what results.py describes.
"""
