"""The library's reports: what each is, how much was read from it, and what is in doubt."""

from collections import Counter
from html import escape

import streamlit as st

from app.views.frame import heading, holdings, nothing_held
from app.wording import DIGEST, DIGEST_SENTENCE, KINDS, date_words, joined
from index.stores.library import Library
from ingest.models import Fact, ReportInfo, Warning


def show_library(library: Library) -> None:
    """The whole page."""
    held = holdings(library)
    if not held.reports:
        nothing_held()
        return
    count = len(held.reports)
    heading(
        "Library",
        f"{count} {'report' if count == 1 else 'reports'}. Answers rest on these and nothing else.",
    )
    if any(info.edition == "digest" for info in held.reports):
        st.html(
            f'<p class="digest">Reports marked “{DIGEST}”: {escape(DIGEST_SENTENCE)} Load the '
            "published reports with <code>reports ingest FOLDER</code>; they take the place of "
            "their digests.</p>"
        )
    facts: dict[str, list[Fact]] = {info.id: [] for info in held.reports}
    for fact in held.facts:
        facts[fact.report].append(fact)
    cards = "".join(_card(info, facts[info.id], library.warnings(info.id)) for info in held.reports)
    st.html(f'<ul class="reports">{cards}</ul>')


def _card(info: ReportInfo, facts: list[Fact], warnings: tuple[Warning, ...]) -> str:
    digest = f' <span class="tag ours">{DIGEST}</span>' if info.edition == "digest" else ""
    kind = "Imported table" if info.is_table else KINDS[info.kind]
    about = [part for part in (kind, info.region, _dates(info, facts)) if part]
    name = info.title if info.is_table else info.subject
    return (
        f'<li class="report"><h2>{escape(name)}{digest}</h2>'
        f'<p class="about">{escape(" · ".join(about))}</p><p>{escape(info.title)}</p>'
        f'<p class="small">{_counts(facts)} · {escape(info.source)} · {escape(info.id)}</p>'
        f"{_warnings(warnings)}</li>"
    )


def _dates(info: ReportInfo, facts: list[Fact]) -> str:
    words = [f"published {date_words(info.published)}"] if info.published else []
    fieldwork = [
        f.value for f in facts if f.measure == "date" and f.label == "fieldwork" and f.value
    ]
    if fieldwork and not info.is_table:
        words.append(f"fieldwork {joined([date_words(date) for date in dict.fromkeys(fieldwork)])}")
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def _counts(facts: list[Fact]) -> str:
    by_measure = Counter(fact.measure for fact in facts)
    ratings = by_measure["rating"] + by_measure["overall_rating"]
    named = (
        (ratings, "rating"),
        (by_measure["key_question"], "key question"),
        (by_measure["recommendation"], "recommendation"),
    )
    parts = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in named if count]
    total = f"{len(facts)} {'fact' if len(facts) == 1 else 'facts'}"
    return f"{total} ({joined(parts)})" if parts else total


def _warnings(warnings: tuple[Warning, ...]) -> str:
    if not warnings:
        return '<p class="small">No warnings</p>'
    items = "".join(f"<li>{escape(warning.message)}</li>" for warning in warnings)
    name = "1 warning" if len(warnings) == 1 else f"{len(warnings)} warnings"
    return f'<details><summary>{name}</summary><ul class="notes">{items}</ul></details>'
