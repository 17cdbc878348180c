import io
import os
import stat
import zipfile

import pytest

from app.briefing.files import ENDINGS, check_target, render, write
from app.briefing.seal import is_untouched
from app.briefing.wording import Dress
from app.errors import BadSetting, CannotWrite


@pytest.mark.parametrize("name", ["brief.pdf", "brief", "brief.docx.txt", "brief.doc"])
def test_another_ending_is_wrong_usage_and_names_those_that_work(tmp_path, name):
    with pytest.raises(BadSetting, match=r"\.docx, \.md or \.html") as refused:
        check_target(tmp_path / name, force=False)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_briefing_that_nobody_changed_is_replaced(tmp_path, briefing, ending):
    path = tmp_path / f"brief{ending.upper()}"
    write(path, render(briefing, Dress(), path.suffix))
    check_target(path, force=False)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_briefing_that_somebody_changed_is_kept(tmp_path, briefing, ending):
    path = tmp_path / f"brief{ending}"
    data = render(briefing, Dress(), ending)
    changed = _resaved(data) if ending == ".docx" else data.replace(b"Good", b"Poor", 1)
    path.write_bytes(changed)
    with pytest.raises(CannotWrite, match="--force"):
        check_target(path, force=False)
    check_target(path, force=True)


@pytest.mark.parametrize("data", [b"", b"my notes", b"PK\x03\x04 no package"])
def test_a_file_of_somebody_else_is_kept(tmp_path, data):
    path = tmp_path / "brief.md"
    path.write_bytes(data)
    assert not is_untouched(data)
    with pytest.raises(CannotWrite, match="is there already"):
        check_target(path, force=False)


def _spoilt(method: int, *, encrypted: bool = False) -> bytes:
    """A Word file of somebody else whose first part cannot be unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as package:
        package.writestr("docProps/core.xml", "<a>" + "xyz" * 400 + "</a>")
    data = bytearray(packed.getvalue())
    entry = data.find(b"PK\x01\x02")
    if encrypted:
        data[6] |= 1
        data[entry + 8] |= 1
    elif method == zipfile.ZIP_STORED:  # by a method that nobody knows
        data[8] = data[entry + 10] = 77
    else:
        start = data.find(b"docProps/core.xml") + len("docProps/core.xml")
        data[start : start + 6] = b"\xff" * 6
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        _spoilt(zipfile.ZIP_DEFLATED),
        _spoilt(zipfile.ZIP_BZIP2),
        _spoilt(zipfile.ZIP_LZMA),
        _spoilt(zipfile.ZIP_STORED),
        _spoilt(zipfile.ZIP_DEFLATED, encrypted=True),
    ],
    ids=["deflate", "bzip2", "lzma", "unknown method", "encrypted"],
)
def test_a_file_that_cannot_be_unpacked_is_kept(tmp_path, data):
    path = tmp_path / "brief.docx"
    path.write_bytes(data)
    with pytest.raises(CannotWrite, match="is there already"):
        check_target(path, force=False)


def test_a_folder_that_is_missing_or_stands_in_the_place_is_named(tmp_path):
    with pytest.raises(CannotWrite, match="There is no folder"):
        check_target(tmp_path / "none" / "brief.md", force=False)
    (tmp_path / "brief.md").mkdir()
    with pytest.raises(CannotWrite, match="is a folder"):
        check_target(tmp_path / "brief.md", force=True)


def test_what_cannot_be_written_whole_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "brief.md"
    path.write_bytes(b"before")

    def fail(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(CannotWrite, match="Permission denied"):
        write(path, b"after")
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["brief.md"]


@pytest.mark.skipif(os.name == "nt", reason="rights of files are another matter on Windows")
def test_the_file_has_the_rights_of_any_new_file(tmp_path):
    (tmp_path / "other").write_bytes(b"")
    write(tmp_path / "brief.md", b"text")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def _resaved(data: bytes) -> bytes:
    """The Word file with a word changed and saved again, as a person would."""
    import docx

    document = docx.Document(io.BytesIO(data))
    document.paragraphs[0].runs[0].text = "Our own title"
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()
