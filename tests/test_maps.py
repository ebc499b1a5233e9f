"""Maps: drawn from the portal's own places at build time, and movable in a browser."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.distribution import Distribution
from generator.render.maps.choropleth import class_of, classes
from generator.render.maps.frame import HEIGHT, WIDTH, frame_around
from generator.render.maps.layer import Feature, read_features
from generator.render.maps.paths import dots, outlines
from tests.conftest import opendata, serving
from tests.map_portal import COMMUNES, map_portal


def _features(folder: Path, *geometries: object) -> tuple[Feature, ...]:
    file = folder / "a.geojson"
    features = [{"type": "Feature", "properties": None, "geometry": g} for g in geometries]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    made = Distribution(
        format="GeoJSON", role="derived", file_name="a.geojson", media_type="", byte_size=1,
        checksum=str(folder), content=file,
    )  # fmt: skip
    return read_features(made)


def test_geometries_of_every_kind_are_read_and_broken_positions_left_out(tmp_path):
    point = {"type": "Point", "coordinates": [105.5, 21.3, 12]}
    line = {"type": "LineString", "coordinates": [[105, 21], [106, 22]]}
    ring = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
    several = {"type": "MultiPolygon", "coordinates": [ring, ring]}
    all_of_them = {"type": "GeometryCollection", "geometries": [point, line]}
    outside = {"type": "MultiPoint", "coordinates": [[999, 1], [5], ["a", "b"], [1, 2]]}
    found = _features(tmp_path, point, several, all_of_them, outside, None)
    assert [len(f.points) for f in found] == [1, 0, 1, 1, 0]
    assert [len(f.lines) for f in found] == [0, 0, 1, 0, 0]
    assert [len(f.rings) for f in found] == [0, 2, 0, 0, 0]


def test_a_frame_holds_all_positions_even_if_there_is_but_one():
    assert frame_around([]) is None
    for positions in (
        [(105.5, 21.3)],
        [(105.1, 21.0), (106.0, 21.6)],
        [(-180.0, -90.0), (180.0, 90.0)],
    ):
        frame = frame_around(positions)
        assert frame is not None
        for position in positions:
            x, y = frame.place(position)
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
        assert len(frame.meridians()) <= 14


def test_neighbours_share_their_border_after_simplification():
    def edge(shift: float) -> list[tuple[float, float]]:
        return [(105.5 + shift + math.sin(n / 5) / 900, 21.2 + n / 5000) for n in range(500)]

    shared = edge(0)
    left = (*shared, (105.4, 21.3), (105.4, 21.2), shared[0])
    right = (*reversed(shared), (105.6, 21.2), (105.6, 21.3), shared[-1])
    frame = frame_around([*left, *right])
    assert frame is not None
    one, other = outlines(frame, [[left], [right]], 2_000, closed=True)
    assert len(one) + len(other) <= 2_000

    def corners(path: str) -> set[tuple[int, int]]:
        numbers = list(map(int, re.findall(r"-?\d+", path)))
        x, y = numbers[:2]
        found = {(x, y)}
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            found.add((x, y))
        return found

    assert len(corners(one) & corners(other)) > 10


def test_a_million_places_make_a_small_drawing():
    points = [
        (105 + (n * 7919 % 10_007) / 1e4, 21 + (n * 104_729 % 9_973) / 1e4) for n in range(100_000)
    ]
    frame = frame_around(points)
    assert frame is not None
    assert len(dots(frame, points, 8_000)) <= 8_500


def test_classes_hold_alike_numbers_of_areas_and_never_part_equal_values():
    for values in (
        [1.0],
        [2.0, 2.0, 2.0],
        [0.0] * 30 + [1, 2, 3, 4, 5, 6],
        list(map(float, range(36))),
    ):
        found = classes(values)
        assert 1 <= len(found) <= 5
        for value in values:
            within = found[class_of(value, found)]
            assert within.low <= value <= within.high
        assert all(a.high < b.low for a, b in pairwise(found))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("maps")
    shares = {code: float(number) for number, code in enumerate(COMMUNES)} | {"90006": None}
    root = map_portal(folder / "portal", shares)
    result = opendata("build", "--output", folder / "site", root=root)
    assert result.exit_code == 0, result.output
    return folder / "site"


def _map(site: Path, path: str) -> str:
    page = (site / path / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<figure class="portal-map".*?</figure>', page, re.DOTALL)
    assert found, path
    return found[0]


def test_a_table_of_area_codes_is_drawn_on_the_portals_own_polygons(built):
    drawn = _map(built, "datasets/ty-le")
    assert len(re.findall(r'<path class="portal-map__c\d"[^>]*><title>', drawn)) == 5
    assert drawn.count('class="portal-map__none" fill="url(#hatch-bang)"') == 2  # map and legend
    assert "Cột ty_le theo đơn vị hành chính" in drawn
    assert "Cao nhất: Xã 5 4; thấp nhất: Xã 1 0" in drawn
    assert "Nguồn: " in drawn
    assert "2023" in drawn
    assert "Ranh giới là hình mẫu" in drawn
    assert len(drawn.encode()) < 60_000


def test_of_several_years_the_last_is_drawn_and_said(built):
    drawn = _map(built, "en/datasets/so-ca")
    assert "Col so_ca by administrative unit, 2024" in drawn


def test_texts_of_a_map_are_never_markup(built):
    page = (built / "datasets/ranh-gioi/index.html").read_text(encoding="utf-8")
    assert "<img src=x" not in page


def test_tables_without_places_have_no_map(built):
    assert "portal-map" not in (built / "datasets/xa-phuong/index.html").read_text(encoding="utf-8")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda m: faults.append(m.text) if "Content Security" in m.text else None)
    yield opened
    assert faults == []
    context.close()


def test_the_map_that_moves_is_fetched_on_demand_and_finds_places(page, built):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with serving(built) as address:
        page.goto(f"{address}datasets/tram-y-te/")
        figure = page.locator("figure.portal-map")
        expect(figure.locator("svg.portal-map__svg")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if "maplibre" in url]
        figure.get_by_role("button", name="Bản đồ tương tác").click()
        status = figure.locator(".portal-map__tools [role=status]")
        canvas = figure.locator("canvas")
        expect(canvas.or_(status.filter(has_text="WebGL")).first).to_be_visible(timeout=20_000)
        assert all(url.startswith((address, "blob:", "data:")) for url in asked)
        if canvas.count():
            figure.get_by_role("button", name="Xem trên bản đồ: Trạm Hai").click()
            expect(figure.locator(".portal-map__popup")).to_contain_text("Trạm Hai")
            expect(figure.locator("tr[aria-current]")).to_contain_text("Trạm Hai")


def test_names_that_are_markup_stay_text_on_the_moving_map(page, built):
    with serving(built) as address:
        page.goto(f"{address}datasets/ranh-gioi/")
        figure = page.locator("figure.portal-map")
        figure.get_by_role("button", name="Bản đồ tương tác").click()
        expect(figure.locator(".portal-map__tools [role=status]")).to_have_text(
            re.compile(r"^$|WebGL"), timeout=20_000
        )
        assert figure.locator("img").count() == 0


def test_a_map_whose_data_is_gone_says_so_and_keeps_its_drawing(page, built):
    page.route("**/*.geojson", lambda route: route.abort())
    with serving(built) as address:
        page.goto(f"{address}datasets/tram-y-te/")
        figure = page.locator("figure.portal-map")
        figure.get_by_role("button", name="Bản đồ tương tác").click()
        status = figure.locator(".portal-map__tools [role=status]")
        expect(status).to_contain_text("Không tải được")
        expect(figure.locator("svg.portal-map__svg")).to_be_visible()
        expect(figure.get_by_role("button", name="Bản đồ tương tác")).to_be_enabled()
