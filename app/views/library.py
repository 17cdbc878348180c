"""The library's reports: what each is, how much was read from it, what is in doubt; one to read.

Reports are added, removed, checked and rebuilt here as well as on the command line.
"""

from collections import Counter
from html import escape

import streamlit as st

from app.access import AT_HOME, Person
from app.reading_html import contents_html, report_html
from app.settings import Settings
from app.views.care import show_care
from app.views.clicks import listen
from app.views.entrance import must_still
from app.views.frame import Holdings, heading, holdings, show_error
from app.views.upload import show_upload
from app.wording import DIGEST, DIGEST_SENTENCE, KINDS, counted, date_words, joined, report_words
from index.stores.library import Library
from ingest.errors import ReportsError
from ingest.models import Fact, ReportInfo, Warning

SEARCH = "library_search"
KEPT = (SEARCH,)
_READ = "report"
"""Name of the parameter in the address that says which report is read."""
_PER_PAGE = 25
_YEAR = 4
"""Letters of a date that is a year alone."""


def show_library(library: Library, settings: Settings, person: Person = AT_HOME) -> None:
    """The whole page: the list of reports, or one of them; what changes them is for editors."""
    person.must("reader")
    wanted = st.query_params.get(_READ)
    if wanted is not None and _show_report(library, wanted):
        return
    held = holdings(library)
    count = counted(len(held.reports), "report")
    heading("Library", f"{count}. Answers rest on these and nothing else.")
    if any(info.edition == "digest" for info in held.reports):
        st.html(
            f'<p class="digest">Reports marked “{DIGEST}”: {escape(DIGEST_SENTENCE)} Add the '
            "published reports; they take the place of their digests.</p>"
        )
    if person.may("editor"):
        show_upload(library, settings, person, opened=not held.reports)
    if held.reports:
        _show_list(library, settings, held, person)
    if person.may("editor"):
        show_care(library, person)


