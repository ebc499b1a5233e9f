"""Pages: their templates, their words, their links, and texts that try to be markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urljoin, urlsplit

import jinja2
import markdown  # type: ignore[import-untyped]
import pytest
import yaml
from jinja2 import meta

from generator.describe import atom, due_dates, openapi, rowapi
from generator.distribution import (
    Catalog,
    Cell,
    ColumnProfile,
    Distribution,
    Edition,
    Omission,
    Product,
    TableProfile,
)
from generator.model import (
    Column,
    Constraints,
    ContactPoint,
    Dataset,
    ForeignKey,
    Keywords,
    Language,
    LegalBasis,
    Metadata,
    Portal,
    Reference,
    Resource,
    Schema,
    Source,
    Text,
)
from generator.render import Page, asset_files, formats, lists, render_editorial
from generator.render.contexts import BodyContext, EditorialContext
from generator.render.environment import body_environment, escape_markdown, markdown_environment
from generator.render.shelf import freshness
from generator.render.words import read_words
from generator.vocabulary import (
    AgencyChange,
    Agent,
    DatedName,
    Frequency,
    License,
    Theme,
    Vocabularies,
)
from tests.editions import files_of, render_pages

TEMPLATES = Path(__file__).parents[1] / "site_templates"
BODIES = TEMPLATES / "bodies"
EDITORIAL = sorted(
    path.relative_to(TEMPLATES / "pages") for path in TEMPLATES.rglob("pages/**/*.md")
)
HOSTILE = '<script>alert("1")</script>{{ 7*7 }} [x](javascript:alert(1)) </script>'
TODAY = date(2026, 11, 23)
BASE_URL = "https://data.example/portal/"


def text(vi: str, en: str | None = None) -> Text:
    return Text(vi=vi, en=en)


def agent(name: str, **more: Any) -> Agent:
    return Agent(
        id=name, names=(DatedName(name=text(f"Cơ quan {name}", f"Agency {name}")),), **more
    )


VOCABULARIES = Vocabularies(
    themes={
        "y-te": Theme(
            id="y-te", label=text("Y tế", "Health"), eu_themes=("HEAL",), icon="hospital"
        ),
        "trong": Theme(id="trong", label=text("Trống"), eu_themes=("TECH",), icon="atom"),
    },
    agencies={
        "cu": agent("cu", valid_to=date(2025, 2, 18)),
        "moi": agent("moi", valid_from=date(2025, 2, 19)),
        "im-lang": agent("im-lang"),
    },
    changes=(
        AgencyChange(type="rename", date=date(2025, 2, 19), original=("cu",), resulting=("moi",)),
    ),
    agencies_note=text("Ghi chú"),
    licenses={"mo": License(id="mo", title=text("Mở", "Open"), summary=text("Tự do", "Free"))},
    frequencies={
        "thang": Frequency(
            id="thang", label=text("Tháng", "Monthly"), eu_code="MONTHLY", overdue_after_days=45
        ),
        "bat-ky": Frequency(id="bat-ky", label=text("Khi thay đổi"), eu_code="IRREG"),
    },
    area_code_lists={},
)
PORTAL = Portal(
    identifier="cong",
    title=text("Cổng thử", "Test portal"),
    short_title=text("Cổng", "Portal"),
    description=text("Mô tả", "Description"),
    publisher="moi",
    contact=ContactPoint(name=text("Bộ phận")),
    base_url=BASE_URL,
    license="mo",
    terms=text("Điều khoản"),
    legal_basis=(
        LegalBasis(
            number="1/2020",
            title=text("Luật cũ"),
            valid_from=date(2020, 1, 1),
            valid_to=date(2021, 1, 1),
        ),
        LegalBasis(number="2/2021", title=text("Luật mới"), valid_from=date(2021, 1, 2)),
    ),
)
COLUMNS = (
    Column(name="ma", label=text("Mã", "Code"), constraints=Constraints(required=True)),
    Column(name="so", type="number", label=text("Số", "Number"), unit="ha"),
    Column(name="ngay", type="date", label=text("Ngày", "Day")),
)
RESOURCE = Resource(
    name="bang", path="bang.csv", title=text("Bảng", "Table"), schema=Schema(fields=COLUMNS)
)
METADATA = Metadata(
    identifier="bo-1",
    title=text("Bộ một", "Set one"),
    description=text("Mô tả bộ một", "What set one is"),
    themes=("y-te",),
    publisher="moi",
    license="mo",
    issued=date(2026, 1, 1),
    modified=date(2026, 11, 1),
    accrual_periodicity="thang",
    resources=(RESOURCE,),
)
ROWS: tuple[tuple[Cell, ...], ...] = (("007", 1234.5, "2024-05-31"), ("008", None, "2024-06-01"))


def dataset(slug: str = "bo-1", **changes: Any) -> Dataset:
    metadata = replace(METADATA, **{"identifier": slug, **changes})
    return Dataset(metadata=metadata, slug=slug, folder=f"datasets/moi/{slug}")


def product(rows: tuple[tuple[Cell, ...], ...] = ROWS, **changes: Any) -> Product:
    columns = tuple(
        ColumnProfile(name=column.name, missing=0, distinct=2, minimum=None, maximum=None)
        for column in COLUMNS
    )
    files = [("CSV", "original", "original/bang.csv"), ("CSV", "derived", "bang.csv")]
    made = Product(
        distributions=tuple(
            Distribution(
                format=name,
                role=role,  # type: ignore[arg-type]
                file_name=file_name,
                media_type="text/csv",
                byte_size=1234,
                checksum="ab" * 32,
                content=Path(file_name),
            )
            for name, role, file_name in files
        ),
        profile=TableProfile(rows=len(rows), columns=columns, preview=rows),
    )
    return replace(made, **changes)


def edition(*datasets: Dataset, portal: Portal = PORTAL, **products: Product) -> Edition:
    catalog = Catalog(
        portal=portal, vocabularies=VOCABULARIES, datasets=datasets, today=TODAY, root=Path()
    )
    made = {
        one.identifier: (products.get(one.slug.replace("-", "_"), product()),)
        for one in datasets
        if one.metadata.resources
    }
    return Edition(catalog=catalog, products=made, packages={})


def pages(of: Edition) -> dict[tuple[Language, str], Page]:
    return {(page.language, page.path): page for page in render_pages(of, TEMPLATES)}


class _Elements(HTMLParser):
    """The start tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(attribute)) is not None]


