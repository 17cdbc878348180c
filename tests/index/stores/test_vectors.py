from pathlib import Path

import numpy as np
import pytest

from index.stores.vectors import VectorIndex, VectorRow, build_vectors

pytestmark = pytest.mark.store


def rows(count: int, seed: int = 1) -> list[VectorRow]:
    vectors = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    return [(f"r{n % 3}/{n}", f"r{n % 3}", vector.tobytes()) for n, vector in enumerate(vectors)]


def vector(row: VectorRow) -> np.ndarray:
    return np.frombuffer(row[2], dtype=np.float32)


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, list[VectorRow]]:
    made = rows(30)
    build_vectors(tmp_path / "first", made)
    return tmp_path / "first", made


def held(folder: Path) -> set[str]:
    index = VectorIndex(folder)
    found = set(index.ids())
    assert len(found) == index.count()
    index.close()
    return found


def test_a_vector_finds_itself_first(built: tuple[Path, list[VectorRow]]) -> None:
    index = VectorIndex(built[0])
    for row in built[1]:
        assert index.search(vector(row), None, 3)[0] == row[0]
    index.close()


def test_search_stays_in_the_reports_that_are_named(built: tuple[Path, list[VectorRow]]) -> None:
    index = VectorIndex(built[0])
    found = index.search(vector(built[1][0]), ["r1", "r2"], 30)
    assert {passage.partition("/")[0] for passage in found} == {"r1", "r2"}
    assert len(found) == 20
    index.close()


def test_a_build_upon_another_holds_what_is_wanted_now(
    tmp_path: Path, built: tuple[Path, list[VectorRow]]
) -> None:
    base, before = built
    changed = (before[1][0], before[1][1], rows(1, seed=2)[0][2])
    added = ("r9/0", "r9", rows(1, seed=3)[0][2])
    now = [changed, *before[2:], added]
    build_vectors(tmp_path / "second", now, base)
    assert held(tmp_path / "second") == {row[0] for row in now}
    assert held(base) == {row[0] for row in before}
    index = VectorIndex(tmp_path / "second")
    assert index.search(vector(changed), None, 1) == [changed[0]]
    assert index.search(vector(added), None, 1) == ["r9/0"]
    index.close()


def test_a_build_that_has_little_in_common_is_made_anew(
    tmp_path: Path, built: tuple[Path, list[VectorRow]]
) -> None:
    now = rows(10, seed=5)
    build_vectors(tmp_path / "second", now, built[0])
    assert held(tmp_path / "second") == {row[0] for row in now}


def test_more_rows_than_one_call_takes(tmp_path: Path) -> None:
    made = rows(2100)
    build_vectors(tmp_path / "many", made)
    assert held(tmp_path / "many") == {row[0] for row in made}
