"""Briefings on the published reports: the notes of the files against the files of the reports."""

import re

import pytest

from app.briefing.files import ENDINGS, render
from app.briefing.reread import differences, read_back
from app.briefing.wording import Dress
from evals.words import skeleton
from index.answers.assistant import Assistant
from index.answers.briefing.compose import compose_briefing
from index.stores.library import open_library
from ingest.report import read_report

pytestmark = [pytest.mark.published, pytest.mark.store]


@pytest.fixture(scope="module")
def knowledge(reports_dir, tmp_path_factory):
    library = open_library(tmp_path_factory.mktemp("published"), embedding="none")
    files = sorted(path for path in reports_dir.iterdir() if path.is_file())
    library.add((read_report(path), path.read_bytes()) for path in files)
    yield Assistant(library).knowledge()
    library.close()


@pytest.fixture(scope="module")
def raw(reports_dir):
    """The words of each report's file, without white space."""
    files = (path for path in reports_dir.iterdir() if path.is_file())
    return {path.name: skeleton(path.read_text("utf-8-sig")) for path in files}


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_quoted_note_stands_in_the_file_of_its_report(knowledge, raw, ending):
    held = {i.place.name for i in knowledge.table.inspections if i.own_report}
    looked_at = 0
    for subject in (*sorted(held), "England and Wales", "staffing"):
        briefing = compose_briefing(knowledge, subject)
        written = read_back(render(briefing, Dress(), ending), ending)
        assert differences(briefing, written) == []
        for citation in briefing.citations:
            quoted = re.match(r"“(.*)” — ", written.notes[citation.id])
            if quoted and len(citation.spans) == 1 and "<" not in quoted[1]:
                looked_at += 1
                assert skeleton(quoted[1]) in raw[citation.report.source]
    assert looked_at > 50
