"""``opendata fix``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.context import Context, command
from generator.encodings import ENCODINGS
from generator.fix import Choices, Proposal, UnfixableFile, apply, fixable_files, propose
from generator.model import Language
from generator.problems import PortalError
from generator.validate.shown import shown

_WORDS: dict[str, dict[Language, str]] = {
    "ask": {"vi": "Sửa tệp này?", "en": "Mend this file?"},
    "after": {"vi": "  sau:   {line}", "en": "  after:  {line}"},
    "before": {"vi": "  trước: {line}", "en": "  before: {line}"},
    "declined": {"vi": "Giữ nguyên {path}.", "en": "Left {path} as it is."},
    "encoding": {
        "vi": "{path}: bảng mã {encoding}, chắc chắn {confidence}%",
        "en": "{path}: encoding {encoding}, {confidence}% sure",
    },
    "metadata": {
        "vi": "{path}: mục encoding sẽ được ghi là utf-8.",
        "en": "{path}: its encoding will read utf-8.",
    },
    "more": {"vi": "  … và {count} chỗ nữa", "en": "  … and {count} more"},
    "no-terminal": {
        "vi": "không có ai để hỏi (không phải cửa sổ lệnh); thêm --yes để đồng ý trước.",
        "en": "there is nobody to ask (no terminal); give --yes to agree beforehand.",
    },
    "nothing": {"vi": "{path}: không có gì phải sửa.", "en": "{path}: nothing to mend."},
    "plain": {"vi": "{path}: sẽ thay đổi", "en": "{path}: will change"},
    "workbook": {
        "vi": "  Lưu ý: biểu đồ, hình vẽ và nút lệnh trong bảng tính có thể không giữ được.",
        "en": "  Note: charts, pictures and buttons in the workbook may not be kept.",
    },
    "written": {"vi": "Đã sửa {path}.", "en": "Mended {path}."},
}
_REASONS: dict[str, dict[Language, str]] = {
    "not-a-file": {
        "vi": "{path}: không phải tệp thường (thư mục, liên kết) nên không sửa.",
        "en": "{path}: is no plain file (a folder or a link), so it is left as it is.",
    },
    "not-a-table": {
        "vi": "{path}: không đọc được như bảng CSV; tìm dấu nháy kép mở mà không đóng.",
        "en": "{path}: cannot be read as a CSV table; look for a quote that is not closed.",
    },
    "not-a-workbook": {
        "vi": "{path}: không phải bảng tính XLSX; mở bằng Excel rồi lưu lại thành .xlsx.",
        "en": "{path}: is no XLSX workbook; open it in Excel and save it as .xlsx.",
    },
    "not-in-encoding": {
        "vi": "{path}: chữ trong tệp không theo bảng mã đã chọn.",
        "en": "{path}: its text is not in the encoding chosen.",
    },
    "not-of-a-kind": {
        "vi": "{path}: lệnh này chỉ sửa tệp CSV, TSV, XLSX, JSON, GeoJSON, TXT và MD.",
        "en": "{path}: only CSV, TSV, XLSX, JSON, GeoJSON, TXT and MD files can be mended.",
    },
    "not-recognised": {
        "vi": "{path}: không nhận ra bảng mã; nếu biết, hãy ghi --encoding, ví dụ tcvn3.",
        "en": "{path}: its encoding is not recognised; if you know it, give --encoding.",
    },
    "too-large": {
        "vi": "{path}: tệp quá lớn, hãy chia nhỏ.",
        "en": "{path}: the file is too large; split it.",
    },
}


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Đồng ý trước · Agree to all beforehand")
@click.option(
    "--encoding", type=click.Choice(list(ENCODINGS)), help="Bảng mã của tệp · Its encoding"
)
@click.option("--spaces", is_flag=True, help="Bỏ khoảng trắng thừa · Trim spaces")
@click.option("--nfc", is_flag=True, help="Ghép dấu thành một ký tự · Compose letters")
@command
def fix(
    context: Context, paths: tuple[Path, ...], *, yes: bool, encoding: str, **wanted: bool
) -> None:
    """Sửa bảng mã và dấu · Convert legacy encodings to UTF-8, after showing what changes."""
    for path in paths:
        if not path.exists():
            raise PortalError(context.words("unknown-path", path=path))
    choices = Choices(encoding=encoding, **wanted)
    files = [file for path in paths for file in fixable_files(path)]
    done = [_fix(context, file, choices, agreed=yes) for file in files]
    sys.exit(0 if all(done) else 1)


def _fix(context: Context, path: Path, choices: Choices, *, agreed: bool) -> bool:
    """Whether the file is in order now."""
    try:
        proposal = propose(path, choices)
    except UnfixableFile as fault:
        click.echo(_REASONS[fault.reason][context.language].format(path=path), err=True)
        return False
    if proposal is None:
        _say(context, "nothing", path=path)
        return True
    _show(context, proposal)
    if not (agreed or _confirmed(context)):
        _say(context, "declined", path=path)
        return False
    for written in apply(proposal):
        _say(context, "written", path=written)
    return True


def _confirmed(context: Context) -> bool:
    if not sys.stdin.isatty():
        raise PortalError(_WORDS["no-terminal"][context.language])
    return click.confirm(_WORDS["ask"][context.language], default=False)


def _show(context: Context, proposal: Proposal) -> None:
    mended = proposal.mended
    if mended is not None:
        for encoding, confidence in mended.encodings.items():
            named = ENCODINGS[encoding]
            _say(context, "encoding", path=proposal.path, encoding=named, confidence=confidence)
        if not mended.encodings:
            _say(context, "plain", path=proposal.path)
        for change in mended.changes:
            _say(context, "before", line=shown(change.before))
            _say(context, "after", line=shown(change.after))
        if mended.count > len(mended.changes):
            _say(context, "more", count=mended.count - len(mended.changes))
    if proposal.path.suffix.lower() == ".xlsx":
        _say(context, "workbook")
    if proposal.metadata:
        _say(context, "metadata", path=proposal.metadata[0])


def _say(context: Context, words: str, **blanks: object) -> None:
    click.echo(_WORDS[words][context.language].format(**blanks))
