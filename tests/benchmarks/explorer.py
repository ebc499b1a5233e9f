"""What the explorer costs a reader: ``python -m tests.benchmarks.explorer``.

A portal with two generated tables is built and served on this machine as over a line of 9 Mbit/s
with 85 ms added to every answer. Times are counted from the start of the explorer's first script
(that of the groups from the first rows) and are medians of three visits with an empty cache.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page
from tornado.web import Application

from generator import serve
from tests.browser import open_browser
from tests.conftest import copy_small_portal, opendata, serving

LATENCY_SECONDS = 0.085
BYTES_PER_SECOND = 9_000_000 / 8
VISITS = 3
SMALL, LARGE = 200_000, 1_000_000

METADATA = """\
identifier: bang-{rows}
title: {{vi: "Bảng {rows} dòng", en: "Table of {rows} rows"}}
description: {{vi: "Số liệu mẫu để đo", en: "Sample figures to measure with"}}
themes: [y-te]
publisher: so-y-te
license: mo
issued: 2024-01-01
modified: 2024-01-01
accrual_periodicity: hang-nam
provenance: {{vi: "Số liệu mẫu được sinh tự động."}}
sample: true
resources:
  - name: bang
    path: bang.csv
    title: {{vi: Bảng, en: Table}}
    schema:
      fields:
        - {{name: ngay, type: date, label: {{vi: Ngày, en: Day}}}}
        - {{name: xa, label: {{vi: Xã, en: Commune}}}}
        - {{name: loai, label: {{vi: Loại, en: Kind}}}}
        - {{name: trang_thai, label: {{vi: Trạng thái, en: State}}}}
        - {{name: so_thua, type: integer, label: {{vi: Số thửa, en: Plots}}}}
        - {{name: so_to, type: integer, label: {{vi: Số tờ, en: Sheets}}}}
        - {{name: gia_tri, type: number, label: {{vi: Giá trị, en: Value}}}}
        - {{name: dien_tich, type: number, label: {{vi: Diện tích, en: Area}}}}
"""


@dataclass
class Line:
    """A line that all connections share: when it is free again, and what it has carried."""

    free: float = 0.0
    asked: list[str] = field(default_factory=list)
    carried: list[tuple[str, int]] = field(default_factory=list)

    async def carry(self, byte_size: int) -> None:
        """Wait until so many bytes have gone through."""
        self.free = max(self.free, time.monotonic()) + byte_size / BYTES_PER_SECOND
        await asyncio.sleep(max(0.0, self.free - time.monotonic()))


def slow_application(site: Path, line: Line) -> Application:
    """The application of ``opendata serve``, its answers held back by ``line``."""
    options = {"path": str(site), "default_filename": "index.html"}

    class Slow(serve._SiteHandler):
        async def prepare(self) -> None:
            line.asked.append(self.request.path)
            await asyncio.sleep(LATENCY_SECONDS)

        def flush(self, include_footers: bool = False) -> asyncio.Future[None]:
            size = sum(map(len, self._write_buffer))
            if include_footers or not size:
                return super().flush(include_footers)
            return asyncio.ensure_future(self._held_back(size))

        async def _held_back(self, size: int) -> None:
            line.carried.append((self.request.path, size))
            await line.carry(size)
            await super().flush()

    return Application([(r"/(.*)", Slow, options)], log_function=lambda _: None)


def main() -> None:
    """Build, visit, print."""
    with tempfile.TemporaryDirectory() as name, open_browser() as browser:
        root = copy_small_portal(Path(name) / "portal")
        for rows in (SMALL, LARGE):
            write_table(root / "datasets" / "so-y-te" / f"bang-{rows}", rows)
        result = opendata("build", "--together", root=root)
        if result.exit_code:
            raise SystemExit(result.output)
        line = Line()
        with serving(root / "site", server_of=lambda site: slow_application(site, line)) as address:
            report(browser, address, line)


def write_table(folder: Path, rows: int) -> None:
    """A table sorted by its first column, as registers are."""
    folder.mkdir()
    folder.joinpath("dataset.yml").write_text(METADATA.format(rows=rows), encoding="utf-8")
    draw = random.Random(rows)
    first, days = date(2020, 1, 1), 1000
    communes = [f"Xã {name} {n}" for n in range(30) for name in ("An Bình", "Đông Thọ", "Tân Phú")]
    with folder.joinpath("bang.csv").open("w", encoding="utf-8") as file:
        file.write("ngay,xa,loai,trang_thai,so_thua,so_to,gia_tri,dien_tich\n")
        for row in range(rows):
            day = first + timedelta(days=row * days // rows)
            file.write(
                f"{day},{draw.choice(communes)},{draw.choice(('Đất ở', 'Đất rừng', 'Đất lúa'))},"
                f"{draw.choice(('chờ', 'đã duyệt', 'trả lại'))},{draw.randrange(10**6)},"
                f"{draw.randrange(5000)},{draw.gauss(1000, 300):.2f},"
                f"{draw.gammavariate(2, 50):.1f}\n"
            )


def report(browser: Browser, address: str, line: Line) -> None:
    """Print what each visit takes."""
    days = quote("ngay:2021-06-01..2021-06-03")
    visits = {
        f"first 100 of {LARGE:,} rows": (LARGE, "?n=100", "grid tbody tr:nth-child(100)", 1.2),
        "filter on the sorted column": (LARGE, f"?n=100&f={days}", "grid tbody tr", 1.6),
        f"group {SMALL:,} rows": (SMALL, "?g=xa&a=mean&m=gia_tri", "result tbody tr", 2.0),
    }
    for name, (rows, query, shown, limit) in visits.items():
        place = f"{address}datasets/bang-{rows}/{query}"
        measured = [
            visit(browser, place, f".portal-explorer__{shown}", line) for _ in range(VISITS)
        ]
        seconds = statistics.median(seconds for seconds, _, _ in measured)
        _, data, requests = measured[0]
        print(
            f"{name:32} {seconds:5.2f} s (at most {limit} s), {data / 1000:,.0f} kB of data "
            f"in {requests} requests"
        )


def visit(browser: Browser, place: str, shown: str, line: Line) -> tuple[float, int, int]:
    """Seconds until ``shown`` is there, bytes of the table that were read, and requests."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(place)
    line.asked.clear()
    line.carried.clear()
    seconds = _explored(page, shown)
    read = [size for path, size in line.carried if path.endswith(".parquet")]
    asked = [path for path in line.asked if path.endswith(".parquet")]
    context.close()
    return seconds, sum(read), len(asked)


def _explored(page: Page, shown: str) -> float:
    page.evaluate(
        """shown => { window.shown = new Promise((resolve) => {
          const look = () => document.querySelector(shown) ? resolve(performance.now())
            : requestAnimationFrame(look);
          look();
        }); document.querySelector(".portal-explorer").scrollIntoView(); }""",
        shown,
    )
    end = page.evaluate("() => window.shown")
    mark = "explorer-rows" if "result" in shown else "explorer-start"
    start = page.evaluate("mark => performance.getEntriesByName(mark)[0].startTime", mark)
    return float(end - start) / 1000


if __name__ == "__main__":
    main()
