"""The pages as Streamlit starts them: `streamlit run app/main.py`, or `reports serve`."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.access import Person, Role
from app.settings import read_settings
from app.views import briefing, chat, evaluation, library, ratings
from app.views.entrance import audit_log, come_in, login_on, show_person
from app.views.frame import ICON, dress, keep, opened, show_error
from ingest.errors import ReportsError


class Place(NamedTuple):
    """A page of ours: where it is, what it is called, and who may see it."""

    path: str
    title: str
    icon: str
    role: Role = "reader"


PLACES = (
    Place("chat", "Chat", "forum"),
    Place("library", "Library", "library_books"),
    Place("ratings", "Ratings", "table_chart"),
    Place("briefing", "Briefing", "description"),
    Place("evaluation", "Evaluation", "checklist", "evaluator"),
)


def main() -> None:
    """Let somebody in, open the library once for all sessions, and show the page they chose."""
    st.set_page_config(page_title="Inspection reports", page_icon=str(ICON), layout="wide")
    dress()
    keep((*chat.KEPT, *briefing.KEPT, *library.KEPT, *ratings.KEPT, *evaluation.KEPT))
    try:
        settings = read_settings()
        person = come_in(settings)
        if isinstance(person, Person):
            show = _shows(person, login_on(settings))
            pages = [_page(place, show[place.path]) for place in PLACES if person.may(place.role)]
            chosen = st.navigation(pages)
            st.set_page_config(page_title=f"{chosen.title} · Inspection reports")
            show_person(person, settings)
        else:
            # Every address leads to the same door, and none of them tells whether it exists.
            chosen = st.navigation([_page(place, person) for place in PLACES], position="hidden")
        chosen.run()
    except ReportsError as error:
        show_error(error)


def _shows(person: Person, login: bool) -> dict[str, Callable[[], None]]:
    """What shows each page to this person; each looks again whether they may see it.

    Raises ReportsError where the library cannot be opened.
    """
    parts = opened()
    log = audit_log(parts.library, parts.settings, login)
    return {
        "chat": lambda: chat.show_chat(
            parts.assistant, parts.library, parts.settings.question_limit, person, log
        ),
        "library": lambda: library.show_library(parts.library, parts.settings, person),
        "briefing": lambda: briefing.show_briefing(parts.assistant, parts.library, person, log),
        "ratings": lambda: ratings.show_ratings(parts.library, person),
        "evaluation": lambda: evaluation.show_evaluation(parts.library, parts.settings, person),
    }


def _page(place: Place, show: Callable[[], None]) -> StreamlitPage:
    return st.Page(
        show,
        title=place.title,
        icon=f":material/{place.icon}:",
        url_path=place.path,
        default=place.path == "chat",
    )


main()