# Templates and words


def _variables(name: str, seen: set[str]) -> set[str]:
    environment = body_environment(TEMPLATES, "vi")
    tree = environment.parse((BODIES / name).read_text(encoding="utf-8"))
    seen.add(name)
    found = meta.find_undeclared_variables(tree) - set(environment.globals)
    for other in meta.find_referenced_templates(tree):
        if other is not None and other not in seen:
            found |= _variables(other, seen)
    return found


@pytest.mark.parametrize("context", get_args(BodyContext), ids=lambda context: context.template)
def test_a_template_uses_exactly_the_fields_of_its_context(context: Any) -> None:
    assert _variables(context.template, set()) == {field.name for field in fields(context)}


def test_every_template_has_a_context() -> None:
    contexts = {context.template for context in get_args(BodyContext)}
    assert {path.name for path in BODIES.glob("[!_]*.html")} == contexts


def test_editorial_pages_use_exactly_the_fields_of_their_context() -> None:
    environment = markdown_environment(TEMPLATES, "vi")
    used: set[str] = set()
    for path in EDITORIAL:
        tree = environment.parse((TEMPLATES / "pages" / path).read_text(encoding="utf-8"))
        used |= meta.find_undeclared_variables(tree) - set(environment.globals)
    assert used == {field.name for field in fields(EditorialContext)}


def _texts(language: Language) -> Mapping[str, str]:
    return read_words(TEMPLATES, language).texts


def _without_plural(keys: Iterable[str]) -> set[str]:
    return {re.sub(r"\.(one|other)$", "", key) for key in keys}


def test_both_languages_have_the_same_texts() -> None:
    assert _without_plural(_texts("vi")) == _without_plural(_texts("en"))


def test_translations_have_the_same_blanks() -> None:
    blanks = re.compile(r"\{(\w+)\}")
    english = _texts("en")
    for key, vietnamese in _texts("vi").items():
        assert set(blanks.findall(vietnamese)) == set(blanks.findall(english[key])), key


