"""A hundred spoilt files over all formats; `make fuzz` reads 2,000."""

from tests.fuzz.corpus import MAKERS
from tests.fuzz.run import GOOD, LIMITS, fuzz, spoilt


def test_whole_files_are_read(tmp_path):
    from ingest.report import read_report

    for ending, make in MAKERS.items():
        path = tmp_path / f"whole{ending}"
        path.write_bytes(make())
        assert read_report(path).passages


def test_the_same_number_and_seed_spoil_a_file_in_the_same_way():
    whole = {ending: make() for ending, make in MAKERS.items()}
    first, second = ([spoilt(number, 3, whole) for number in range(30)] for _ in range(2))
    assert first == second
    assert sum(data != whole[ending] for ending, data in first) > 25


def test_spoilt_files_are_read_or_refused_within_their_limits(tmp_path):
    cases = list(fuzz(range(100), 20, tmp_path, tmp_path / "kept"))
    assert [case for case in cases if case.fate not in GOOD] == []
    assert max(case.memory for case in cases) < LIMITS.memory_mb
