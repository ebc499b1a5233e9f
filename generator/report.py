"""Problems as text for a terminal: what is wrong, where, and how to mend it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.model import Language
from generator.problems import Place, Problem, Severity

_WORDS = {
    "vi": {
        Severity.ERROR: "LỖI",
        Severity.WARNING: "CẢNH BÁO",
        "row": "dòng {row}",
        "field": "cột “{field}”",
        "none": "Không có vấn đề nào.",
        "sum": "{errors} lỗi phải sửa, {warnings} điều nên sửa.",
    },
    "en": {
        Severity.ERROR: "ERROR",
        Severity.WARNING: "WARNING",
        "row": "row {row}",
        "field": "column “{field}”",
        "none": "No problems.",
        "sum": "{errors} errors to mend, {warnings} warnings.",
    },
}

# What a publisher's file could steer a terminal or a log with: control characters, line breaks,
# changes of direction, and the halves of characters in names of files that are no UTF-8.
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def problem_lines(problem: Problem, language: Language) -> list[str]:
    """One problem in three lines: severity, place and code; the fault; the remedy."""
    word = _WORDS[language][problem.severity]
    lines = [
        f"{word}  {place_text(problem.place, language)}  [{problem.code}]",
        f"  {problem.message(language)}",
        f"  → {problem.remedy(language)}",
    ]
    return [_STEERING.sub("�", line) for line in lines]


def place_text(place: Place, language: Language) -> str:
    """A place as people and editors read it: ``file:line:column``, or row and column of a table."""
    words = _WORDS[language]
    position = [place.line, place.column]
    text = ":".join([place.file, *(str(number) for number in position if number is not None)])
    if place.row is not None:
        text += ", " + words["row"].format(row=place.row)
    if place.field is not None:
        text += ", " + words["field"].format(field=place.field)
    return text


def summary(problems: Iterable[Problem], language: Language) -> str:
    """One sentence with the number of errors and warnings."""
    counts = Counter(problem.severity for problem in problems)
    if not counts:
        return _WORDS[language]["none"]
    return _WORDS[language]["sum"].format(
        errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING]
    )


def report(problems: Sequence[Problem], language: Language) -> str:
    """All problems, those that stop the build first, and the summary."""
    ordered = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
    blocks = ["\n".join(problem_lines(problem, language)) for problem in ordered]
    return "\n\n".join([*blocks, summary(problems, language)])
