"""What Streamlit leaves out for people without a mouse or a screen, on every page.

It opens popovers and the sidebar without moving the focus there, drops the focus when a page
gives way to another, and tells a screen reader nothing of an answer that has come. One invisible
component watches for these and sees to them; nothing goes back to the session.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_SCRIPT = """
const settles = 150;  // milliseconds in which Streamlit fills what it has opened
const $ = (selector, within = document) => within.querySelector(selector);
const lost = () => !document.activeElement || document.activeElement === document.body;
const running = () => $(".stApp")?.dataset.testScriptState === "running";
const narrow = () => matchMedia("(max-width: 47.99rem)").matches;
let title = "";  // the last that was shown: between two pages there may be none for a while

function put(part) {  // the focus on what has none of itself
  if (!part) return;
  if (!part.matches("a[href], button, input, textarea, select, summary, [tabindex]"))
    part.setAttribute("tabindex", "-1");
  part.focus({ preventScroll: true });
}

function later(act, wait) {  // once the page is drawn to its end: a server may be slow
  setTimeout(() => (running() ? later(act, wait) : act()), wait);
}

function enter(popover, left = 20) {  // unless somebody has gone in already
  const on = document.activeElement;
  if (!popover.isConnected || (on !== popover && popover.contains(on))) return;
  const part = $("input, textarea, select, button, a[href], [tabindex='0']", popover);
  put(part ?? popover);
  const again = () => {
    if (lost() || document.activeElement === popover) enter(popover, left - 1);
  };
  if (!part && left) setTimeout(again, settles);  // what it holds may still be on its way
}

function say(words) {  // to screen readers: the region was there before, or they miss it
  let region = document.getElementById("reports-said");
  if (!region) {
    region = document.createElement("div");
    region.id = "reports-said";
    region.className = "hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = words;
}

function state() {
  const sidebar = $("[data-testid=stSidebar]");
  return {
    popover: $("[data-testid=stPopoverBody]"),
    closed: sidebar ? sidebar.dataset.collapsed === "true" : null,
    title: $("h1.title")?.textContent ?? "",
    answers: document.querySelectorAll("[class*=st-key-turn-] :is(.answer, .error)").length,
  };
}

function answered() {
  const turn = [...document.querySelectorAll("[class*=st-key-turn-]")].pop();
  const answer = turn && $(".answer, .error", turn);
  if (!answer) return;
  const start = (answer.matches(".error") ? answer : answer.firstElementChild).cloneNode(true);
  start.querySelectorAll("button").forEach((chip) => chip.remove());
  const sources = turn.querySelectorAll("ol.sources > li").length;
  const count = sources === 1 ? "1 source." : `${sources} sources.`;
  const status = $("p.status", turn)?.textContent;
  say([status && `${status}.`, start.textContent.trim().slice(0, 300), sources && count]
    .filter(Boolean).join(" "));
  if (lost()) put($("[role=heading]", turn));
}

function turned() {  // another page, or another view of it: it begins at its heading
  if (!lost() || !$("h1.title")) return;
  put($("h1.title"));
  const main = $("[data-testid=stMain]");
  if (main) main.scrollTop = 0;
}

function compare(before, now) {
  if (now.popover && now.popover !== before.popover) setTimeout(() => enter(now.popover), settles);
  if (before.closed && now.closed === false && lost())
    put($("[data-testid=stSidebarCollapseButton] button"));
  const inside = $("[data-testid=stSidebar]")?.contains(document.activeElement);
  if (before.closed === false && now.closed && (lost() || inside))
    put($("[data-testid=stExpandSidebarButton]"));
  if (title && now.title && now.title !== title) {
    // The button that led here may hold the focus for a moment longer.
    for (const wait of [0, settles]) setTimeout(turned, wait);
    later(turned, 4 * settles);
  }
  // Its sources are drawn a moment after it.
  if (now.answers === before.answers + 1) later(answered, 6 * settles);
}

export default function (component) {
  const { parentElement } = component;
  parentElement.unwatch?.();
  say("");
  let before = state();
  title ||= before.title;
  let due = 0;
  const look = () => {
    due = 0;
    const now = state();
    compare(before, now);
    before = now;
    title = now.title || title;
  };
  const watch = new MutationObserver(() => { due ||= requestAnimationFrame(look); });
  watch.observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-collapsed"],
  });
  const key = (event) => {
    const side = $("[data-testid=stSidebar]");
    if (event.key === "Escape" && narrow() && side?.contains(document.activeElement)
        && document.activeElement.getAttribute("aria-expanded") !== "true"
        && !$("[data-testid=stPopoverBody], [role=dialog]"))
      $("[data-testid=stSidebarCollapseButton] button")?.click();
  };
  document.addEventListener("keydown", key);
  parentElement.unwatch = () => {
    watch.disconnect();
    cancelAnimationFrame(due);
    document.removeEventListener("keydown", key);
  };
  return parentElement.unwatch;
}
"""


def attend() -> None:
    """Watch this page for what a keyboard or a screen reader would miss."""
    _component()(key="keyboard", data={}, height=1)


@cache
def _component() -> "ComponentRenderer":
    import streamlit as st

    return st.components.v2.component("reports-keyboard", js=_SCRIPT)