def _sources() -> str:
    render = Path(formats.__file__).parent
    files = [*TEMPLATES.glob("bodies/*"), *TEMPLATES.rglob("theme/**/*.html")]
    files += [*TEMPLATES.rglob("pages/**/*.md"), *render.rglob("*.py")]
    files += [*TEMPLATES.rglob("assets/scripts/**/*.js")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_text_that_is_asked_for_was_written() -> None:
    asked = re.findall(r"""\b(?:t|words)\(\s*["']([\w.-]+)["']\s*[,)]""", _sources())
    assert len(asked) > 100
    assert set(asked) <= _without_plural(_texts("vi")) | set(_texts("vi"))


def test_no_text_is_left_over() -> None:
    package = Path(formats.__file__).parents[1]
    sources = _sources() + "".join(
        (package / name).read_text(encoding="utf-8")
        for name in (
            "model/dataset.py",
            "model/table.py",
            "vocabulary.py",
            "convert/__init__.py",
            "convert/spreadsheet.py",
            "rows/__init__.py",
            "describe/rating.py",
        )
    )
    composed = set(re.findall(r"""["']([a-z_.]+)\.["'{]""", sources))

    def is_used(key: str) -> bool:
        group, _, name = key.rpartition(".")
        names = {name, name.rpartition("_")[0] or name}
        return key in sources or (group in composed and any(f'"{n}"' in sources for n in names))

    left = {key for key in _without_plural(_texts("vi")) if not is_used(key)}
    assert not left, left


def test_words_choose_the_plural_and_write_numbers_localised() -> None:
    assert read_words(TEMPLATES, "en")("count.rows", n=1) == "1 row"
    assert read_words(TEMPLATES, "en")("count.rows", n=1234) == "1,234 rows"
    assert read_words(TEMPLATES, "vi")("count.rows", n=1234) == "1.234 dòng"


@pytest.mark.parametrize(
    ("value", "kind", "vi", "en"),
    [
        (1234567.89, "number", "1.234.567,89", "1,234,567.89"),
        (21.0, "number", "21", "21"),
        (0.1 + 0.2, "number", "0,3", "0.3"),
        (-1500, "integer", "-1.500", "-1,500"),
        (2024, "year", "2024", "2024"),
        ("2024-10-04", "date", "4/10/2024", "4 October 2024"),
        ("2024-10", "yearmonth", "10/2024", "October 2024"),
        ("31/02/2024", "date", "31/02/2024", "31/02/2024"),
        ("2024-10-04T07:05:00+07:00", "datetime", "4/10/2024 07:05", "4 Oct 2024, 07:05"),
        ("00123", "string", "00123", "00123"),
    ],
)
def test_cells_are_written_as_each_language_does(value: Any, kind: Any, vi: str, en: str) -> None:
    assert (formats.cell(value, kind, "vi"), formats.cell(value, kind, "en")) == (vi, en)


def test_sizes_are_in_the_largest_unit_that_fits() -> None:
    sizes = [formats.size(size, "vi") for size in (999, 1234, 12_345_678, 3 * 10**9)]
    assert sizes == ["999 byte", "1,2 kB", "12 MB", "3 GB"]


def test_long_texts_are_cut_between_words() -> None:
    assert formats.shorten("một hai, ba bốn", 10) == "một hai…"
    assert formats.shorten("một hai", 7) == "một hai"
    assert formats.shorten("a" * 500, 160) == "a" * 159 + "…"


# Pages


def test_every_page_exists_in_both_languages() -> None:
    found = pages(edition(dataset()))
    paths = {path for language, path in found if language == "vi"}
    assert paths == {path for language, path in found if language == "en"}
    assert {"", "datasets/", "datasets/bo-1/", "themes/y-te/", "agencies/im-lang/"} <= paths


def test_a_portal_of_one_language_has_no_pages_in_the_other() -> None:
    only = edition(dataset(), portal=replace(PORTAL, languages=("vi",)))
    assert {language for language, _ in pages(only)} == {"vi"}


def _linked(of: Edition) -> Iterator[tuple[str, str]]:
    for page in render_pages(of, TEMPLATES):
        here = BASE_URL + ("" if page.language == "vi" else "en/") + page.path
        for target in _Elements(page.body).values("href"):
            yield here, urljoin(here, target)


def test_every_link_inside_the_portal_leads_to_a_page_or_a_file() -> None:
    key = ForeignKey(fields=("ma",), reference=Reference(resource="bang", fields=("ma",)))
    keyed = replace(RESOURCE, schema=Schema(fields=COLUMNS, foreign_keys=(key,)))
    of = edition(dataset(resources=(keyed,)), dataset("bo-2", publisher="cu"))
    known = {BASE_URL + ("" if language == "vi" else "en/") + path for language, path in pages(of)}
    editorial = {BASE_URL + lang + "terms/" for lang in ("", "en/")}
    editorial |= {BASE_URL + lang + "guides/agencies/" for lang in ("", "en/")}
    editorial |= {BASE_URL + lang + "guides/developers/" for lang in ("", "en/")}
    for slug in ("bo-1", "bo-2"):
        for name in ("bang.csv", "original/bang.csv", "datapackage.json"):
            known.add(f"{BASE_URL}datasets/{slug}/{name}")
    for standard in (atom, due_dates, openapi, rowapi):
        known |= {BASE_URL + file.path for file in files_of(standard, of)}
    for here, target in _linked(of):
        if urlsplit(target).scheme == "https":
            assert urlsplit(target)._replace(query="", fragment="").geturl() in known | editorial, (
                here
            )


def test_links_to_a_section_find_it() -> None:
    of = edition(dataset())
    for page in render_pages(of, TEMPLATES):
        elements = _Elements(page.body)
        own = {target[1:] for target in elements.values("href") if target.startswith("#")}
        assert own <= set(elements.values("id")), page.path


def test_no_page_uses_an_id_twice() -> None:
    for page in render_pages(edition(dataset(), dataset("bo-2")), TEMPLATES):
        ids = _Elements(page.body).values("id")
        assert len(ids) == len(set(ids)), page.path


def test_a_page_asks_for_nothing_from_elsewhere() -> None:
    for page in render_pages(edition(dataset()), TEMPLATES):
        elements = _Elements(page.body)
        assert not elements.values("src")
        assert not elements.values("style")


def test_titles_and_descriptions_name_the_page_and_stay_short() -> None:
    long = dataset(description=text("rất dài " * 100))
    page = pages(edition(long))["vi", "datasets/bo-1/"]
    assert page.title == "Bộ một – Cổng"
    assert len(page.description) <= 160


def test_missing_cells_are_dashes_and_codes_keep_their_zeros() -> None:
    body = pages(edition(dataset()))["vi", "datasets/bo-1/"].body
    assert ">007<" in body
    assert "1.234,5" in body
    assert "<td class=n>–" in body


def test_text_that_is_not_translated_is_marked_as_vietnamese_on_english_pages() -> None:
    found = pages(edition(dataset(title=text("Chỉ tiếng Việt"))))
    assert '<span lang="vi">Chỉ tiếng Việt</span>' in found["en", "datasets/bo-1/"].body
    assert '<span lang="vi">' not in found["vi", "datasets/bo-1/"].body


def test_samples_say_so_on_every_page_that_shows_them() -> None:
    found = pages(edition(dataset(sample=True)))
    for path in ("", "datasets/", "datasets/bo-1/", "themes/y-te/", "agencies/moi/"):
        assert "Dữ liệu mẫu" in found["vi", path].body, path
    assert "không phải số liệu chính thức" in found["vi", "datasets/bo-1/"].body


def test_a_planned_dataset_has_a_page_without_downloads() -> None:
    planned = dataset(status="planned", resources=())
    body = pages(edition(planned))["vi", "datasets/bo-1/"].body
    assert "Bộ dữ liệu sắp công bố." in body
    assert 'id="downloads"' not in body


def test_a_withdrawn_dataset_says_so() -> None:
    body = pages(edition(dataset(status="withdrawn")))["en", "datasets/bo-1/"].body
    assert "This dataset has been withdrawn." in body


def test_a_form_that_was_not_made_is_explained_in_words() -> None:
    omission = Omission(format="XLSX", reason="too-many-rows-for-xlsx")
    of = edition(dataset(), bo_1=product(omissions=(omission,)))
    assert "No Excel: the table is longer" in pages(of)["en", "datasets/bo-1/"].body


@pytest.mark.parametrize(
    ("modified", "overdue", "days_late"),
    [(date(2026, 11, 1), False, 0), (date(2026, 10, 9), False, 0), (date(2026, 10, 8), True, 1)],
)
def test_data_is_overdue_the_day_after_it_was_due(
    modified: date, overdue: bool, days_late: int
) -> None:
    found = freshness(dataset(modified=modified), VOCABULARIES.frequencies["thang"], TODAY)
    assert found is not None
    assert (found.is_overdue, found.days_late) == (overdue, days_late)


def test_data_without_a_fixed_interval_is_never_overdue() -> None:
    old = dataset(modified=date(2000, 1, 1))
    assert freshness(old, VOCABULARIES.frequencies["bat-ky"], TODAY) is None


def test_an_agency_that_ended_names_who_took_over_and_the_other_way_round() -> None:
    found = pages(edition(dataset(publisher="cu")))
    ended, heir = found["vi", "agencies/cu/"].body, found["vi", "agencies/moi/"].body
    assert "Cơ quan này đã kết thúc hoạt động." in ended
    assert '<a href="../../agencies/moi/">' in ended
    assert '<a href="../../agencies/cu/">' in heir
    assert "Bộ dữ liệu tiếp nhận từ cơ quan trước" in heir
    assert "nay: " in found["vi", "datasets/bo-1/"].body


def test_a_long_catalogue_is_cut_into_pages_that_hold_every_dataset_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)
    of = edition(*(dataset(f"bo-{number}", resources=()) for number in range(1, 9)))
    found = pages(of)
    parts = ["datasets/", "datasets/page.2/", "datasets/page.3/"]
    shown = [
        slug
        for path in parts
        for slug in re.findall(r'__title"><a href="[./]*datasets/(bo-\d)/', found["vi", path].body)
    ]
    assert sorted(shown) == [f"bo-{number}" for number in range(1, 9)]
    assert 'rel="next" href="../datasets/page.2/"' in found["vi", "datasets/"].body
    assert ("en", "themes/y-te.2/") in found


