"""Clicks on numbered citations and rated cells, brought from the page's HTML to the session.

Streamlit's Markdown and HTML have no click callback, so one invisible component listens for the
whole page: a button with `data-open` sends its value, Escape sends "close". It also brings what
was just added (an answer, an opened source) into view.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_KEY = "clicks"
_SCRIPT = """
const looks = 1800;  // animation frames in which a part may still appear or go: servers are slow
let opener = "";
let shows = 0;

function show(selector, left, which) {
  if (which !== shows) return;  // something newer is to be shown
  const part = document.querySelector(selector);
  if (!part) {
    if (left > 0) requestAnimationFrame(() => show(selector, left - 1, which));
    return;
  }
  const mark = part.querySelector("mark");
  part.scrollIntoView({ block: mark ? "nearest" : "start" });
  // That moves frames too that nobody could move back.
  for (const frame of document.querySelectorAll(".stApp, [data-testid=stAppViewContainer]"))
    frame.scrollTop = 0;
  if (!mark) return;
  const list = mark.closest(".passages");
  if (list) list.scrollTop += mark.getBoundingClientRect().top - list.getBoundingClientRect().top
    - list.clientHeight / 3;
  part.querySelector("button")?.focus({ preventScroll: true });
}

function goBack(left, from) {  // to the button that opened the source, once the source has gone
  if (!opener || left === 0) return;
  if (document.querySelector(".st-key-source")) {
    requestAnimationFrame(() => goBack(left - 1, from));
    return;
  }
  const button = document.querySelector(`[data-open="${CSS.escape(opener)}"]`);
  opener = "";
  // Who has gone elsewhere meanwhile stays there.
  if ([from, document.body, null].includes(document.activeElement))
    button?.focus({ preventScroll: true });
}

async function copy(button) {
  const held = document.getElementById(button.dataset.copy);
  const said = document.getElementById(`${button.dataset.copy}-said`);
  const plain = document.getElementById(`${button.dataset.copy}-text`);
  if (!held || !said || !plain) return;
  const html = held.innerHTML;
  const text = plain.textContent;
  let done = true;
  try {
    await navigator.clipboard.write([new ClipboardItem({
      "text/html": new Blob([html], { type: "text/html" }),
      "text/plain": new Blob([text], { type: "text/plain" }),
    })]);
  } catch {  // an older browser, or a page that is not served safely
    const put = (event) => {
      event.clipboardData.setData("text/html", html);
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
    };
    document.addEventListener("copy", put);
    done = document.execCommand("copy");
    document.removeEventListener("copy", put);
  }
  said.textContent = done ? "Copied" : "The browser does not let this page copy";
  setTimeout(() => { said.textContent = ""; }, 4000);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  parentElement.unlisten?.();
  const click = (event) => {
    const copied = event.target.closest?.("[data-copy]");
    if (copied) copy(copied);
    const button = event.target.closest?.("[data-open]");
    if (button) {
      opener = button.dataset.open;
      setTriggerValue("open", opener);
    } else if (event.target.closest?.(".st-key-source button")) {
      goBack(looks, document.activeElement);
    }
  };
  const key = (event) => {
    if (event.key === "Escape" && document.querySelector(".st-key-source")) {
      setTriggerValue("open", "close");
      goBack(looks, document.activeElement);
    }
  };
  document.addEventListener("click", click);
  document.addEventListener("keydown", key);
  parentElement.unlisten = () => {
    document.removeEventListener("click", click);
    document.removeEventListener("keydown", key);
  };
  if (data?.show && data.show !== parentElement.shown)
    show(data.show.split("@")[0], looks, ++shows);
  parentElement.shown = data?.show;
  return parentElement.unlisten;
}
"""


def listen(on_open: Callable[[str], None], show: str = "") -> None:
    """Listen on this page; `on_open` gets the value of the button, before the page runs again.

    The value comes from a browser and may be anything. `show` names the element to bring into
    view, a CSS selector; with "@" and a number behind it the same one can be named again.
    """
    import streamlit as st

    def opened() -> None:
        value = st.session_state[_KEY].open
        if isinstance(value, str):
            on_open(value)

    _component()(key=_KEY, data={"show": show}, on_open_change=opened, height=1)


@cache
def _component() -> "ComponentRenderer":
    import streamlit as st

    return st.components.v2.component("reports-clicks", js=_SCRIPT)
