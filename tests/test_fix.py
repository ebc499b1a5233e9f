"""``opendata fix`` converts what it has shown, whole or not at all, and once."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from generator.fix import Choices, UnfixableFile, apply, fixable_files, propose
from tests.conftest import REPOSITORY, opendata
from tests.test_encodings import IN_BYTES, to_tcvn3, to_vni

TABLE = "ma,ten,huyen\r\n01,Xã Vĩnh Thịnh,Huyện Vĩnh Tường\r\n02,Xã Hợp Lý,Huyện Lập Thạch\r\n"


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def mended(path: Path, **choices) -> bytes:
    proposal = propose(path, Choices(**choices))
    assert proposal is not None
    apply(proposal)
    return path.read_bytes()


@pytest.mark.parametrize("encoding", IN_BYTES)
def test_a_table_in_an_encoding_of_old_becomes_utf_8(encoding: str, tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", IN_BYTES[encoding](TABLE))

    assert mended(path).decode() == TABLE
    assert propose(path, Choices()) is None


def test_only_the_column_of_old_is_converted(tmp_path: Path) -> None:
    text = (
        f"ten,huyen\nXã Nam,{to_vni('Huyện Vĩnh Tường')}\nCafé Noël,{to_vni('Thị xã Phúc Yên')}\n"
    )
    path = written(tmp_path, "a.csv", text.encode())

    assert mended(path).decode() == (
        "ten,huyen\nXã Nam,Huyện Vĩnh Tường\nCafé Noël,Thị xã Phúc Yên\n"
    )


def test_words_of_geojson_are_converted_and_the_rest_is_kept(tmp_path: Path) -> None:
    ten = "Trường mầm non Vĩnh Thịnh"
    text = f'{{"type": "FeatureCollection",\n  "ten": "{ten.encode().decode("latin-1")}"}}\n'
    path = written(tmp_path, "a.geojson", text.encode())

    assert mended(path).decode() == text.replace(ten.encode().decode("latin-1"), ten)


def test_nothing_to_mend_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", TABLE.encode())

    assert propose(path, Choices()) is None
    assert propose(path, Choices(spaces=True, nfc=True)) is None


def test_spaces_and_letters_in_two_parts_are_mended_when_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "ten,so\n Xa\u0303 Mô\u0323t\u00a0,1\u00a0200\n".encode())

    assert propose(path, Choices()) is None
    assert mended(path, spaces=True).decode() == "ten,so\nXa\u0303 Mô\u0323t,1 200\n"
    assert mended(path, nfc=True).decode() == "ten,so\nXã Một,1 200\n"
    assert propose(path, Choices(spaces=True, nfc=True)) is None


def test_bytes_nobody_recognises_need_a_name(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", b"ma,ten\n01,X\xb7\n")

    with pytest.raises(UnfixableFile) as fault:
        propose(path, Choices())
    assert fault.value.reason == "not-recognised"
    assert mended(path, encoding="tcvn3").decode() == "ma,ten\n01,Xã\n"


def test_a_file_not_in_the_encoding_named_is_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", b"ten\nX\xb7\n")

    with pytest.raises(UnfixableFile) as fault:
        propose(path, Choices(encoding="utf-8"))
    assert fault.value.reason == "not-in-encoding"
    assert path.read_bytes() == b"ten\nX\xb7\n"


def test_links_folders_and_other_kinds_are_left_alone(tmp_path: Path) -> None:
    table = written(tmp_path, "a.csv", TABLE.encode())
    (tmp_path / "b.csv").symlink_to(table)
    written(tmp_path, "c.pdf", b"%PDF-1.7")

    assert list(fixable_files(tmp_path)) == [table]
    for name, reason in (("b.csv", "not-a-file"), ("c.pdf", "not-of-a-kind")):
        with pytest.raises(UnfixableFile) as fault:
            propose(tmp_path / name, Choices())
        assert fault.value.reason == reason


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.append(["ma", "ten", "tong", "tieu_de"])
    sheet.append(["01", to_tcvn3("Vĩnh Phúc"), "=1+2", to_tcvn3("Vĩnh Phúc")])
    sheet["B2"].font = Font(name=".VnTime", bold=True, size=13)
    sheet["D2"].font = Font(name=".VnArialH")
    block = TextBlock(InlineFont(rFont=".VnTime", b=True), to_tcvn3("Huyện Vĩnh Tường"))
    sheet["B3"] = CellRichText("x ", block)
    sheet["A3"] = 7
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_cells_in_fonts_of_old_become_unicode_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path, "a.xlsx", workbook())
    mended(path)
    sheet = openpyxl.load_workbook(path, rich_text=True)["Sheet"]

    assert [cell.value for cell in sheet[2]] == ["01", "Vĩnh Phúc", "=1+2", "VĨNH PHÚC"]
    assert (sheet["B2"].font.name, sheet["B2"].font.b, sheet["B2"].font.sz) == (
        "Times New Roman",
        True,
        13,
    )
    assert sheet["D2"].font.name == "Arial"
    assert str(sheet["B3"].value) == "x Huyện Vĩnh Tường"
    assert sheet["A3"].value == 7
    assert propose(path, Choices()) is None


def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path) -> None:
    for content in (b"PK\x03\x04", b"<html>", b""):
        path = written(tmp_path, "a.xlsx", content)
        with pytest.raises(UnfixableFile) as fault:
            propose(path, Choices())
        assert fault.value.reason == "not-a-workbook"


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    data = IN_BYTES["tcvn3"](TABLE)
    path = written(tmp_path, "a.csv", data)
    proposal = propose(path, Choices())
    assert proposal is not None
    path.unlink()
    path.mkdir()

    with pytest.raises(OSError, match=r"a\.csv"):
        apply(proposal)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


# --- In a portal ---------------------------------------------------------------------------------

FOLDER = Path("datasets/so-noi-vu/xa-phuong")
COMMUNES = "ma,ten\n90001,Xã Vĩnh Thịnh\n90002,Phường Hội Hợp\n"


def declared(small: Path, encoding: str, data: bytes) -> tuple[Path, Path]:
    """The table and the ``dataset.yml`` of a portal, which says that it is in ``encoding``."""
    table, metadata = small / FOLDER / "xa.csv", small / FOLDER / "dataset.yml"
    table.write_bytes(data)
    text = metadata.read_text("utf-8")
    line = f"    path: xa.csv\n    encoding: {encoding}  # như phần mềm xuất ra\n"
    metadata.write_text(text.replace("    path: xa.csv\n", line), "utf-8")
    return table, metadata


def test_the_declared_encoding_is_changed_on_its_line_alone(small: Path) -> None:
    table, metadata = declared(small, "windows-1258", IN_BYTES["windows-1258"](COMMUNES))
    before = metadata.read_text("utf-8")
    result = opendata("fix", table, "--yes", root=small)

    assert result.exit_code == 0
    assert table.read_text("utf-8") == COMMUNES
    assert metadata.read_text("utf-8") == before.replace("windows-1258  #", "utf-8  #")
    assert "không có gì phải sửa" in opendata("fix", table, "--yes", root=small).output


def test_a_file_converted_before_still_gets_its_line_changed(small: Path) -> None:
    table, metadata = declared(small, '"windows-1258"', COMMUNES.encode())

    assert opendata("fix", table, "--yes", root=small).exit_code == 0
    assert "    encoding: utf-8  # như phần mềm xuất ra\n" in metadata.read_text("utf-8")
    assert table.read_text("utf-8") == COMMUNES


def test_metadata_that_say_nothing_of_an_encoding_stay_as_they_are(small: Path) -> None:
    table, metadata = small / FOLDER / "xa.csv", small / FOLDER / "dataset.yml"
    before = metadata.read_bytes()
    table.write_bytes(IN_BYTES["vni"](COMMUNES))

    assert opendata("fix", table, "--yes", root=small).exit_code == 0
    assert metadata.read_bytes() == before


def test_before_and_after_are_shown_with_how_sure_it_is(small: Path) -> None:
    table = small / FOLDER / "xa.csv"
    table.write_bytes(IN_BYTES["tcvn3"](COMMUNES))
    output = opendata("fix", table, "--yes", root=small, language="en").output

    assert "encoding TCVN3 (ABC), 100% sure" in output
    assert "after:  90001,Xã Vĩnh Thịnh" in output


def asked(small: Path, table: Path, answer: bytes) -> int:
    """The exit code of the command on a terminal, at which somebody answers."""
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    command = [sys.executable, "-m", "generator.cli", "--root", str(small), "fix", str(table)]
    try:
        return subprocess.run(
            command, stdin=theirs, stdout=subprocess.PIPE, cwd=REPOSITORY, check=False
        ).returncode
    finally:
        os.close(ours)
        os.close(theirs)


def test_who_declines_keeps_the_file(small: Path) -> None:
    table = small / FOLDER / "xa.csv"
    table.write_bytes(IN_BYTES["tcvn3"](COMMUNES))

    assert asked(small, table, b"n\n") == 1
    assert table.read_bytes() == IN_BYTES["tcvn3"](COMMUNES)


def test_who_agrees_gets_it_mended(small: Path) -> None:
    table = small / FOLDER / "xa.csv"
    table.write_bytes(IN_BYTES["tcvn3"](COMMUNES))

    assert asked(small, table, b"y\n") == 0
    assert table.read_text("utf-8") == COMMUNES


def test_without_a_terminal_nothing_is_written_unless_agreed_beforehand(small: Path) -> None:
    table = small / FOLDER / "xa.csv"
    table.write_bytes(IN_BYTES["tcvn3"](COMMUNES))
    result = opendata("fix", table, root=small)

    assert result.exit_code == 2
    assert "--yes" in result.output
    assert table.read_bytes() == IN_BYTES["tcvn3"](COMMUNES)


def test_a_path_that_is_not_there_cannot_be_mended(small: Path) -> None:
    assert opendata("fix", "khong-co.csv", root=small).exit_code == 2


def test_a_file_that_cannot_be_mended_gives_exit_code_1(small: Path) -> None:
    table = small / FOLDER / "xa.csv"
    table.write_bytes(b"ma,ten\n01,X\xb7\n")
    result = opendata("fix", table, "--yes", root=small)

    assert result.exit_code == 1
    assert "--encoding" in result.output


def test_a_whole_portal_in_order_is_left_alone(small: Path) -> None:
    result = opendata("fix", small / "datasets", "--yes", root=small)

    assert result.exit_code == 0
    assert "Đã sửa" not in result.output
