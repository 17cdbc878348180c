import json

import jsonschema
import pytest
import yaml

from evals.schema import schema_text
from evals.suite import SUITES, SuiteLoader

EDITOR = jsonschema.Draft202012Validator(json.loads(schema_text()))
PAIR = {"id": "a", "kind": "finding", "turns": ["Why?"]}


def marked(**fields):
    """Where an editor would mark a suite of one pair."""
    found = EDITOR.iter_errors({"suite": "small", "pairs": [PAIR | fields]})
    return [".".join(str(step) for step in error.absolute_path) for error in found]


def test_an_editor_finds_nothing_in_the_suites_of_the_project():
    for path in sorted(SUITES.glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=SuiteLoader)
        assert list(EDITOR.iter_errors(data)) == []
        assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"kind": "essay"}, "pairs.0.kind"),
        ({"turn": ["Why?"]}, "pairs.0"),
        ({"turns": []}, "pairs.0.turns"),
        ({"facts": [{"subjekt": "Arden"}]}, "pairs.0.facts.0"),
        (
            {"evidence": [[{"report": "arden", "words": " ".join(["word"] * 13)}]]},
            "pairs.0.evidence.0.0.words",
        ),
        ({"disputed": {}}, "pairs.0.disputed"),
    ],
)
def test_an_editor_marks_what_is_wrong(fields, place):
    assert marked() == []
    assert marked(**fields) == [place]
