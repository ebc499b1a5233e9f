"""Mending what can be mended without guessing: encodings, spaces, composed letters.

:func:`propose` says what would change and writes nothing; :func:`apply` writes it, whole or not
at all. What is mended once is left alone the next time.
"""

from generator.fix.proposal import (
    Change,
    Choices,
    Proposal,
    UnfixableFile,
    apply,
    fixable_files,
    propose,
)

__all__ = [
    "Change",
    "Choices",
    "Proposal",
    "UnfixableFile",
    "apply",
    "fixable_files",
    "propose",
]
