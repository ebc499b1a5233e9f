"""A report out of problems: equal faults together, what stops publication first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version

from generator.distribution import Catalog
from generator.model import Dataset, Text
from generator.problems import Problem, Severity
from generator.report.cleaning import cleaned
from generator.report.model import FaultGroup, FileReport, Finding, Report

_TABLES = (".csv", ".tsv", ".xlsx", ".geojson", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that was checked: columns its schema declares, rows where they were counted."""

    columns: int
    rows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What was checked: ``folders`` are the datasets' by identifier, ``tables`` are by file."""

    checked_on: date | None = None
    address: str = ""
    folders: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)

    def dataset_of(self, file: str) -> str | None:
        """The identifier of the dataset in whose folder ``file`` lies."""
        folder = "/".join(file.split("/")[:3])
        return next((name for name, own in self.folders.items() if own == folder), None)


def subject_of(
    catalog: Catalog, datasets: Iterable[Dataset], rows: Mapping[str, int] | None = None
) -> Subject:
    """Say what was checked: some ``datasets`` of a catalogue; ``rows`` are counts by file."""
    checked = tuple(datasets)
    return Subject(
        checked_on=catalog.today,
        address=catalog.portal.base_url,
        folders={dataset.identifier: dataset.folder for dataset in checked},
        tables={
            file: Table(columns=len(resource.schema.fields), rows=(rows or {}).get(file))
            for dataset in checked
            for resource in dataset.metadata.resources
            if resource.schema and resource.path.lower().endswith(_TABLES)
            for file in [f"{dataset.folder}/{resource.path}"]
        },
    )


def make_report(problems: Iterable[Problem], subject: Subject | None = None) -> Report:
    """Everything that formats show of ``problems``; files keep the order they first occur in."""
    subject = subject or Subject()
    by_file: dict[str, list[Problem]] = {}
    for problem in map(cleaned, problems):
        by_file.setdefault(problem.place.file, []).append(problem)
    report = Report(
        version=version("opendata"),
        checked_on=subject.checked_on,
        address=subject.address,
        verdict="publishable",
        errors=0,
        warnings=0,
        datasets=len(subject.folders),
        tables=len(subject.tables),
        files=(),
    )
    return judged(report, [_file_report(file, found, subject) for file, found in by_file.items()])


def judged(report: Report, files: Iterable[FileReport]) -> Report:
    """The report with ``files``, those that stop publication first, and its verdict on them."""
    ordered = tuple(sorted(files, key=lambda file: not any(map(_blocks, file.groups))))
    counts = dict.fromkeys(Severity, 0)
    for group in (group for file in ordered for group in file.groups):
        counts[group.severity] += group.count
    return replace(
        report,
        files=ordered,
        verdict="blocked" if counts[Severity.ERROR] else "publishable",
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
    )


def findings(report: Report) -> Iterator[tuple[FileReport, FaultGroup, Finding]]:
    """Every finding with the group and the file it belongs to, in order."""
    for file in report.files:
        for group in file.groups:
            for finding in group.findings:
                yield file, group, finding


def groups(report: Report, severity: Severity) -> list[tuple[FileReport, FaultGroup]]:
    """The groups of one severity with their files, in order."""
    return [(f, group) for f in report.files for group in f.groups if group.severity is severity]


def _blocks(group: FaultGroup) -> bool:
    return group.severity is Severity.ERROR


def _file_report(file: str, problems: Iterable[Problem], subject: Subject) -> FileReport:
    alike: dict[tuple[str | None, ...], list[Problem]] = {}
    for problem in problems:
        alike.setdefault(_likeness(problem), []).append(problem)
    table = subject.tables.get(file)
    found = [group_of(problems) for problems in alike.values()]
    return FileReport(
        file=file,
        dataset=subject.dataset_of(file),
        rows=table.rows if table else None,
        columns=table.columns if table else None,
        groups=tuple(sorted(found, key=lambda group: not _blocks(group))),
    )


def _likeness(problem: Problem) -> tuple[str | None, ...]:
    """Faults with the same likeness are equal: of cells, only place and value differ."""
    place = problem.place
    whole = None if place.row is not None else problem.message()
    return (problem.code, place.sheet, place.field, problem.remedy(), whole)


def group_of(problems: Sequence[Problem]) -> FaultGroup:
    """Equal faults as a group."""
    first = problems[0]
    return FaultGroup(
        code=first.code,
        severity=first.severity,
        count=len(problems),
        findings=tuple(
            Finding(
                place=problem.place,
                details=dict(problem.details),
                message=Text(vi=problem.message("vi"), en=problem.message("en")),
                remedy=Text(vi=problem.remedy("vi"), en=problem.remedy("en")),
            )
            for problem in problems
        ),
    )