# Texts of others are never markup


def _hostile() -> Edition:
    column = replace(COLUMNS[0], label=text(HOSTILE), description=text(HOSTILE), unit=HOSTILE)
    resource = replace(
        RESOURCE,
        title=text(HOSTILE),
        each_row=text(HOSTILE),
        schema=Schema(fields=(column, *COLUMNS[1:])),
    )
    one = dataset(
        title=text(HOSTILE),
        description=text(HOSTILE),
        keywords=Keywords(vi=(HOSTILE,)),
        provenance=text(HOSTILE),
        sources=(Source(title=text(HOSTILE)),),
        resources=(resource,),
    )
    portal = replace(PORTAL, title=text(HOSTILE), notice=text(HOSTILE), terms=text(HOSTILE))
    return edition(one, portal=portal, bo_1=product(((HOSTILE, 1, "2024-01-01"),)))


def test_html_in_texts_is_shown_and_never_run() -> None:
    for page in render_pages(_hostile(), TEMPLATES):
        elements = _Elements(page.body)
        kinds = {attrs.get("type") for tag, attrs in elements.tags if tag == "script"}
        assert kinds <= {"application/json"}, page.path  # data, which no browser runs
        assert not [a for _, attrs in elements.tags for a in attrs if a.startswith("on")]
        assert not [h for h in elements.values("href") if h.startswith("javascript")]
    body = pages(_hostile())["vi", "datasets/bo-1/"].body
    assert HOSTILE.split("{{", maxsplit=1)[0] in "".join(_Elements(body).words)


