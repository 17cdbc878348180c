"""Style rules: what the style sheets inside a page and its style attributes say of an element.

Enough of CSS to know what is hidden, what is filled with which colour, what is bold and what is a
block: selectors of tags, classes and ids, alone or inside one another.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingest.readers.html_tree import Node

_LONGEST = 2_000_000
"""Characters of style sheets that are read, and of one style attribute a hundredth of it."""
_MOST_RULES = 30_000
_MOST_LOOKS = 3_000_000
"""Rules that are held against elements; a large page with a large sheet needs 100,000."""
_MOST_NAMES = 2_000_000
"""Names around elements that are kept; a large page has some 10,000."""
_DEEPEST = 60
"""Elements around one that a selector is looked for among."""
_SIGNS = re.compile(r"([{};])")
_COMPOUND = re.compile(r"(?:[a-z][\w-]*|\*)?(?:[.#]-?[a-z_][\w-]*)*", re.IGNORECASE)
_SIMPLE = re.compile(r"([.#]?)(-?[a-z_*][\w-]*)", re.IGNORECASE)
_SCREEN = re.compile(r"^@media\s*(?:(?:only\s+)?(?:screen|all)\s*)?(?:$|,)", re.IGNORECASE)
_GROUPS = ("@supports", "@layer", "@scope", "@container")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]{0,100}))?\)")
READ = frozenset(
    (
        "display",
        "visibility",
        "vertical-align",
        "opacity",
        "position",
        "left",
        "top",
        "width",
        "height",
        "overflow",
        "clip",
        "clip-path",
        "text-indent",
        "font-size",
        "font-weight",
        "color",
        "fill",
        "background",
        "background-color",
        "list-style",
        "list-style-type",
        "text-decoration",
        "text-decoration-line",
    )
)
"""Properties that matter here."""

Declarations = dict[str, str]


class _Compound(NamedTuple):
    """One element of a selector: `td.good`."""

    tag: str
    id: str
    classes: frozenset[str]

    def fits(self, node: Node, classes: frozenset[str]) -> bool:
        return (
            self.tag in ("", "*", node.tag)
            and (not self.id or self.id == node.get("id"))
            and self.classes <= classes
        )


class _Rule(NamedTuple):
    last: _Compound
    around: tuple[tuple[str, _Compound], ...]
    """What must stand around it, from the inside to the outside: ">" or " ", and the element."""
    weight: tuple[int, int, int, int]
    """Ids, classes, tags and the order in the sheets: the greatest wins."""
    says: Declarations
    urgent: Declarations
    """What is marked as important."""


class Rules:
    """The style rules of a page."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._by_name: dict[str, dict[str, list[_Rule]]] = {}
        """Rules by a name of the element that they are about, and by one of an element around it,
        "" where none need be: pages have thousands of rules for what stands inside other parts."""
        self._around: dict[int, frozenset[str] | None] = {}
        """Names of an element and of those around it, by its order; None for too many."""
        self._held = 0
        self._variables: Declarations = {}
        self._looks = 0
        count = 0
        for selectors, body in _rules(_without_comments("\n".join(sheets)[:_LONGEST])):
            plain, urgent = _declarations(body)
            self._variables.update(
                {name: value for name, value in plain.items() if name.startswith("--")}
            )
            plain = {name: value for name, value in plain.items() if name in READ}
            urgent = {name: value for name, value in urgent.items() if name in READ}
            if not plain and not urgent:
                continue
            for selector in selectors.split(","):
                count += 1
                if count <= _MOST_RULES:
                    self._add(selector, plain, urgent, count)

    def of(self, node: Node) -> Declarations:
        """What applies to an element itself, properties and values in lower case."""
        classes = frozenset(node.get("class").split())
        candidates = self._candidates(node)
        self._looks += len(candidates)
        rules = [
            rule
            for rule in (candidates if self._looks <= _MOST_LOOKS else ())
            if rule.last.fits(node, classes) and _stands_in(rule.around, node)
        ]
        if not rules and "style" not in node.attrs:
            return {}
        rules.sort(key=lambda rule: rule.weight)
        plain, urgent = _declarations(node.get("style")[: _LONGEST // 100])
        found: Declarations = {}
        for each in (*(r.says for r in rules), plain, *(r.urgent for r in rules), urgent):
            found.update(each)
        return {name: self._resolved(value) for name, value in found.items() if name in READ}

    def _add(self, selector: str, plain: Declarations, urgent: Declarations, order: int) -> None:
        parsed = _selector(selector)
        if parsed is None:
            return
        last, around = parsed
        every = (last, *(each for _, each in around))
        weight = (
            sum(bool(each.id) for each in every),
            sum(len(each.classes) for each in every),
            sum(each.tag not in ("", "*") for each in every),
            order,
        )
        outer = next((key for _, each in around if (key := _key(each))), "")
        rules = self._by_name.setdefault(_key(last) or "*", {}).setdefault(outer, [])
        rules.append(_Rule(last, around, weight, plain, urgent))

    def _candidates(self, node: Node) -> list[_Rule]:
        """The rules about one of its names that need none around it but those that are."""
        around = self._names_around(node)
        held = [self._by_name[name] for name in (*_names(node), "*") if name in self._by_name]
        return [
            rule
            for rules in held
            for outer in (rules if around is None else rules.keys() & {"", *around})
            for rule in rules[outer]
        ]

    def _names_around(self, node: Node) -> frozenset[str] | None:
        """Names of the elements around one; None for too many to keep."""
        path = [node]
        while (parent := path[-1].parent) is not None and parent.order not in self._around:
            path.append(parent)
        known: frozenset[str] | None = frozenset()
        if parent is not None:
            known = self._around[parent.order]
        for each in reversed(path[1:]):
            names = _names(each)
            if known is not None and not names <= known:
                known = known | names
                self._held += len(known)
                known = None if self._held > _MOST_NAMES else known
            self._around[each.order] = known
        return known

    def _resolved(self, value: str) -> str:
        for _ in range(4):
            if "var(" not in value:
                break
            value = _VARIABLE.sub(lambda m: self._variables.get(m[1], m[2] or ""), value)[:200]
        return value


def _names(node: Node) -> frozenset[str]:
    """Its tag, classes and id as selectors write them."""
    names = {node.tag, *("." + name for name in node.get("class").split())}
    return frozenset(names | ({"#" + node.get("id")} if node.get("id") else set()))


def _key(part: _Compound) -> str:
    """The name by which an element that a selector names is found; "" for any element."""
    if part.id:
        return "#" + part.id
    return "." + min(part.classes) if part.classes else part.tag.strip("*")


def _without_comments(css: str) -> str:
    """Comments end at their first end; one that never ends takes the rest."""
    head, *rest = css.split("/*")
    return " ".join((head, *(each.partition("*/")[2] for each in rest)))


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and bodies of the rules that apply to a screen of the usual width."""
    groups: list[bool] = []
    selectors, body, applies = "", "", True
    inside = False
    pieces = _SIGNS.split(css)
    for words, sign in zip(pieces[::2], pieces[1::2], strict=False):
        if sign == "{" and not inside:
            selectors = words.strip()
            if selectors.startswith("@"):
                told = bool(_SCREEN.match(selectors)) or selectors.lower().startswith(_GROUPS)
                groups.append(applies)
                applies = applies and told
            else:
                inside, body = True, ""
        elif inside:
            body += words + ";"
            if sign == "}":
                inside = False
                if applies:
                    yield selectors, body
        elif sign == "}" and groups:
            applies = groups.pop()


def _declarations(body: str) -> tuple[Declarations, Declarations]:
    """What a rule says, and what it says is important."""
    plain: Declarations = {}
    urgent: Declarations = {}
    for each in body.split(";"):
        name, colon, value = each[:1000].lower().partition(":")
        value, sign, word = value.partition("!")
        if colon:
            important = sign and word.strip() == "important"
            (urgent if important else plain)[name.strip()] = value.strip()
    return plain, urgent


def _selector(words: str) -> tuple[_Compound, tuple[tuple[str, _Compound], ...]] | None:
    """The parts of a selector; None for one that says more than names of tags, classes and ids."""
    words = words.strip()
    if not words or len(words) > 300:
        return None
    parts = re.sub(r"\s*>\s*", " >", words).split()
    compounds: list[tuple[str, _Compound]] = []
    for part in parts:
        bare = part.removeprefix(">")
        if not bare or not _COMPOUND.fullmatch(bare):
            return None
        named = _SIMPLE.findall(bare)
        compounds.append(
            (
                ">" if part.startswith(">") else " ",
                _Compound(
                    tag=next((name.lower() for sign, name in named if not sign), ""),
                    id=next((name for sign, name in named if sign == "#"), ""),
                    classes=frozenset(name for sign, name in named if sign == "."),
                ),
            )
        )
    last = compounds[-1][1]
    joins = [sign for sign, _ in compounds]
    around = tuple((joins[i + 1], compounds[i][1]) for i in range(len(compounds) - 2, -1, -1))
    return last, around


def _stands_in(around: tuple[tuple[str, _Compound], ...], node: Node) -> bool:
    """Whether the elements that a selector names stand around an element; the nearest is taken."""
    here = node.parent
    for sign, compound in around:
        for _ in range(1 if sign == ">" else _DEEPEST):
            if here is None:
                return False
            found = compound.fits(here, frozenset(here.get("class").split()))
            here = here.parent
            if found:
                break
        else:
            return False
    return True
