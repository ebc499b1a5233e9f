"""Personal data in tables and workbooks, and the permissions to publish it all the same.

Every text that leaves this package is masked: whoever reads a report learns where the data
stands, not what it is.
"""

from generator.validate.privacy.conceal import conceal
from generator.validate.privacy.judge import personal_data
from generator.validate.privacy.waivers import validate_waivers
from generator.validate.privacy.workbook import workbook_leaks

__all__ = ["conceal", "personal_data", "validate_waivers", "workbook_leaks"]