@pytest.mark.parametrize(
    "term", ["title", "creator", "date", "description", "publisher", "identifier"]
)
def test_every_page_has_the_mandatory_dublin_core_terms(term: str) -> None:
    for page in render_pages(edition(dataset()), TEMPLATES):
        assert f'<meta name="DC.{term}" content="' in page.head, page.path


@pytest.mark.parametrize("path", EDITORIAL, ids=str)
def test_texts_are_neither_html_nor_markdown_on_editorial_pages(path: Path) -> None:
    language: Language = "en" if path.parts[0] == "en" else "vi"
    source = (TEMPLATES / "pages" / path).read_text(encoding="utf-8").split("---\n", 2)[2]
    rendered = render_editorial(source, _hostile().catalog, language, TEMPLATES)
    page = markdown.markdown(rendered, extensions=["tables", "fenced_code", "admonition"])
    elements = _Elements(page)
    assert "script" not in {tag for tag, _ in elements.tags}
    assert not [href for href in elements.values("href") if "javascript" in href]


def test_escaped_markdown_shows_as_it_was_written() -> None:
    awkward = "a|b *c* _d_ `e` # f\n1. g <h> &amp; \\i [j](k) https://l.example/"
    page = markdown.markdown(str(escape_markdown(awkward)))
    assert "".join(_Elements(page).words) == " ".join(awkward.split())
    assert [tag for tag, _ in _Elements(page).tags] == ["p"]


