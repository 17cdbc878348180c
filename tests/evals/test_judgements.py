from evals.judgements import USEFUL, Judged, load_judged


def test_a_sentence_has_the_grade_of_its_place() -> None:
    judged = Judged(wordings=("How many?",), grades={"ashford-2024/0003@0-40": 3})
    assert judged.grade("ashford-2024/0003", 0, 40) == 3
    assert judged.grade("ashford-2024/0003", 41, 80) is None


def test_our_own_judgements_are_read_and_hold_both_kinds_of_questions() -> None:
    judged = list(load_judged())
    assert len({one.wordings[0] for one in judged}) > 900
    useful = [any(g >= USEFUL for g in one.grades.values()) for one in judged]
    assert 0.5 < sum(useful) / len(useful) < 0.9
    assert all(one.grades for one in judged)
