"""What every command has: the portal's root, the reader's language, and a way to fail."""

from __future__ import annotations

import errno
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.model import Language
from generator.problems import PortalError
from generator.settings import STORE, Settings, build_day, memory, processors

if TYPE_CHECKING:
    from generator.examine import Progress

_LOG_SECONDS = 30
_INTERRUPTED = 130
"""What shells give for a program that Ctrl+C has ended: 128 and the number of the signal."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""No room on the disk, none left of its owner's share, none for so large a file."""

_WORDS: dict[str, dict[Language, str]] = {
    "broken": {
        "vi": "chương trình có lỗi ({error}). Hãy gửi tệp {record} cho nhóm phát triển.",
        "en": "the program is at fault ({error}). Please send {record} to its makers.",
    },
    "built": {
        "vi": "Đã dựng cổng: {datasets} bộ dữ liệu trong {site}.",
        "en": "Built the portal: {datasets} datasets in {site}.",
    },
    "disk-full": {
        "vi": "đĩa đã đầy ({error}). Hãy dọn chỗ rồi chạy lại: những gì đã xong được giữ.",
        "en": "the disk is full ({error}). Make room and run again: what is done is kept.",
    },
    "failed": {
        "vi": "Không dựng được: cổng đang có giữ nguyên.",
        "en": "Not built: the site that exists is left as it was.",
    },
    "host-failed": {
        "vi": "MkDocs không dựng được trang: {error}",
        "en": "MkDocs could not build the pages: {error}",
    },
    "not-a-portal": {
        "vi": "“{root}” không phải là thư mục của một cổng dữ liệu: không có {file}.",
        "en": "“{root}” is not the folder of a portal: it has no {file}.",
    },
    "port-taken": {
        "vi": "cổng mạng {port} đang có chương trình khác dùng; hãy chọn số khác bằng --port.",
        "en": "port {port} is in use by another program; choose another with --port.",
    },
    "sample": {
        "vi": "Đã tạo cổng mẫu với {datasets} bộ dữ liệu trong {folder}.",
        "en": "Wrote a sample portal of {datasets} datasets to {folder}.",
    },
    "serving": {
        "vi": "Cổng chạy tại {address} (Ctrl+C để dừng).",
        "en": "The portal runs at {address} (Ctrl+C stops it).",
    },
    "started": {
        "vi": "Đã tạo cổng mới trong {folder}. Tiếp theo: cd {folder} && opendata serve",
        "en": "Started a portal in {folder}. Next: cd {folder} && opendata serve",
    },
    "stopped": {
        "vi": "đã dừng; lần chạy sau sẽ làm tiếp từ chỗ này.",
        "en": "stopped; the next run goes on from here.",
    },
    "unknown-path": {
        "vi": "Không có “{path}” trong cổng này.",
        "en": "There is no “{path}” in this portal.",
    },
    "waiting": {
        "vi": "Một lần dựng khác đang ghi vào cùng thư mục; chờ cho xong.",
        "en": "Another build is writing to the same folder; waiting for it to end.",
    },
    "written": {"vi": "Đã ghi {path}.", "en": "Wrote {path}."},
}


class Context:
    """What every command needs: the portal's root and the reader's language."""

    def __init__(self, root: Path, language: Language) -> None:
        self.root = root.resolve()
        self.language = language

    def say(self, words: str, **blanks: object) -> None:
        """Print the sentence named ``words``, its blanks filled."""
        click.echo(self.words(words, **blanks))

    def words(self, words: str, **blanks: object) -> str:
        """The sentence named ``words``, its blanks filled."""
        return _WORDS[words][self.language].format(**blanks)

    def settings(self, **chosen: Any) -> Settings:
        """The settings of the portal in the root; a ``PortalError`` where there is none."""
        for file in ("mkdocs.yml", "datasets/catalog.yml"):
            if not (self.root / file).is_file():
                raise PortalError(self.words("not-a-portal", root=self.root, file=file))
        chosen["jobs"] = chosen.get("jobs") or processors()
        chosen["memory"] = chosen.get("memory") or memory()
        return Settings(root=self.root, today=build_day(), store=self.root / STORE, **chosen)


Command = Callable[..., None]


def command(function: Command) -> Command:
    """Give the command its context, and turn failures of the machine into exit code 2."""

    @click.pass_obj
    def run(context: Context, /, **options: Any) -> None:
        try:
            function(context, **options)
        except KeyboardInterrupt:
            click.echo(f"\nopendata: {context.words('stopped')}", err=True)
            sys.exit(_INTERRUPTED)
        except (PortalError, OSError) as error:
            click.echo(f"opendata: {_failure(context, error)}", err=True)
            sys.exit(2)
        except Exception as error:  # noqa: BLE001 - nobody who publishes data is shown a traceback
            click.echo(f"opendata: {_told(context, error)}", err=True)
            sys.exit(2)

    return update_wrapper(run, function)


def _failure(context: Context, error: PortalError | OSError) -> str:
    if isinstance(error, OSError) and error.errno in _FULL:
        return context.words("disk-full", error=error)
    return str(error)


def _told(context: Context, error: Exception) -> str:
    """One sentence on a fault of this program; what its makers need is kept in a file."""
    record = context.root / STORE / "error.txt"
    with suppress(OSError):  # the disk may be what is at fault
        record.parent.mkdir(exist_ok=True)
        record.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return context.words("broken", error=f"{type(error).__name__}: {error}", record=record)


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A bar on the terminal while tables are read; elsewhere a line now and then."""
    if not sys.stderr.isatty():
        yield _Log()
        return
    with click.progressbar(length=1, file=sys.stderr, item_show_func=lambda name: name) as bar:
        yield _Bar(bar)


class _Bar:
    """Shows what was done last, and how many were done in a second."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self._started = time.monotonic()
        self._known: int | None = None

    def __call__(self, name: str, done: int, total: int) -> None:
        if self._known is None:
            self._known = done - 1
        rate = (done - self._known) / max(time.monotonic() - self._started, 0.1)
        self._bar.length = total
        self._bar.update(done - self._bar.pos, f"{rate:.1f}/s {name}")


class _Log:
    """Tells how far it is where nobody watches: of long work only, and seldom."""

    def __init__(self) -> None:
        self._told = time.monotonic()

    def __call__(self, name: str, done: int, total: int) -> None:
        if time.monotonic() - self._told >= _LOG_SECONDS:
            self._told = time.monotonic()
            click.echo(f"{done}/{total} {name}", err=True)
