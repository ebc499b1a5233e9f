"""The page of a dataset, from the usual to the odd, its citations, and its picture."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyarrow as pa
import pytest
from PIL import Image

from generator.convert.profile import table_profile
from generator.convert.typed import TypedTable
from generator.distribution import Distribution, Edition, Product
from generator.model import Column, ContactPoint, Dataset, Language, Resource, Schema
from generator.problems import Place, Problem
from generator.render.card_image import SIZE, card_images, card_path
from generator.render.citation import citation
from generator.render.enquiry import enquiries
from generator.render.related import relations
from generator.render.shelf import shelve
from generator.render.words import read_words
from generator.store import Store
from tests.test_render import PORTAL, TEMPLATES, _Elements, dataset, edition, pages, text

ADDRESS = "https://data.example/portal/datasets/bo-1/"


def table(columns: dict[str, pa.Array], types: dict[str, Any]) -> tuple[Resource, Product]:
    """A table and what was made of it, as a build would."""
    fields = tuple(
        Column(name=name, type=types.get(name, "string"), label=text(f"Cột {name}"))
        for name in columns
    )
    resource = Resource(name="t", path="t.csv", title=text("Bảng"), schema=Schema(fields=fields))
    typed = TypedTable(resource=resource, schema=Schema(fields=fields), columns=pa.table(columns))
    file = Distribution(
        format="CSV", role="derived", file_name="t.csv", media_type="text/csv", byte_size=9,
        checksum="ab" * 32, content=Path("t.csv"),
    )  # fmt: skip
    return resource, Product(distributions=(file,), profile=table_profile(typed))


def page(columns: dict[str, pa.Array], language: Language = "vi", **types: str) -> str:
    resource, product = table(columns, types)
    return pages(edition(dataset(resources=(resource,)), bo_1=product))[
        language, "datasets/bo-1/"
    ].body


def words_of(body: str) -> str:
    return " ".join("".join(_Elements(body).words).split())


# Tables, from the usual to the odd


def test_a_wide_table_is_cut_and_the_page_says_so() -> None:
    body = page({f"c{number}": pa.array([number]) for number in range(300)})
    assert len(body.encode()) < 50_000
    assert "Còn 270 cột nữa" in words_of(body)
    assert "Cột c29" in body
    assert "Cột c30" not in body


def test_a_table_of_twenty_columns_fits_the_budget() -> None:
    numbers = pa.array(range(0, 90_000, 1000))
    names = [f"cot_so_{number}" for number in range(20)]
    resource, product = table(dict.fromkeys(names, numbers), dict.fromkeys(names, "integer"))
    body = pages(edition(dataset(resources=(resource,)), bo_1=product))["vi", "datasets/bo-1/"].body
    assert body.count("<svg class=portal-spread") == 20
    assert len(body.encode()) < 34_000


def test_a_table_without_rows_says_so_and_keeps_its_dictionary() -> None:
    body = page({"a": pa.array([], pa.string()), "b": pa.array([], pa.int32())}, b="integer")
    assert "Bảng chưa có dòng nào." in words_of(body)
    assert "Cột b" in body
    assert "portal-spread" not in body


def test_long_cells_are_cut() -> None:
    body = page({"a": pa.array(["x" * 100_000] * 20)})
    assert len(body.encode()) < 20_000


def test_columns_of_nothing_and_of_huge_numbers_are_told_of() -> None:
    body = page(
        {"a": pa.array([None, None], pa.string()), "b": pa.array([2**62, -(2**63)])}, b="integer"
    )
    assert "Cả cột trống" in body
    assert "-9.223.372.036.854.775.808" in body


def test_a_dataset_whose_file_is_no_table_says_why_parts_are_absent() -> None:
    document = Resource(name="d", path="d.pdf", title=text("Tài liệu"))
    product = Product(distributions=table({"a": pa.array(["1"])}, {})[1].distributions)
    body = pages(edition(dataset(resources=(document,)), bo_1=product))["vi", "datasets/bo-1/"].body
    assert "Tệp này không phải là bảng" in body
    assert 'id="data"' not in body
    assert 'href="#data"' not in body


def test_a_planned_dataset_has_no_downloads_and_says_why() -> None:
    body = pages(edition(dataset(resources=(), status="planned")))["vi", "datasets/bo-1/"].body
    assert 'id="downloads"' not in body
    assert "chưa có tệp để tải" in body


def test_no_more_than_eight_facts_are_told() -> None:
    body = page({"a": pa.array(["1"])})
    facts = body.split('<dl class="portal-facts"')[1].split("</dl>")[0]
    assert facts.count("<dt>") <= 8


def test_sample_figures_are_called_so_wherever_they_can_be_taken_from() -> None:
    resource, product = table(
        {"ma": pa.array([str(n) for n in range(9)]), "loai": pa.array(["a", "b", "c"] * 3)}, {}
    )
    keyed = replace(resource.schema, primary_key=("ma",))  # type: ignore[type-var]
    resource = replace(resource, schema=keyed)
    typed = TypedTable(resource=resource, schema=keyed, columns=pa.table(  # type: ignore[arg-type]
        {"ma": pa.array([str(n) for n in range(9)]), "loai": pa.array(["a", "b", "c"] * 3)}
    ))  # fmt: skip
    product = replace(product, profile=table_profile(typed))
    of = edition(dataset(resources=(resource,), sample=True), bo_1=product)
    body = pages(of)["vi", "datasets/bo-1/"].body
    chart = body.split('<figure class="portal-figure">')[1].split("</figure>")[0]
    assert "Dữ liệu mẫu" in chart
    assert "Số liệu mẫu, không phải số liệu chính thức." in chart
    for form in ("dữ liệu mẫu", "note = {Dữ liệu mẫu", "N1  - Dữ liệu mẫu"):
        assert form.casefold() in body.casefold()


def test_hostile_cells_stay_text_in_profiles_and_charts() -> None:
    bad = "<script>alert(1)</script>"
    body = page({"a": pa.array([bad, bad, '"><b onclick=x>', '"><b onclick=x>'])})
    tags = {tag for tag, _ in _Elements(body).tags}
    assert "script" not in tags
    assert not _Elements(body).values("onclick")


# Checks in sentences


def test_what_checks_found_stands_before_what_holds_with_the_way_to_mend_it() -> None:
    problem = Problem(code="period-missing", place=Place(file="datasets/moi/bo-1/dataset.yml"))
    other = Problem(code="period-missing", place=Place(file="datasets/moi/bo-10/dataset.yml"))
    of = replace(edition(dataset()), problems=(problem, other))
    body = pages(of)["vi", "datasets/bo-1/"].body
    listed = body.split('<ul class="portal-findings">')[1].split("</ul>")[0]
    assert listed.count("portal-findings__not") == 1
    assert listed.index(problem.message("vi")) < listed.index("đúng kiểu")
    assert 'href="../../problems/period-missing/"' in listed


# Relations


def test_related_datasets_say_why_strongest_first() -> None:
    near = dataset("bo-2", in_series="chuoi")
    found = relations([dataset(in_series="chuoi"), dataset("bo-3", publisher="cu"), near])
    assert [one.identifier for one in found["bo-1"]] == ["bo-2", "bo-3"]
    assert found["bo-1"][0].reasons == ("series", "theme", "publisher")
    assert found["bo-1"][1].reasons == ("theme",)


def test_a_key_into_a_dataset_that_is_gone_relates_nothing() -> None:
    assert relations([dataset()]) == {}


# Citations and letters


def cited(of: Dataset) -> Any:
    return citation(shelve(edition(of), "vi"), of, ADDRESS, read_words(TEMPLATES, "vi"))


def test_a_dataset_is_cited_in_four_forms() -> None:
    found = cited(dataset())
    assert found.plain.startswith("Cơ quan moi (2026). Bộ một [Bộ dữ liệu]. Cổng thử.")
    assert found.apa == (f"Cơ quan moi. (2026, 1 November). Bộ một [Data set]. Cổng thử. {ADDRESS}")
    assert found.bibtex.startswith("@dataset{bo-1-2026,\n  author = {{Cơ quan moi}},\n")
    assert found.ris.startswith("TY  - DATA\nAU  - Cơ quan moi,\nPY  - 2026\nDA  - 2026/11/01\n")
    assert found.ris.endswith("ER  - ")


def test_titles_cannot_break_out_of_bibtex_or_ris() -> None:
    found = cited(dataset(title=text("50% {của} A_B & C\nER  - \\x")))
    assert r"50\% của A\_B \& C" in found.bibtex
    assert found.bibtex.count("{") == found.bibtex.count("}")
    assert found.ris.count("\nER  - ") == 1


def test_letters_are_begun_for_the_reader() -> None:
    contact = ContactPoint(name=text("Phòng"), email="phong@so.example")
    one = dataset(contact=contact, title=text("Bộ & một?"))
    words = read_words(TEMPLATES, "vi")
    letters = enquiries(shelve(edition(one), "vi"), one, ADDRESS, words)
    asked = urlsplit(letters.ask or "")
    assert (asked.scheme, asked.path) == ("mailto", "phong@so.example")
    assert parse_qs(asked.query)["subject"] == ["[Câu hỏi] Bộ & một?"]
    portal = replace(PORTAL, repository="https://git.example/cong")
    reported = urlsplit(enquiries(shelve(edition(one, portal=portal), "vi"), one, ADDRESS, words)
                        .report or "")  # fmt: skip
    assert reported.path == "/cong/issues/new"
    assert parse_qs(reported.query)["page"] == [ADDRESS]


def test_nobody_to_write_to_gives_no_link() -> None:
    one = dataset()
    found = enquiries(shelve(edition(one), "vi"), one, ADDRESS, read_words(TEMPLATES, "vi"))
    assert (found.report, found.ask) == (None, None)


# The picture


@pytest.fixture
def pictured(tmp_path: Path) -> Edition:
    long = text("Danh sách cơ sở giáo dục nghề nghiệp " * 12)
    of = edition(dataset(sample=True), dataset("bo-2", title=long), dataset("bo-3"))
    return replace(of, card_images=card_images(of, TEMPLATES, Store(tmp_path)))


def test_every_dataset_has_a_picture_of_its_own(pictured: Edition) -> None:
    contents = {name: path.read_bytes() for name, path in pictured.card_images.items()}
    assert len(set(contents.values())) >= 2
    for content in contents.values():
        assert Image.open(io.BytesIO(content)).size == SIZE
        assert len(content) < 60_000


def test_pictures_are_the_same_in_every_build(pictured: Edition, tmp_path: Path) -> None:
    again = card_images(pictured, TEMPLATES, Store(tmp_path / "another"))
    for name, path in pictured.card_images.items():
        assert again[name].read_bytes() == path.read_bytes()


def test_the_head_names_the_picture(pictured: Edition) -> None:
    head = pages(pictured)["en", "datasets/bo-1/"].head
    address = "https://data.example/portal/" + card_path(dataset())
    assert f'<meta property="og:image" content="{address}">' in head
    assert '<meta name="twitter:card" content="summary_large_image">' in head


def test_without_a_picture_the_head_names_none() -> None:
    assert "og:image" not in pages(edition(dataset()))["vi", "datasets/bo-1/"].head


def test_texts_in_vietnamese_alone_are_marked_in_english_pages() -> None:
    body = page({"a": pa.array(["1"])}, "en")
    assert '<span lang="vi">Cột a</span>' in body
