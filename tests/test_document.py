"""YAML files as they come: whatever their bytes, problems with a place and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load.document import MAX_BYTES, read_document


@pytest.fixture
def read(tmp_path):
    def read(content):
        path = tmp_path / "dataset.yml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_document(path, "datasets/a/b/dataset.yml")

    return read


def only_problem(document):
    (problem,) = document.problems
    place = problem.place
    assert place.file == "datasets/a/b/dataset.yml"
    assert problem.message("vi")
    assert problem.remedy("en")
    return problem.code, place.line, place.column


BROKEN = {
    "an unclosed quote, where it opens": ('a: 1\nb: "x\nc: 2\n', "yaml-broken", 2, 4),
    "an unclosed bracket, in its entry": ("a: 1\nb: [x,\n", "yaml-broken", 2, 1),
    "a second colon": ("a: b: c\n", "yaml-broken", 1, 5),
    "an unknown alias": ("a: *x\n", "yaml-broken", 1, 4),
    "two documents": ("a: 1\n---\nb: 2\n", "yaml-broken", 2, 1),
    "a tab below a key": ("a:\n\tb: 1\n", "yaml-tab", 2, 1),
    "a tab after a value": ("a: 1\n\tb: 1\n", "yaml-tab", 2, 1),
    "a tab after spaces": ("a:\n  b: 1\n  \tc: 1\n", "yaml-tab", 3, 3),
    "NUL": (b"a: x\nb: 1\x00", "yaml-broken", 2, 5),
    "a bell": ("á: ạ\ná: \x07", "yaml-broken", 2, 4),
    "NUL by its escape": ('a: "\\0"\n', "yaml-broken", 1, 4),
    "half a surrogate pair": ('a: "\\ud800"\n', "yaml-broken", 1, 7),
    "UTF-16": ("a: xin chào\n".encode("utf-16"), "yaml-encoding", 1, 1),
    "UTF-16 without a mark": ("a: 1\n".encode("utf-16-be"), "yaml-broken", 1, 1),
    "windows-1258": ("a: 1\nb: xin chào".encode("cp1258"), "yaml-encoding", 2, 10),
    "a Python object": ('a: !!python/object/apply:os.system ["x"]\n', "yaml-tag", 1, 4),
    "a Python name as key": ("!!python/name:os.system a: 1\nb: 2\n", "yaml-key", 1, 1),
    "binary": ("a: !!binary aGVsbG8=\n", "yaml-tag", 1, 4),
    "an own tag": ("x: 1\na: !geheim 1\n", "yaml-tag", 2, 4),
    "a list as key": ("b: 2\n[a]: 1\n", "yaml-key", 2, 1),
    "a key written twice": ("a: 1\nb: 2\n# …\na: 3\n", "yaml-duplicate-key", 4, 1),
    "a key written twice, decomposed": ("é: 1\ne\u0301: 2\n", "yaml-duplicate-key", 2, 1),
    "a key written twice after letters of three bytes": (
        "{a: ặặặ, a: 2}\n",
        "yaml-duplicate-key",
        1,
        10,
    ),
    "a hundred thousand brackets": ("a: " + "[" * 100_000, "yaml-too-deep", 1, 53),
    "a hundred thousand closed brackets": (
        "[" * 100_000 + "]" * 100_000,
        "yaml-too-deep",
        1,
        51,
    ),
    "a hundred thousand dashes": ("- " * 100_000, "yaml-too-deep", 1, 101),
    "a hundred thousand question marks": ("? " * 100_000, "yaml-too-deep", 1, 101),
    "sixty levels": ("[" * 60 + "]" * 60, "yaml-too-deep", 1, 52),
    "an alias of itself": ("a: &a [*a]\n", "yaml-too-deep", 1, 4),
}


@pytest.mark.parametrize(("content", "code", "line", "column"), BROKEN.values(), ids=BROKEN)
def test_a_fault_is_a_problem_at_its_place(read, content, code, line, column):
    assert only_problem(read(content)) == (code, line, column)


@pytest.mark.parametrize("content", ["", "\ufeff", "# only\n# comments\n", "---\n", "~", "null\n"])
def test_a_file_that_says_nothing_is_empty(read, content):
    document = read(content)
    assert document.value is None
    assert only_problem(document) == ("yaml-empty", None, None)


def test_aliases_that_multiply_are_refused_before_they_fill_the_memory(read):
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]"
        for old, new in zip("abcdefghijk", "bcdefghijkl", strict=True)
    ]
    document = read("\n".join(lines))
    assert document.value is None
    assert document.problems[0].code == "yaml-too-deep"


def test_a_file_of_three_megabytes_is_too_large(read):
    document = read(b"a: " + b"x" * (MAX_BYTES + 1_000_000))
    assert only_problem(document) == ("yaml-too-large", None, None)
    assert "2 MB" in document.problems[0].message()


def test_words_stay_what_a_clerk_typed(read):
    content = (
        "on: no\nyes: off\ncode: 08707\nday: 2024-10-04\ntime: 12:30\nbig: 1234567890123456789\n"
        "nan: .nan\ninf: -.inf\nexponent: 1e5\nhuge: 1.0e400\ngroups: 1_000\nhex: 0x1F\n"
    )
    assert read(content).value == {
        "on": "no",
        "yes": "off",
        "code": "08707",
        "day": "2024-10-04",
        "time": "12:30",
        "big": "1234567890123456789",
        "nan": ".nan",
        "inf": "-.inf",
        "exponent": "1e5",
        "huge": "1.0e400",
        "groups": "1_000",
        "hex": "0x1F",
    }


def test_plain_numbers_truth_values_and_null_are_such_and_quoted_ones_are_text(read):
    content = "a: -12\nb: 1.50\nc: true\nd: null\ne: ~\nf:\ng: '12'\nh: \"true\"\ni: ''\n"
    value = read(content).value
    assert value == {
        "a": -12, "b": 1.5, "c": True, "d": None, "e": None, "f": None,
        "g": "12", "h": "true", "i": "",
    }  # fmt: skip


def test_texts_and_keys_are_composed(read):
    assert read("tie\u0302\u0301ng: Vie\u0323\u0302t\n").value == {"tiếng": "Việt"}


def test_a_byte_order_mark_is_no_part_of_the_first_key(read):
    document = read("\ufeffa: 1\n")
    assert document.value == {"a": 1}
    assert document.place(("a",)).column == 1


def test_a_merge_key_is_a_key_like_any_other(read):
    document = read("b: &b {x: 1}\na:\n  <<: *b\n")
    assert document.value == {"b": {"x": 1}, "a": {"<<": {"x": 1}}}


def test_a_second_key_tells_the_line_of_the_first_and_the_first_counts(read):
    document = read("# …\na: 1\nb: 2\na: 3\n")
    assert document.value == {"a": 1, "b": 2}
    assert document.problems[0].details == {"key": "a", "first": "2"}


def test_several_faults_are_all_told(read):
    document = read("a: !x 1\na: 2\n[b]: 3\n")
    assert [problem.code for problem in document.problems] == [
        "yaml-tag",
        "yaml-duplicate-key",
        "yaml-key",
    ]


def test_a_place_is_that_of_the_key_and_in_lists_of_the_item(read):
    document = read("# first\na:\n  - x\n  - b: 1\n    ca\u0309: 2\n")
    places = {
        (): (1, 1),
        ("a",): (2, 1),
        ("a", 0): (3, 5),
        ("a", 1, "b"): (4, 5),
        ("a", 1, "cả"): (5, 5),
        ("a", 1, "gone", "further"): (4, 5),
        ("a", 7): (2, 1),
        ("nowhere",): (1, 1),
    }
    found = {path: document.place(path) for path in places}
    assert {path: (place.line, place.column) for path, place in found.items()} == places


def test_a_missing_file_a_folder_and_links_are_problems(tmp_path):
    (tmp_path / "folder.yml").mkdir()
    (tmp_path / "file").write_text("a: 1")
    (tmp_path / "broken.yml").symlink_to("nowhere")
    (tmp_path / "endless.yml").symlink_to("/dev/zero")
    (tmp_path / "loop.yml").symlink_to("loop.yml")
    names = {
        "gone.yml": "file-missing",
        "folder.yml": "file-unreadable",
        "file/below.yml": "file-unreadable",
        "x" * 300: "file-unreadable",
        "broken.yml": "path-symlink",
        "endless.yml": "path-symlink",
        "loop.yml": "path-symlink",
    }
    found = {name: read_document(tmp_path / name, name).problems for name in names}
    assert {name: problem.code for name, (problem,) in found.items()} == names
    assert all(problem.message() for (problem,) in found.values())


# Pieces that YAML gives a meaning to, so that fewer trials end at the first byte.
_PIECES = st.sampled_from(
    ["a: ", "- ", "? ", ": ", "\n", "  ", "\t", "[", "]", "{", "}", ",", "&x ", "*x", "!!str ",
     "!y ", "|\n", ">-\n", "'", '"', "\\0", "\\ud800", "<<: ", "%YAML 1.1\n", "---\n", "...\n", "#",
     "1.5", "1e999", "08", "~", "\ufeff", "\u2028", "\r", "\x85", "e\u0301", "😀", "\x00"]
)  # fmt: skip


@settings(deadline=None)
@given(st.binary(max_size=200) | st.lists(_PIECES, max_size=40).map(lambda p: "".join(p).encode()))
def test_no_bytes_raise_and_every_problem_lies_within_the_file(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.yml"
    path.write_bytes(content)
    document = read_document(path, "any.yml")
    assert document.problems or document.value is not None
    for problem in document.problems:
        assert problem.message("vi")
        assert problem.message("en")
        lines = len(content.decode(errors="replace").splitlines())
        assert problem.code == "yaml-empty" or 1 <= (problem.place.line or 0) <= max(lines, 1)
