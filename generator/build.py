"""Read this first: how a repository of datasets becomes the files of a site.

:func:`prepare` reads, judges (``check.py``) and adds what is made from the data; the host
(MkDocs), which the faces run (``plugin.py``, ``cli.py``), renders its own pages and the shells;
:func:`renew` makes the sections of the site that are not there yet (``sections.py``) and
publishes them.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson

from generator.budget import Space, judge, survey
from generator.check import Checked, check
from generator.describe.checksums import MANIFEST, manifest
from generator.describe.datapackage import packed_data_package
from generator.describe.entry import Entry, entries
from generator.describe.normalised import main_distribution
from generator.describe.rating import ratings
from generator.describe.readme import package_license, package_readme
from generator.distribution import Distribution, Edition, Part, SiteFile, download_path
from generator.examine import Progress
from generator.ledger import Ledger, Section, Written, written_of
from generator.pack import pack
from generator.problems import PortalError, Problem, has_errors
from generator.publish import Renewal, write
from generator.render import card_images
from generator.rows import row_apis
from generator.sections import CHECKSUMS, HOST, Desk, Work, checksums, works
from generator.settings import Settings
from generator.store import Store

_OTHER_FILES = (
    "“{folder}” có tệp khác, không ghi đè lên đó · it holds other files, which are not replaced"
)


def prepare(settings: Settings, progress: Progress | None = None) -> Edition | Checked:
    """Everything that is published from the data, or the problems that stop it."""
    checked = check(settings, converting=True, progress=progress)
    if has_errors(checked.problems):
        return checked
    catalog, store = checked.catalog, Store(settings.store)
    edition = Edition(
        catalog=catalog,
        products=checked.products,
        packages={},
        problems=checked.problems,
        row_apis=row_apis(catalog, checked.products, store),
    )
    packages = {
        entry.dataset.identifier: _package(entry, store)
        for entry in entries(edition)
        if entry.metadata.resources
    }
    edition = dataclasses.replace(edition, packages=packages)
    return dataclasses.replace(edition, ratings=ratings(edition))


def illustrate(edition: Edition, templates: Path, store: Store) -> Edition:
    """The edition with the pictures that stand for its datasets where addresses are shared."""
    return dataclasses.replace(edition, card_images=card_images(edition, templates, store))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a site is published, and where files for the host of large downloads are gathered.

    ``store`` is the folder of the store, in which also is kept what is known of the site.
    """

    site: Path
    downloads: Path
    store: Path

    @property
    def lock(self) -> Path:
        """What whoever changes the site holds (:func:`generator.publish.alone`)."""
        return self._record("lock")

    @property
    def ledger(self) -> Path:
        """The ledger of the site."""
        return self._record("sqlite")

    def _record(self, ending: str) -> Path:
        name = hashlib.sha256(str(self.site).encode()).hexdigest()[:16]
        return self.store / "sites" / f"{name}.{ending}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """A site that was made: what it takes, and what its host says to that."""

    space: Space
    problems: tuple[Problem, ...]


def renew(
    desk: Desk, host: Work, ledger: Ledger, place: Place, *, is_rehearsal: bool = False
) -> Renewed:
    """Make what the ledger does not know, and publish it unless its host has no room.

    ``host`` gives the files that the host wrote. The ledger is of the site that is there; an
    empty one lets a new site take its place. A rehearsal publishes nothing.

    Raises:
        LedgerError: what the ledger holds is not what was recorded.
    """
    is_whole = not ledger.owners
    with Renewal(place.site, is_whole=is_whole) as renewal:
        gone = _make_all([host, *works(desk)], ledger, renewal)
        sizes = ((file.path, file.byte_size) for _, file in ledger.all_files())
        space = survey(desk.edition, sizes)
        problems = judge(space, desk.portal.hosting)
        if not (is_rehearsal or has_errors(problems)):
            _publish_elsewhere(desk.edition, place.downloads)
            if renewal.has_files or gone:
                if not is_whole:
                    ledger.disown(place.site)
                renewal.publish(gone)
            ledger.close_with(place.site)
    return Renewed(space=space, problems=problems)


def host_work(folder: Path, key: str) -> Work:
    """The files that the host wrote to ``folder``, as a section."""
    return Work(owner=HOST, key=key, make=lambda _: _files_below(folder))


def _files_below(folder: Path) -> Iterator[SiteFile]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield SiteFile(path=file.relative_to(folder).as_posix(), content=file)


def _make_all(todo: Sequence[Work], ledger: Ledger, renewal: Renewal) -> set[str]:
    """Make the sections that are not there; paths that files are gone from are given back."""
    gone: set[str] = set()
    for owner in ledger.owners.difference([CHECKSUMS], (work.owner for work in todo)):
        gone |= ledger.files(owner).keys()
        ledger.remove(owner)
    for work in todo:
        if not ledger.has(work.owner, work.key):
            gone |= _make(work, ledger, renewal)
    return gone | _make(_checksums(ledger), ledger, renewal)


def _publish_elsewhere(edition: Edition, target: Path) -> None:
    """Gather what is to be taken to the host of large downloads, where there is one."""
    if edition.catalog.portal.hosting.downloads is None:
        return
    if target.exists() and any(target.iterdir()) and not (target / MANIFEST).exists():
        raise PortalError(_OTHER_FILES.format(folder=target))
    write(files_elsewhere(edition), target)


def files_elsewhere(edition: Edition) -> Iterator[SiteFile]:
    """Every file for the host of large downloads, below its root, with their checksums."""
    catalog = edition.catalog
    files = [
        SiteFile(path=download_path(dataset, file), content=file.content, checksum=file.checksum)
        for dataset in catalog.datasets
        for file in edition.files(dataset)
        if catalog.is_elsewhere(file)
    ]
    yield from files
    yield manifest((file.path, file.checksum or "") for file in files)


def _checksums(ledger: Ledger) -> Work:
    return Work(owner=CHECKSUMS, key="", make=lambda _: [checksums(ledger)])


def _make(work: Work, ledger: Ledger, renewal: Renewal) -> set[str]:
    """Make a section; the paths that it had and has no more are given back."""
    before = ledger.files(work.owner)
    files: list[Written] = []
    parts: dict[str, bytes] = {}
    for made in work.make(ledger):
        if isinstance(made, Part):
            parts[made.document] = made.content
            continue
        written = written_of(made)
        files.append(written)
        if before.get(made.path) == written:
            renewal.claim(made.path)
        else:
            renewal.put(made)
    ledger.record(Section(owner=work.owner, key=work.key, files=tuple(files), parts=parts))
    return before.keys() - {file.path for file in files}


def _package(entry: Entry, store: Store) -> Distribution:
    catalog, dataset = entry.edition.catalog, entry.dataset
    return pack(
        dataset.slug,
        documents={
            "datapackage.json": orjson.dumps(
                packed_data_package(entry),
                option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
            ),
            "README.md": package_readme(catalog, dataset, catalog.portal.base_url).encode(),
            "LICENSE.txt": package_license(entry.license).encode(),
        },
        files=[main_distribution(product) for product in entry.products],
        modified=dataset.metadata.modified,
        store=store,
    )
