"""Builds and measures the models; needs the extra `train`."""
