"""Scores on gold data, as `icenews-nlp evaluate` and the training need them.

files.py reads a gold file (by conllu.py or mim_gold.py) -> running_text.py lays its words out as text -> the systems of
peers.py analyse that -> tally.py and scores.py count their hits -> measure.py makes of the counts what reports.py describes.
"""
