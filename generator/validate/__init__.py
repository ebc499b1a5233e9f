"""The second stage: everything that is wrong with a catalogue, its files and its tables.

Metadata are judged by :func:`validate_catalog`, where files lie by :func:`validate_files`, what
stands in them, one resource at a time, by :func:`judge`; :func:`validate_loss` compares with what
was published.
"""

from generator.validate.catalog import validate_catalog, validate_loss
from generator.validate.files import readable_source, validate_files
from generator.validate.judge import Case, judge
from generator.validate.privacy.waivers import is_in_force, validate_waivers
from generator.validate.resources import ReferredTable, referred_tables
from generator.validate.table import validate_table

__all__ = [
    "Case",
    "ReferredTable",
    "is_in_force",
    "judge",
    "readable_source",
    "referred_tables",
    "validate_catalog",
    "validate_files",
    "validate_loss",
    "validate_table",
    "validate_waivers",
]
