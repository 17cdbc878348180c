"""The printed page beside a cited place, for reports that were read from a PDF."""

from base64 import b64encode
from html import escape

import streamlit as st

from app.page_picture import NotDrawn, page_picture
from app.views.frame import error_line
from index.models import Citation
from index.stores.library import Library
from ingest.models import Source


def show_page(library: Library, cited: Citation | Source) -> None:
    """The page with the cited words marked; nothing where the file has no pages to draw.

    Raises NotInLibrary when the report was taken out since.
    """
    if not cited.boxes:
        return
    report = cited.report if isinstance(cited.report, str) else cited.report.id
    try:
        with st.spinner("Drawing the page …"):
            picture = page_picture(library, report, cited.boxes)
    except NotDrawn as error:
        error_line(str(error))
        return
    if picture is None:
        return
    words = " ".join(cited.quote.split())
    alt = f"Page {picture.page} of the file, with these words marked: {words}"
    st.html(_image(picture.part, alt))
    if st.button(
        f"All of page {picture.page}, large",
        key="enlarge-page",
        type="tertiary",
        icon=":material/zoom_in:",
    ):
        _enlarge(picture.whole, alt)


@st.dialog("The printed page", width="large")
def _enlarge(png: bytes, alt: str) -> None:
    st.html(_image(png, alt))


def _image(png: bytes, alt: str) -> str:
    data = b64encode(png).decode("ascii")
    words = escape(alt, quote=True)
    return f'<img class="printed" alt="{words}" src="data:image/png;base64,{data}">'
