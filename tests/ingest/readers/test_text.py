from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableFile
from ingest.readers.text import MAX_BYTES, decode, read_bytes, references, visible, visible_map

FILE = Path("report.txt")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("café – “so”\r\n".encode(), "café – “so”\r\n"),
        (b"\xef\xbb\xbfLeeds", "\ufeffLeeds"),
        ("Leeds".encode("utf-16"), "Leeds"),
        ("Leeds – York".encode("utf-16-le"), "Leeds – York"),
        ("Leeds – York".encode("utf-16-be"), "Leeds – York"),
        ("Leeds".encode("utf-32"), "Leeds"),
        ("Leeds – York".encode("utf-32-le"), "Leeds – York"),
        ("Leeds – York".encode("utf-32-be"), "Leeds – York"),
        ("caf\xe9 \x93so\x94".encode("latin-1"), "café “so”"),
        (b"Leeds\x0cYork", "Leeds\x0cYork"),
    ],
)
def test_text_is_decoded_with_nothing_removed(data: bytes, text: str) -> None:
    assert decode(data, FILE) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n ", "only white space"),
        (b"%PDF-1.7 text", "is a PDF"),
        (b"PK\x03\x04\x14\x00", "zip archive"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x01\x02\x03\x04 letters" * 40, "binary"),
        (b"\xff\xfe\x00\xd8\x00", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        decode(data, FILE)
    assert caught.value.path == FILE


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.txt: cannot be read"):
        read_bytes(tmp_path / "gone.txt", MAX_BYTES)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_bytes(tmp_path, MAX_BYTES)


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableFile, match="the limit is"):
        read_bytes(big, MAX_BYTES)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("**bold** and *italic*", "bold and italic"),
        ("<b>28%</b>\t<u>Report</u>", "28%\tReport"),
        ("a note<sup>12</sup> here² and there[^3].", "a note here and there."),
        (r"see [Glossary \(site.gov\)](https://x.org/a_b) now", "see Glossary (site.gov) now"),
        (r"$\underline{\text{a table.ods}}$ follows", "a table.ods follows"),
        ("two\r\n lines\n\n here", "two lines here"),
        ("Leeds\t•\t3\t\t•\tReport", "Leeds\t3\tReport"),
        ("| June | 3 kg |", "June\t3 kg"),
        ("R&amp;D &lt;5&nbsp;per cent", "R&D <5 per cent"),
        ("one<br>two", "one two"),
        ("snake_case stays, _this_ does not", "snake_case stays, this does not"),
        ("\ufeffco\u00adoperate", "cooperate"),
        ("see ![img-0.png](img-0.png) ![Inadequate](dot.png)", "see Inadequate"),
        ("<tr><td>a</td> <td>b</td></tr>", "a\tb"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("[not a link] (here)", "[not a link] (here)"),
    ],
)
def test_only_the_words_that_a_reader_sees_are_left(raw: str, words: str) -> None:
    assert visible(raw) == words


def test_references_come_in_order_and_in_every_shape() -> None:
    assert references("a<sup>4</sup> b¹² c[^3] d$^{5}$ e") == (4, 12, 3, 5)


def test_the_definition_of_a_footnote_is_no_reference_to_it() -> None:
    assert references("[^3]: a source") == ()


TAGS = ["_", "&amp;", "\\(", "é", "x_y", "<br>", "\ufeff", "$\\underline{\\text{", "}}$", "4"]
PIECES = st.lists(
    st.sampled_from(
        [
            "word",
            " ",
            "\n",
            "\t",
            "**",
            "<b>",
            "</b>",
            "<sup>3</sup>",
            "²",
            "[",
            "](a)",
            "•",
            "|",
            *TAGS,
        ],
    ),
    max_size=30,
).map("".join)


@given(PIECES)
def test_the_map_gives_the_same_words_with_a_place_for_each_character(raw: str) -> None:
    mapped = visible_map(raw)
    assert mapped.text == visible(raw)
    assert len(mapped.starts) == len(mapped.ends) == len(mapped.text)
    assert all(a < b for a, b in zip(mapped.starts, mapped.ends, strict=True))
    assert mapped.starts == sorted(mapped.starts)
    for char, start, end in zip(*mapped, strict=True):
        if not char.isspace() and end - start == 1:
            assert raw[start] == char
