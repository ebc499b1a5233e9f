"""Labelled synthetic tables that measure the detectors of personal data.

Everyone and everything in them is drawn at random: names, numbers and addresses belong to nobody
known. :mod:`tests.corpus.tuned` was looked at while the detectors were written,
:mod:`tests.corpus.held_out` has other disguises and was not.
"""