def test_a_name_that_an_editorial_page_cannot_have_stops_it() -> None:
    with pytest.raises(jinja2.UndefinedError, match="legal_basiss"):
        render_editorial("{{ legal_basiss }}", edition().catalog, "vi", TEMPLATES)


def test_laws_say_whether_they_are_in_force_on_the_day_of_the_build() -> None:
    source = (TEMPLATES / "pages" / "about.md").read_text(encoding="utf-8")
    page = markdown.markdown(
        render_editorial(source, edition(dataset()).catalog, "vi", TEMPLATES), extensions=["tables"]
    )
    rows = [row for row in page.split("<tr>") if "Luật" in row]
    assert "hết hiệu lực" in rows[0]
    assert "đang có hiệu lực" in rows[1]


# Looks


def _colours() -> Iterator[tuple[str, dict[str, str]]]:
    css = (TEMPLATES / "assets" / "portal.css").read_text(encoding="utf-8")
    for scheme in ("default", "slate"):
        rules = css.split(f'[data-md-color-scheme="{scheme}"] {{')[1].split("}")[0]
        yield scheme, dict(re.findall(r"--portal-([\w-]+): (#[0-9a-f]{6});", rules))


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("scheme", "colours"), list(_colours()), ids=["default", "slate"])
def test_text_stands_out_from_every_ground_it_is_on(scheme: str, colours: dict[str, str]) -> None:
    grounds = ("ground", "tint", "surface", "brand-soft", "accent-soft")
    for ink in ("ink", "muted", "link", "accent", "late", "on-time"):
        for ground in grounds:
            if (ink, ground) not in {("late", "brand-soft"), ("on-time", "brand-soft")}:
                assert _contrast(colours[ink], colours[ground]) >= 4.5, (scheme, ink, ground)
    assert _contrast(colours["brand-ink"], colours["brand"]) >= 4.5


def test_every_field_of_the_catalogue_has_a_drawing() -> None:
    fields = yaml.safe_load(
        (TEMPLATES.parent / "datasets/vocabularies/themes.yml").read_text(encoding="utf-8")
    )
    drawn = {path.stem for path in (TEMPLATES / "assets" / "icons").glob("*.svg")}
    assert {field["icon"] for field in fields} <= drawn


# Addresses that only name something; the browser tests see that nothing is asked there.
NAMES = (
    "http://www.w3.org/",
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "https://maplibre.",
    "https://wiki.openstreetmap.org/wiki/",
    "https://github.com/mapbox/",
)


def test_assets_name_no_other_server() -> None:
    for file in asset_files(TEMPLATES):
        if file.path.endswith(".txt"):  # licences, which say where packages come from
            continue
        made = file.content
        content = (made if isinstance(made, bytes) else made.read_bytes()).decode()
        found = set(re.findall(r"https?://[^\s\"'`)]+", content))
        assert {address for address in found if not address.startswith(NAMES)} == set(), file.path
        assert "@import" not in content


def test_the_themes_words_are_complete_in_vietnamese() -> None:
    keys = re.compile(r'^\s+"([\w.]+)":', re.MULTILINE)
    import material  # type: ignore[import-untyped]

    theirs = Path(material.__file__).parent / "templates/partials/languages/en.html"
    ours = TEMPLATES / "theme/partials/languages/vi.html"
    wanted = set(keys.findall(theirs.read_text(encoding="utf-8")))
    # Settings of a search that the portal does not use.
    wanted -= {"search.config.pipeline", "search.config.separator"}
    assert set(keys.findall(ours.read_text(encoding="utf-8"))) == wanted
