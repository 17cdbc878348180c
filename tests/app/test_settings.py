from pathlib import Path

import pytest

from app.errors import BadSetting
from app.settings import read_settings, setting_names, unknown_settings


def test_the_store_is_the_folder_library_unless_it_is_named(monkeypatch):
    assert read_settings().store == Path("library")
    assert read_settings().store_is_default
    monkeypatch.setenv("REPORTS_STORE", "elsewhere")
    assert read_settings().store == Path("elsewhere")
    assert not read_settings().store_is_default


def test_a_value_given_on_the_command_line_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("REPORTS_STORE", "elsewhere")
    assert read_settings(store=Path("here")).store == Path("here")
    assert read_settings(store=None).store == Path("elsewhere")


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("REPORTS_STORE", "")
    assert read_settings().store_is_default


def test_a_value_that_cannot_be_used_is_named_with_its_variable(monkeypatch):
    monkeypatch.setenv("REPORTS_QUESTION_LIMIT", "many")
    with pytest.raises(BadSetting, match=r"REPORTS_QUESTION_LIMIT='many': .*integer"):
        read_settings()
    assert BadSetting.exit_code == 2


def test_a_misspelt_variable_is_listed_with_the_one_that_was_meant():
    environment = {"REPORTS_EMBEDING": "x", "REPORTS_DIR": "x", "REPORTS_STORE": "x", "HOME": "x"}
    assert unknown_settings(environment) == {"REPORTS_EMBEDING": "REPORTS_EMBEDDING"}
    assert unknown_settings({"REPORTS_QQQQ": ""}) == {"REPORTS_QQQQ": None}
    assert "REPORTS_STORE" in setting_names()
