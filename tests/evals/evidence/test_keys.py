from evals.evidence.keys import expected_facts, load_keys, word_digest


def totals(group):
    return sum(len(expected_facts(key)[group]) for key in load_keys())


def test_the_keys_have_the_facts_that_the_five_reports_print():
    assert totals("overall ratings") == 4
    assert totals("scores") == 4
    assert totals("ratings by standard") == 30
    assert totals("key questions") == 48
    assert totals("rows") == 24
    assert sum(len(key.recommendations) for key in load_keys()) == 28


def test_ratings_add_up_to_the_composite_score():
    points = {"Outstanding": 3, "Good": 2, "Requires improvement": 1, "Inadequate": 0}
    for key in load_keys():
        if key.score:
            assert sum(points[rating] for rating in key.ratings.values()) == key.score.number
            assert key.score.out_of == 3 * len(key.ratings)


def test_the_lowest_key_question_gives_the_rating():
    for key in load_keys():
        for standard, answers in key.key_questions.items():
            lowest = min(answers.values())
            rating = "Inadequate" if lowest < 50 else "Requires improvement"
            assert lowest < 65, "no standard of these reports is Good"
            assert key.ratings[standard] == rating, f"{key.report} {standard}"


def test_rows_agree_with_the_reports_of_the_same_inspection():
    keys = load_keys()
    rows = {(row.subject, row.published[:7]): row for key in keys for row in key.rows}
    both = [key for key in keys if (key.subject, key.published) in rows]
    assert len(both) == 3
    for key in both:
        row = rows[key.subject, key.published]
        assert (row.score, row.region) == (key.score.number, key.region)


def test_counts_of_ratings_add_up_to_the_places():
    for key in load_keys():
        for table in key.rating_counts:
            assert sum(table.counts.values()) == table.of == len(key.rows)


def test_a_digest_does_not_hear_case_or_punctuation():
    assert word_digest("Review the ‘plan’, now.") == word_digest("review THE 'plan' now")
    assert word_digest("review the plan") != word_digest("review a plan")
