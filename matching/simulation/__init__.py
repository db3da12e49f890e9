"""A year on a street whose organizations' true abilities are hidden from the matcher, to see it learn.

``python -m matching.simulation`` prints the figures; the same seed always prints the same ones.
"""
