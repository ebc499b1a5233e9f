"""The encodings in which Vietnamese text is found, recognised by its syllables and converted.

Nothing is ever converted by guess alone: what is recognised carries its confidence, and whoever
asked decides.
"""

from generator.encodings.legacy import ENCODINGS, decode, encoding_of_font, repair
from generator.encodings.recognise import (
    Recognised,
    recognise,
    recognise_columns,
    recognise_font,
    recognise_text,
    suspicious,
)
from generator.encodings.syllables import share_of_syllables

__all__ = [
    "ENCODINGS",
    "Recognised",
    "decode",
    "encoding_of_font",
    "recognise",
    "recognise_columns",
    "recognise_font",
    "recognise_text",
    "repair",
    "share_of_syllables",
    "suspicious",
]
