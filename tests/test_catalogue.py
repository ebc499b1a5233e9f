"""The catalogue: what it is narrowed by, its cards, and its long lists."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urljoin

import orjson
import pytest

from generator.distribution import (
    ColumnProfile,
    Edition,
    Omission,
    Product,
    Rating,
    RowApi,
    TableProfile,
)
from generator.model import Column, Coordinates, Place, Resource, Text
from generator.render import Page, lists
from generator.render.facets import Facets, facets
from generator.render.parts import FacetGroup
from generator.render.shelf import has_map, mark, shelve
from generator.vocabulary import Area, AreaCodeList, Frequency, Theme
from tests.conftest import REPOSITORY
from tests.editions import catalog, dataset, edition, render_pages, with_frequency

TEMPLATES = REPOSITORY / "site_templates"
MONTHLY = Frequency(
    id="thang", label=Text(vi="Hằng tháng"), eu_code="MONTHLY", overdue_after_days=45
)


def table_with(**schema: Any) -> Resource:
    """A resource with a table."""
    found = next(one for one in catalog().datasets if one.metadata.resources)
    resource = found.metadata.resources[0]
    assert resource.schema is not None
    return replace(resource, schema=replace(resource.schema, **schema))


def facets_of(of: Edition, part_size: int = 100) -> Facets:
    return facets(shelve(of, "vi"), part_size)


def group(of: Edition, key: str) -> dict[str, int]:
    """The values of a group with their counts, as they stand."""
    found = next(each for each in facets_of(of).groups if each.key == key)
    return {option.value: option.count for option in found.options}


def catalogue_pages(of: Edition) -> dict[str, Page]:
    """The pages of the Vietnamese list, by path."""
    made = render_pages(of, TEMPLATES)
    return {page.path: page for page in made if (page.kind, page.language) == ("catalogue", "vi")}


def body(of: Edition) -> str:
    return catalogue_pages(of)["datasets/"].body


# Groups


def test_a_group_holds_only_values_that_occur_with_their_counts() -> None:
    of = edition(dataset("a"), dataset("b"), dataset("c", themes=("y-te",)))
    before = catalog().datasets[0].metadata.themes[0]
    assert group(of, "theme") == {before: 2, "y-te": 1}


def test_the_most_frequent_agency_stands_first() -> None:
    agencies = list(catalog().vocabularies.agencies)[:2]
    of = edition(
        dataset("a", publisher=agencies[0]),
        *(dataset(name, publisher=agencies[1]) for name in "bc"),
    )
    assert list(group(of, "agency").items()) == [(agencies[1], 2), (agencies[0], 1)]


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"modified": date(2024, 6, 1)}, "on-time"),
        ({"modified": date(2024, 1, 1)}, "overdue"),
        ({"status": "planned"}, "planned"),
        ({"status": "withdrawn"}, "withdrawn"),
    ],
)
def test_freshness_is_one_of_five_words(changes: dict[str, Any], value: str) -> None:
    of = edition(dataset(accrual_periodicity="thang", **changes))
    assert group(with_frequency(of, MONTHLY), "freshness") == {value: 1}


def test_what_is_due_at_no_certain_time_is_neither_late_nor_on_time() -> None:
    of = edition(dataset(accrual_periodicity="thang"))
    never = replace(MONTHLY, overdue_after_days=None)
    assert group(with_frequency(of, never), "freshness") == {"unscheduled": 1}


def test_areas_of_different_lists_are_one_where_code_and_name_are_the_same() -> None:
    def codes(name: str, area: str) -> AreaCodeList:
        unit = Area(code="26", name=Text(vi=area), level="province", kind=Text(vi="Tỉnh"))
        return AreaCodeList(id=name, title=Text(vi=name), areas=(unit,))

    lists_of_areas = [codes("cu", "Vĩnh Phúc"), codes("moi", "Vĩnh Phúc"), codes("khac", "Huế")]
    places = [Place(code_list=each.id, areas=("26",)) for each in lists_of_areas]
    of = edition(*(dataset(f"bo-{n}", spatial=place) for n, place in enumerate(places)))
    words = replace(
        of.catalog.vocabularies, area_code_lists={each.id: each for each in lists_of_areas}
    )
    changed = replace(of, catalog=replace(of.catalog, vocabularies=words))
    assert group(changed, "area") == {"26-vinh-phuc": 2, "26-hue": 1}


def test_a_map_is_there_for_coordinates_and_for_geometry() -> None:
    coordinates = Coordinates(latitude="vi_do", longitude="kinh_do")
    geometry = Resource(name="ranh-gioi", path="ranh-gioi.geojson", title=Text(vi="Ranh giới"))
    assert has_map(dataset(resources=(table_with(coordinates=coordinates),)))
    assert has_map(dataset(resources=(geometry,)))
    assert not has_map(dataset(resources=(table_with(coordinates=None),)))


def test_an_api_is_there_where_rows_can_be_asked_for() -> None:
    api = RowApi(rows=1, pages=1, filters=(), files={}, byte_size=1)
    omitted = Omission(format="API", reason="row-api-table-budget")
    resource = table_with()
    of = edition(dataset("a", resources=(resource,)), dataset("b", resources=(resource,)))
    apis: dict[tuple[str, str], RowApi | Omission] = {
        ("a", resource.name): api,
        ("b", resource.name): omitted,
    }
    assert group(replace(of, products={}, row_apis=apis), "has")["api"] == 1


@pytest.mark.parametrize(
    ("points", "expected"), [(351, "gold"), (350, "silver"), (121, "bronze"), (0, "unmarked")]
)
def test_the_mark_follows_the_rating(points: int, expected: str) -> None:
    one = dataset("a")
    rating = Rating(points=points, maximum=405, dimensions={}, improvement=None)
    rated = replace(edition(one), ratings={"a": rating})
    assert mark(rated, one) == expected
    assert group(rated, "quality") == {expected: 1}
    assert mark(edition(one), one) is None


# The data file


def read(found: Facets) -> dict[str, Any]:
    assert isinstance(found.file.content, bytes)
    document = orjson.loads(found.file.content)
    assert isinstance(document, dict)
    return document


def test_the_data_file_tells_of_every_dataset_in_the_order_of_the_list() -> None:
    of = edition(
        dataset("moi", modified=date(2024, 5, 1), title=Text(vi="Đất")),
        dataset("cu", modified=date(2023, 5, 1), title=Text(vi="Ao")),
    )
    document = read(facets_of(of, part_size=7))
    assert (document["slugs"], document["titles"], document["part"]) == (["moi", "cu"], [1, 0], 7)
    lengths = {len(document[key]) for key in ("slugs", "titles", "rows", "points")}
    assert lengths | {len(each) for each in document["facets"].values()} == {2}


def test_the_counts_of_the_page_are_those_of_the_data_file() -> None:
    found = facets_of(edition(dataset("a"), dataset("b", themes=("y-te",))))
    document = read(found)

    def counted(each: FacetGroup) -> list[int]:
        numbers = [number for values in document["facets"][each.key] for number in values]
        return [numbers.count(number) for number in range(len(each.options))]

    assert [[option.count for option in each.options] for each in found.groups] == [
        counted(each) for each in found.groups
    ]


def test_the_data_file_is_published_under_the_name_the_page_gives() -> None:
    page = catalogue_pages(edition(dataset()))["datasets/"]
    (file,) = page.files
    named = re.findall(r'data-catalogue="([^"]+)"', page.body)
    assert [urljoin("/datasets/", each) for each in named] == [f"/{file.path}"]


# The page


def _list(count: int) -> Edition:
    return edition(*(dataset(f"bo-{number}") for number in range(count)))


def test_a_long_list_is_cut_into_smaller_pages_whose_addresses_each_page_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 4)
    monkeypatch.setattr(lists, "PART_SIZE", 2)
    assert len(catalogue_pages(_list(4))) == 1
    made = catalogue_pages(_list(5))
    assert list(made) == ["datasets/", "datasets/page.2/", "datasets/page.3/"]
    for number, (path, page) in enumerate(made.items(), start=1):
        parts = re.findall(r'data-part="(\d+)" data-parts="([^"]*)"', page.body)
        assert [int(part) for part, _ in parts] == [number]
        addresses = [urljoin(f"/{path}", each) for each in parts[0][1].split()]
        assert addresses == [f"/{each}" for each in made]
        assert 'data-slug="bo-' in page.body


def test_only_the_first_page_carries_the_data_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    assert [len(page.files) for page in catalogue_pages(_list(3)).values()] == [1, 0]


def test_a_card_names_its_first_columns_and_counts_the_others() -> None:
    column = Column(name="cot", label=Text(vi="Cột"))
    fields = tuple(replace(column, label=Text(vi=f"Cột {n}")) for n in range(10))
    profiles = tuple(
        ColumnProfile(name=f"{n}", missing=0, distinct=1, minimum=None, maximum=None)
        for n in range(10)
    )
    table = TableProfile(rows=1234, columns=profiles, preview=())
    of = edition(dataset("a", resources=(table_with(fields=fields, primary_key=()),)))
    found = body(replace(of, products={"a": (Product(distributions=(), profile=table),)}))
    assert "1.234 dòng × 10 cột" in found
    assert "Cột 6, Cột 7, và 2 cột nữa" in found
    assert "Cột 8" not in found


def test_without_scripts_fields_and_agencies_are_links_and_nothing_is_dead() -> None:
    found = body(edition(dataset(themes=("y-te",))))
    plain = found[found.index("<noscript>") : found.index("</noscript>")]
    assert 'href="../themes/y-te/"' in plain
    assert "<input" not in plain


def test_options_beyond_the_eighth_wait_behind_a_button() -> None:
    themes = [_theme(number) for number in range(10)]
    of = edition(*(dataset(f"bo-{n}", themes=(theme.id,)) for n, theme in enumerate(themes)))
    words = replace(of.catalog.vocabularies, themes={theme.id: theme for theme in themes})
    found = body(replace(of, catalog=replace(of.catalog, vocabularies=words)))
    fields = found[found.index('data-group="theme"') : found.index('data-group="agency"')]
    assert fields.count('<label class="is-rest">') == 2
    assert "Xem thêm 2<" in fields


def _theme(number: int) -> Theme:
    theme = next(iter(catalog().vocabularies.themes.values()))
    return replace(theme, id=f"linh-vuc-{number}")


def test_data_is_asked_for_in_the_repository_else_by_mail_else_not() -> None:
    one = dataset()
    of_github = body(edition(one, repository="https://github.com/tinh/du-lieu/"))
    assert 'href="https://github.com/tinh/du-lieu/issues/new?template=du-lieu.yml"' in of_github
    contact = catalog().portal.contact
    by_mail = body(edition(one, contact=replace(contact, email="du-lieu@tinh.example")))
    assert 'href="mailto:du-lieu@tinh.example"' in by_mail
    assert "portal-ask" not in body(edition(one, contact=replace(contact, email=None)))


def test_the_form_that_asks_for_data_is_shipped() -> None:
    assert (REPOSITORY / ".github/ISSUE_TEMPLATE/du-lieu.yml").is_file()


def test_an_empty_catalogue_says_so() -> None:
    assert "Chưa có bộ dữ liệu nào." in body(edition())


def test_texts_on_cards_are_no_markup() -> None:
    strange = Text(vi='"><b onclick=alert(1)>{{ 7 * 7 }}')
    found = body(edition(dataset(title=strange, description=strange)))
    assert "<b onclick" not in found
    assert found.count("&lt;b onclick=alert(1)&gt;{{ 7 * 7 }}") == 2
