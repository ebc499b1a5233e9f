"""A publisher's table, as it was sent: rows of text, and their description as a Table Schema.

CSV, XLSX and GeoJSON all become rows of text, so that one schema and one judge serve the three.
Letters are composed (NFC): windows-1258 and macOS store Vietnamese vowels in two parts.
"""

from generator.table.arrow import forget_pandas
from generator.table.batches import read_batches
from generator.table.content import TableContent, read_content
from generator.table.fault import UnreadableTable
from generator.table.rows import Row, is_table, kind, read_geometries, read_rows
from generator.table.schema import table_schema
from generator.table.text import TextTable, read_columns, read_text, text_table
from generator.table.workbook import column_letters, open_workbook

forget_pandas()

__all__ = [
    "Row",
    "TableContent",
    "TextTable",
    "UnreadableTable",
    "column_letters",
    "is_table",
    "kind",
    "open_workbook",
    "read_batches",
    "read_columns",
    "read_content",
    "read_geometries",
    "read_rows",
    "read_text",
    "table_schema",
    "text_table",
]
