from collections.abc import Callable

import pytest

from ingest.models import Warning

Check = Callable[..., list[Warning]]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        (
            "We met 71 residents. This included 58 by post, six in person and nine on a screen.",
            True,
        ),
        (
            "We met 73 residents. This included 58 by post, six in person and nine on a screen.",
            False,
        ),
        (
            "We met 90 residents. This included 58 by post, six in person and nine on a screen.",
            False,
        ),
        ("We met 60 residents: 45 by post and 20 in person.", True),
        ("We met 60 residents: 45 by post and 20 in person. Five came in both ways.", False),
        ("We met 65 residents: 45 by post and 20 in person.", False),
        ("The sample of 60 was made up of 39 short orders and 25 long ones.", True),
        ("The club has 12 members (eight juniors and six seniors).", True),
        ("The club has 14 members (eight juniors and six seniors).", False),
        ("The club has 14 members, 16 of whom are juniors.", True),
        ("The club has 14 members, six of whom are juniors.", False),
        ("Of the 40 members, 30 had a boat, 20 had a bicycle and 15 had a horse.", False),
        ("We met 30 members, of whom 20 worked by day and 18 sang by night.", False),
        ("Two rooms opened: one in Ely and the other in Wells.", False),
    ],
)
def test_parts_add_up_to_their_total(checked: Check, text: str, doubted: bool) -> None:
    kinds = [warning.kind for warning in checked(("paragraph", text))]
    assert kinds == (["parts_total"] if doubted else [])


def test_a_share_of_the_whole_sample_is_a_share_of_its_number(checked: Check) -> None:
    sample = ("paragraph", "We inspected 39 community orders and 21 releases on licence.")
    fine = ("paragraph", "Five of the 60 cases we inspected were paused.")
    wrong = ("paragraph", "Five of the 54 cases we inspected were paused.")
    some = ("paragraph", "Five of the 54 relevant cases we inspected were paused.")
    assert checked(sample, fine) == [] and checked(sample, some) == []
    (warning,) = checked(sample, wrong)
    assert warning.kind == "parts_total" and len(warning.sources) == 2