def _show_list(library: Library, settings: Settings, held: Holdings, person: Person) -> None:
    shown = reports = held.reports
    if len(reports) > _PER_PAGE:
        typed = st.text_input("Find a report", key=SEARCH, placeholder="Place, title or year")
        shown = tuple(info for info in reports if _fits(info, typed or ""))
        st.html(f'<p class="small" role="status">{len(shown)} of {len(reports)} reports</p>')
    pages = max(1, -(-len(shown) // _PER_PAGE))
    page = 0
    if pages > 1:
        page = int(st.number_input("Page", 1, pages, key="library_page")) - 1
    shown = shown[page * _PER_PAGE : (page + 1) * _PER_PAGE]
    facts: dict[str, list[Fact]] = {info.id: [] for info in shown}
    for fact in held.facts:
        if fact.report in facts:
            facts[fact.report].append(fact)
    warnings = library.warnings_of([info.id for info in shown])
    for info in shown:
        # Keys by report: where the list has changed meanwhile, a click means what it was made on.
        with st.container(key=f"report-{info.id}", border=True, gap="small"):
            st.html(_card(info, facts[info.id], warnings[info.id]))
            with st.container(horizontal=True):
                st.button("Read", key=f"read-{info.id}", on_click=_read, args=(info.id,))
                if person.may("editor") and st.button(
                    "Remove …", key=f"remove-{info.id}", type="tertiary"
                ):
                    _confirm_removal(library, settings, info, person)


def _fits(info: ReportInfo, typed: str) -> bool:
    words = f"{info.title} {info.subject} {info.region} {info.published} {info.id}".casefold()
    return all(word in words for word in typed.casefold().split())


@st.dialog("Remove this report?")
def _confirm_removal(
    library: Library, settings: Settings, info: ReportInfo, person: Person
) -> None:
    st.html(
        f"<p><b>{escape(report_words(info))}</b> and everything that was read from it go out of "
        "the library. The file that it came from is not touched where it lies; add it again to "
        "have it back.</p>"
    )
    with st.container(horizontal=True):
        if st.button("Remove", key="remove-now", type="primary"):
            try:
                must_still(person, "editor", settings)
                library.remove(info.id)
            except ReportsError as error:
                show_error(error)
                return
            st.rerun()
        if st.button("Keep it", key="keep"):
            st.rerun()


def _show_report(library: Library, report_id: str) -> bool:
    """One report to read; False where the library does not have it."""
    try:
        report = library.stored(report_id)
    except ReportsError as error:
        show_error(error)
        return False
    st.button("Back to the library", key="back", on_click=_back, icon=":material/arrow_back:")
    info = report.info
    heading(info.title, _about(info, list(report.facts)))
    if info.edition == "digest":
        st.html(f'<p class="digest">{escape(DIGEST_SENTENCE)}</p>')
    sources = joined([f"{source.file} ({source.format})" for source in report.sources])
    st.html(
        f'<p class="small">{_counts(list(report.facts))} · {escape(sources)}</p>'
        f"{_warnings(report.warnings, info.title)}"
    )
    left, right = st.columns([3, 9], gap="medium")
    left.html(contents_html(report))
    with right.container(key="reading"):
        st.html(report_html(report))
    # Else the page stands where the list was left: far down.
    listen(lambda _value: None, f'[data-testid="stMainBlockContainer"]@{report_id}')
    return True


def _read(report_id: str) -> None:
    st.query_params[_READ] = report_id


def _back() -> None:
    del st.query_params[_READ]


def _card(info: ReportInfo, facts: list[Fact], warnings: tuple[Warning, ...]) -> str:
    digest = f' <span class="tag ours">{DIGEST}</span>' if info.edition == "digest" else ""
    name = info.title if info.is_table else info.subject or info.title
    title = f"<p>{escape(info.title)}</p>" if info.title != name else ""
    return (
        f'<article class="report"><h2>{escape(name)}{digest}</h2>'
        f'<p class="about">{escape(_about(info, facts))}</p>{title}'
        f'<p class="small">{_counts(facts)} · {escape(info.source)} · {escape(info.id)}</p>'
        f"{_warnings(warnings, name)}</article>"
    )


def _about(info: ReportInfo, facts: list[Fact]) -> str:
    kind = "Imported table" if info.is_table else KINDS[info.kind]
    return " · ".join(part for part in (kind, info.region, _dates(info, facts)) if part)


def _dates(info: ReportInfo, facts: list[Fact]) -> str:
    """When it was published, by what it says of that; of an inspection, its fieldwork as well."""
    own = [f for f in facts if f.measure == "date" and f.value and f.source.kind == "passage"]
    labels = {fact.label for fact in own}
    words = []
    if info.published:
        bare = len(info.published) == _YEAR and "copyright" in labels - {"publication"}
        said = "" if "publication" in labels or not bare else " (year of copyright)"
        words.append(f"published {date_words(info.published)}{said}")
    if info.kind in ("pdu", "region") and not info.is_table:
        # "January 2023" says no more where "16 January 2023" is said as well.
        days = {f.value for f in own if f.label == "fieldwork"}
        exact = [f.value for f in own if f.label == "fieldwork" and f.value]
        exact = [e for e in exact if not any(d != e and d.startswith(e) for d in days if d)]
        if exact:
            words.append(f"fieldwork {joined([date_words(d) for d in dict.fromkeys(exact)])}")
    elif period := next((f.value for f in own if f.label == "period" and f.value), ""):
        words.append(f"covers {' to '.join(date_words(end) for end in period.split('/'))}")
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def _counts(facts: list[Fact]) -> str:
    by_measure = Counter(fact.measure for fact in facts)
    rated = [fact for fact in facts if fact.measure in ("rating", "overall_rating")]
    lost = sum(fact.cell == "not_legible" for fact in rated)
    named = (
        (by_measure["key_question"], "key question"),
        (by_measure["recommendation"], "recommendation"),
    )
    parts = []
    if rated:
        none = "none of them" if lost == len(rated) else f"{lost} of them not"
        parts.append(counted(len(rated), "rating") + (f" – {none} legible" if lost else ""))
    parts += [counted(count, name) for count, name in named if count]
    total = counted(len(facts), "fact")
    return f"{total} ({joined(parts)})" if parts else total


def _warnings(warnings: tuple[Warning, ...], subject: str) -> str:
    if not warnings:
        return '<p class="small">No warnings</p>'
    items = "".join(f"<li>{escape(warning.message)}</li>" for warning in warnings)
    name = counted(len(warnings), "warning")
    about = f'<span class="hidden"> about {escape(subject)}</span>'
    return f'<details><summary>{name}{about}</summary><ul class="notes">{items}</ul></details>'
