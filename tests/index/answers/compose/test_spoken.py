import pytest

from index.answers.compose.spoken import _names


@pytest.mark.parametrize(
    ("said", "name", "named"),
    [
        ("Groups were run in Manchester.", "Manchester", True),
        ("Groups were run in Greater Manchester.", "Manchester", False),
        ("Groups were run in North Yorkshire.", "Yorkshire", False),
    ],
)
def test_a_name_within_a_longer_one_is_another(said: str, name: str, named: bool) -> None:
    assert _names(said, name) is named
