"""HTML pages: the document that a page of a web site holds, without the page around it."""

from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.readers.document import Document
from ingest.readers.html_blocks import Writer, content_of
from ingest.readers.html_bytes import page_text
from ingest.readers.html_flow import Flow
from ingest.readers.html_folds import find_folds
from ingest.readers.html_front import Front, with_front
from ingest.readers.html_items import Item, with_notes, write
from ingest.readers.html_looks import Looks
from ingest.readers.html_mail import is_saved_page, open_saved
from ingest.readers.html_main import drop_around, find_main
from ingest.readers.html_notes import Notes, find_notes, lift_tooltips
from ingest.readers.html_rules import Rules
from ingest.readers.html_stats import count
from ingest.readers.html_tree import Node, Tree, parse
from ingest.readers.notation import Notation, Part, Piece

VERSION = "html-3"
_FEWEST_WORDS = 5
"""Words of a page that holds a document."""


def read_html(data: bytes, path: Path, charset: str | None = None) -> Document:
    """The document that a page holds, or a page that a browser saved in one file.

    `charset`: what the server said of it. Raises UnreadableFile for what holds no words.
    """
    sheets: tuple[str, ...] = ()
    address = ""
    if is_saved_page(data):
        saved = open_saved(data, path)
        data, charset = saved.data, saved.charset or charset
        sheets, address = saved.sheets, saved.address
    tree = parse(page_text(data, path, charset), path)
    front = Front(tree)
    framed = any(node.tag in ("frame", "iframe") for node in tree.root.nodes())
    looks = Looks(Rules((*sheets, *_sheets(tree))))
    lift_tooltips(tree)
    drop_around(tree, looks, find_folds(tree, looks))
    inside = count(tree.root)
    notes = find_notes(tree, inside)
    main = find_main(tree)
    inside = count(tree.root)
    flow = Flow(tree, looks, notes, inside)
    items = Writer(flow, inside).read(main)
    items = with_notes(with_front(items, front, tree, inside), _contents(notes, flow))
    _check(items, path, framed)
    notation = Notation()
    write(items, notation)
    return notation.document(
        "html", VERSION, url=front.address(address, tree.address), doubts=_doubts(main, flow)
    )


def _doubts(main: Node, flow: Flow) -> list[str]:
    """What the page shows, or hides, that was not read."""
    doubts = []
    if flow.unread:
        doubts.append(
            f"{flow.unread} {'cells' if flow.unread > 1 else 'cell'} of tables hold a picture "
            "without a description; what it shows is not legible."
        )
    folded = sum(_is_empty_fold(node) for node in main.nodes() if node.tag == "details")
    if folded:
        doubts.append(
            f"{folded} {'sections' if folded > 1 else 'section'} of the page were folded when it "
            "was saved, and their words are not in the file; unfold them and save it again."
        )
    return doubts


def _is_empty_fold(node: Node) -> bool:
    """Whether there is nothing but a summary: browsers leave out what they did not show."""
    return all(
        not each.strip() if isinstance(each, str) else each.tag == "summary"
        for each in node.children
    )


def _sheets(tree: Tree) -> list[str]:
    return [
        "".join(each for each in node.children if isinstance(each, str))
        for node in tree.root.nodes()
        if node.tag == "style" and node.get("media").lower() in ("", "all", "screen")
    ]


def _contents(notes: Notes, flow: Flow) -> dict[int, list[Piece]]:
    """The words of each note, without the mark before them."""
    return {
        number: _without_mark(
            list(content_of(flow, node)), notes.printed.get(number) or str(number)
        )
        for number, node in notes.notes.items()
    }


def _without_mark(pieces: list[Piece], mark: str) -> list[Piece]:
    """The words of a note without the number, letter or sign that its mark repeats before them."""
    for i, piece in enumerate(pieces):
        if not isinstance(piece, Part):
            continue
        bare = piece.text.lstrip(" [(")
        rest = bare.removeprefix(mark)
        if bare != rest and not rest[:1].isalnum():
            return [*pieces[:i], Part(rest.lstrip("]).: ")), *pieces[i + 1 :]]
        if piece.text.strip():
            break
    return pieces


def _check(items: list[Item], path: Path, framed: bool) -> None:
    """A page without words is none that can be read, and says what may be done."""
    if sum(len(each.words.split()) for each in items) >= _FEWEST_WORDS:
        return
    if framed:
        reason = "shows its words in frames; open the frame by itself and save that"
    else:
        reason = (
            "holds no words of a document; if a browser shows some, a script puts them there: "
            "save the page from the browser, complete"
        )
    raise UnreadableFile(path, reason)
