import os

import pytest

from app.files import find_files

ENDINGS = {".txt", ".md"}


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.MD", "inner/c.txt", "inner/photo.png", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    return tmp_path


def names(found):
    return [path.name for path in found.files]


def test_a_folder_is_read_to_the_bottom_in_a_fixed_order_without_hidden_files(folder):
    assert names(find_files([folder], ENDINGS)) == ["a.MD", "b.txt", "c.txt"]


def test_an_unknown_ending_inside_a_folder_is_skipped_with_its_reason(folder):
    found = find_files([folder], ENDINGS)
    assert [(path.name, reason) for path, reason in found.skipped] == [
        ("photo.png", "unknown ending .png")
    ]
    assert not found.named


def test_a_named_file_is_read_whatever_its_ending(folder):
    photo = folder / "inner" / "photo.png"
    found = find_files([photo], ENDINGS)
    assert found.files == (photo,)
    assert found.named == {photo}


def test_a_file_reached_twice_is_read_once(folder):
    assert names(find_files([folder / "b.txt", folder], ENDINGS)) == ["b.txt", "a.MD", "c.txt"]


def test_links_in_a_circle_end(folder):
    (folder / "inner" / "up").symlink_to(folder)
    (folder / "broken.txt").symlink_to(folder / "nowhere.txt")
    found = find_files([folder], ENDINGS)
    assert names(found) == ["a.MD", "b.txt", "c.txt"]
    assert ("broken.txt", "is a link to nothing") in [
        (path.name, reason) for path, reason in found.skipped
    ]


def test_a_folder_without_reports_and_a_path_that_is_not_there_are_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    found = find_files([tmp_path / "empty", tmp_path / "nowhere.txt"], ENDINGS)
    assert found.files == ()
    assert [(path.name, reason) for path, reason in found.missing] == [
        ("empty", "no reports in this folder (files ending in .md, .txt)"),
        ("nowhere.txt", "there is no such file or folder"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="pipes and sockets of POSIX")
def test_pipes_and_links_that_lead_to_themselves_are_told_and_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "words.txt").write_text("words")
    found = find_files([tmp_path, tmp_path / "pipe.txt", tmp_path / "loop.txt"], ENDINGS)
    assert names(found) == ["words.txt"]
    told = ("pipe.txt", "is not a file but a pipe, a socket or a device")
    assert told in [(path.name, reason) for path, reason in found.skipped]
    assert told in [(path.name, reason) for path, reason in found.missing]
    assert found.missing[1][1].startswith("cannot be looked at (Too many levels of symbolic links")


def test_a_name_that_no_system_can_look_up_is_told(tmp_path):
    found = find_files([tmp_path / ("x" * 5000)], ENDINGS)
    assert found.missing[0][1] == "cannot be looked at (File name too long)"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may open everything")
def test_a_folder_that_may_not_be_opened_is_told(tmp_path):
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed").chmod(0)
    (tmp_path / "words.txt").write_text("words")
    found = find_files([tmp_path], ENDINGS)
    (tmp_path / "closed").chmod(0o700)
    assert found.skipped == ((tmp_path / "closed", "cannot be opened (Permission denied)"),)
