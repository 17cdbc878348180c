import re

import pytest

from app.briefing.files import ENDINGS, render
from app.briefing.reread import differences, read_back
from app.briefing.wording import Dress


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_note_is_read_back_as_it_was_meant(briefing, ending):
    written = read_back(render(briefing, Dress(marking="OFFICIAL"), ending), ending)
    assert set(written.notes) == set(written.marks) == {c.id for c in briefing.citations}
    assert differences(briefing, written) == []


@pytest.mark.parametrize("ending", [".md", ".html"])
def test_a_note_that_says_something_else_is_found(briefing, ending):
    data = render(briefing, Dress(), ending)
    changed = re.sub(rb"mend the roof(?=\xe2\x80\x9d \xe2\x80\x94)", b"burn the roof", data)
    assert changed != data
    found = differences(briefing, read_back(changed, ending))
    assert len(found) == 1 and "burn the roof" in found[0]


def test_a_note_that_nothing_points_to_is_found(briefing):
    text = render(briefing, Dress(), ".md").decode().replace("[^5]\n", "\n")
    assert any(
        "note 5" in fault for fault in differences(briefing, read_back(text.encode(), ".md"))
    )
