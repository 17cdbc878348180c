"""The cover: what a report is, which place it inspects, and when it was published."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from ingest.blocks import Block
from ingest.called import Called, called
from ingest.layout import Layout, plain_name
from ingest.models import Edition, Record, ReportKind
from ingest.schemes import Schemes

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + "|Sept"
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b(?P<month>{_MONTH})\b\.?,?\s+"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DATE_AT_END = re.compile(rf"\s(?P<date>(?:published\W+)?{_DATE.pattern})\W*$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|from|of)\W*$", re.IGNORECASE)
_NUMERIC = re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>20\d\d)\b")
_ISO = re.compile(r"\b(20\d\d)-(\d\d)(?:-(\d\d))?\b")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\D{0,30}((?:19|20)\d\d)", re.IGNORECASE)
_ISBN = re.compile(r"ISBN[^\d]{0,30}((?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx])\b")
_URL = re.compile(r"https?://[^\s<>()\[\]\"']+")
_EDITION = re.compile(r"^\W*edition\W+(digest|published)\b", re.IGNORECASE)
_DIGEST_OF = re.compile(r"^\s*(?:a\s+)?digest\s*(?:of)?\s*:\s*", re.IGNORECASE)
_INSPECTION = re.compile(
    r"^(?:an?\s+|the\s+)?(?:joint\s+)?inspection\s+of\s+(?P<what>.*?\bservices?)\s*"
    r"(?:(?:in|of|by|for|across)\b\s*:?|:)\s*(?P<place>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_OPENING = re.compile(
    r"(?:an?\s+|the\s+)?(?:joint\s+)?inspection(?:\s+of(?:\s+\w+)?)?", re.IGNORECASE
)
"""How the title of an inspection begins that goes on in the next line."""
_ANNUAL = re.compile(r"\bannual\s+report\b", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:\s*[-–/]\s*(?:20)?\d\d)?\b")
_THEMATIC = re.compile(
    r"\b(?:thematic|joint)\s+(?:inspection|review)\b|\bthematic\b|^the quality of\b", re.IGNORECASE
)
_MATTER_TITLE = re.compile(r"\btitle:\s*(.+?)(?=\s[\w-]+:\s|$)", re.IGNORECASE)
_LONGEST_REGION = 60
"""Characters of a region's name with the word "region"; what is longer is a sentence."""
_LONGEST_LINE = 250
"""Characters of lines of a cover that were run together; what is longer is prose."""
_LONGEST_DATE_LINE = 80
"""Characters of a line of the cover with a date; prose that mentions a date is longer."""
_TITLES = 6
"""Lines of a cover among which its title stands; a marked heading may stand further down."""
_LONGEST_CAPTION = 4
"""Words of what a page prints above its title: "Thematic report"."""
_MOST_LINES = 4
"""Lines of a title."""
_WORDS_BESIDE_DATE = 5
"""Words of a line of somebody else's document with its date: "HM Inspectorate of Probation, …"."""
_FRONT = 60
"""Blocks: cover, contents and copyright page of a report have up to 45."""


class Cover(Record):
    """What the front matter says about the document."""

    kind: ReportKind
    title: str
    subject: str
    region: str
    published: str
    edition: Edition
    isbn: str | None
    url: str | None
    year: str
    """Year in the title of an annual report, else ""."""
    last: int
    """Position of the last block that the cover itself took; -1 where there is no cover."""


def read_cover(blocks: Sequence[Block], schemes: Schemes, layout: Layout) -> Cover:
    """What the document is, from its front matter; kind "other" without an inspection's cover."""
    front = _front(blocks, layout)
    matter = _front_matter(front)
    words = called(schemes)
    first = _first_line(front, matter, words, layout)
    edition: Edition = "published"
    if any((m := _EDITION.match(each.text)) and m[1].lower() == "digest" for each in front):
        edition = "digest"
    title, last = _title(front, first, words)
    if matter >= 0 and (named := _MATTER_TITLE.search(" ".join(b.text for b in front[:matter]))):
        title, last = named[1].strip("\"' "), matter
    kind, subject, region = _what(_DIGEST_OF.sub("", title), front, schemes)
    if kind in ("pdu", "region") and _of_another_sort(blocks, front, layout):
        kind, subject, region = "other", "", ""
    year = _YEAR.search(title)
    if kind == "other":
        last = last if last >= 0 and front[last].style == "heading" else matter
    return Cover(
        kind=kind,
        title=title,
        subject=subject,
        region=region,
        published=_published(front, words, layout, strict=kind == "other"),
        edition=edition,
        isbn=_first_match(_ISBN, front),
        url=_address(front),
        year=year[1] if kind == "annual" and year else "",
        last=last,
    )


def report_id(cover: Cover, sha256: str) -> str:
    """The id of the report: place and date, or title and content; never a path or a clock."""
    if cover.kind == "annual":
        stem = f"annual-report-{cover.year or cover.published}"
    elif cover.kind in ("pdu", "region") and cover.published:
        stem = f"{slug(cover.subject)}-{cover.published}"
    elif cover.kind == "thematic" and cover.published:
        # All thematic reports have the subject England and Wales: their titles tell them apart.
        stem = f"{slug(_DIGEST_OF.sub('', cover.title))}-{cover.published}"
    else:
        stem = f"{slug(_DIGEST_OF.sub('', cover.title)) or 'document'}-{sha256[:8]}"
    return f"sample-{stem}" if cover.edition == "digest" else stem


def slug(text: str, limit: int = 60) -> str:
    """Lower-case words with hyphens between them, cut at a word after `limit` characters."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("&", " and ").replace("'", ""))
    out = ""
    for word in words:
        if out and len(out) + 1 + len(word) > limit:
            break
        out = f"{out}-{word}" if out else word[:limit]
    return out


def publication_day(line: str, layout: Layout) -> str | None:
    """The date of a line that calls it that of the publication, as ISO; None for any other."""
    found = _dated(line)
    return read_date(line) if found and layout.date_role(found) == "published" else None


def _dated(line: str) -> str | None:
    """The words of a line before its first date; None without one."""
    found = [m.start() for each in (_DATE, _NUMERIC, _ISO) if (m := each.search(line))]
    return line[: min(found)] if found else None


def read_date(text: str) -> str | None:
    """The first date of a line as ISO, at the precision that it has; None without one."""
    if match := _DATE.search(text):
        month = [name[:3].lower() for name in _MONTHS].index(match["month"][:3].lower()) + 1
        return _iso(int(match["year"]), month, int(match["day"]) if match["day"] else None)
    if match := _NUMERIC.search(text):
        return _iso(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _ISO.search(text):
        return _iso(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    return None


def _iso(year: int, month: int, day: int | None) -> str | None:
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")


def _front(blocks: Sequence[Block], layout: Layout) -> list[Block]:
    """The blocks before the first chapter (cover, contents and copyright page)."""
    front: list[Block] = []
    for block in blocks[:_FRONT]:
        # A bullet is an entry of the contents, not the chapter itself.
        listed = block.style == "row" or block.bullet
        if not listed and plain_name(block.text) in layout.chapters:
            break
        front.append(block)
    return front


def _front_matter(front: Sequence[Block]) -> int:
    """Position of the rule that ends a block of "key: value" lines at the top; -1 without one."""
    if not front or front[0].style != "rule":
        return -1
    for i, block in enumerate(front[1:4], start=1):
        if block.style == "rule":
            return i
        if not re.match(r"[\w-]+:\s", block.text):
            return -1
    return -1


def _first_line(front: Sequence[Block], matter: int, words: Called, layout: Layout) -> int | None:
    """Position of the title: of a line that calls itself an inspection, else of the first line."""
    titles = [
        i
        for i, each in enumerate(front)
        if i > matter and _is_title(each, words) and plain_name(each.text) not in layout.contents
    ]
    headings = [i for i in titles[_TITLES:] if front[i].style == "heading"]
    titles = [*titles[:_TITLES], *headings]
    lines = ((i, _DIGEST_OF.sub("", _whole_line(front, i, words)[0])) for i in titles)
    told = (i for i, line in lines if _INSPECTION.match(line))
    return next(told, _below_caption(front, titles))


def _below_caption(front: Sequence[Block], titles: Sequence[int]) -> int | None:
    """The first of the lines, or the main heading right below it: pages print their sort above."""
    if len(titles) > 1:
        above, below = front[titles[0]], front[titles[1]]
        caption = above.style == "plain" and len(above.text.split()) <= _LONGEST_CAPTION
        if caption and below.depth == 1 and not _ANNUAL.search(above.text):
            return titles[1]
    return titles[0] if titles else None


def _is_title(block: Block, words: Called) -> bool:
    if block.style in ("rule", "row", "note") or _EDITION.match(block.text):
        return False
    if words.inspectorate.fullmatch(re.sub(r"(?<!\W)\W+$", "", block.text)):
        return False
    return bool(re.search(r"[^\W\d_]{2}", block.text))


def _title(front: Sequence[Block], first: int | None, words: Called) -> tuple[str, int]:
    """The title and the position of its last block; a title that ends open takes the next line."""
    if first is None:
        return "", -1
    title, last = _whole_line(front, first, words)
    inspection = _INSPECTION.match(_DIGEST_OF.sub("", title))
    if inspection and not inspection["place"].strip():
        following = next((i for i in range(last + 1, len(front)) if front[i].style != "rule"), None)
        if following is not None:
            title = f"{title} {front[following].text}"
            last = following
    return _lines(title, words)[0][:300], last


def _whole_line(front: Sequence[Block], first: int, words: Called) -> tuple[str, int]:
    """A line of the cover as it was meant, and the position of its last block.

    Without the inspectorate's name before the title; with the next lines where a large title goes
    over several, which some files keep apart.
    """
    line, last = front[first].text, first
    if found := words.inspectorate.match(line):
        rest = line[found.end() :].lstrip(" -–—:|,")
        return rest if _INSPECTION.match(rest) else line, last
    whole = line
    while _OPENING.fullmatch(whole) and last + 1 < min(len(front), first + _MOST_LINES):
        last += 1
        whole = f"{whole} {front[last].text}"
    return (whole, last) if _INSPECTION.match(whole) else (line, first)


def _what(title: str, front: Sequence[Block], schemes: Schemes) -> tuple[ReportKind, str, str]:
    """Kind, subject and region."""
    words = called(schemes)
    national = _national(front, schemes)
    lines = (line for each in front for line in _lines(each.text, words))
    service = next((m for line in lines if (m := words.of_service.match(line))), None)
    region = _service_region(service["region"], schemes) if service else ""
    inspection = _INSPECTION.match(title)
    ours = any(words.inspectorate.search(each.text) for each in front)
    if _ANNUAL.search(title) and (ours or re.search(words.services, title, re.IGNORECASE)):
        return "annual", national, ""
    if inspection and inspection["place"].strip():
        return _place(inspection, region, schemes)
    if service and region and not _THEMATIC.search(title):
        return _place_of_words(title, region, schemes)
    head = [title, *(each.text for each in front[:12] if len(each.text) < 200)]
    if ours and any(_THEMATIC.search(each) for each in head):
        return "thematic", national, ""
    return "other", "", region


def _of_another_sort(blocks: Sequence[Block], front: Sequence[Block], layout: Layout) -> bool:
    """True for letters, press releases, minutes: about an inspection, but no report of it."""
    opening = (plain_name(each.text) for each in front)
    named = (plain_name(each.text) for each in blocks)
    return any(re.match(rf"(?:{'|'.join(layout.letters)})\b", line) for line in opening) or any(
        line in layout.releases for line in named
    )


def _national(front: Sequence[Block], schemes: Schemes) -> str:
    """What national reports of the inspectorate that the front matter names are about."""
    text = "\n".join(each.text for each in front).lower()
    of_named = (s.national for s in schemes.schemes if s.inspectorate.lower() in text)
    return next(of_named, schemes.schemes[0].national)


def _service_region(words: str, schemes: Schemes) -> str:
    """The region that the line of the Probation Service names: as the scheme spells it, else bare
    as printed; "" where the words are no region's name."""
    if known := schemes.region(_region_words(words, schemes)):
        return known
    return _bare_region(words, schemes) if len(words) <= _LONGEST_REGION else ""


def _bare_region(words: str, schemes: Schemes) -> str:
    """ "Severn" of "the Severn probation region"; "" for words that do not end with "region"."""
    bare = " ".join(words.split()).strip(" .:")
    ending = called(schemes).region_ending
    if not ending.search(bare):
        return ""
    name = re.sub(r"^the\s+", "", ending.sub("", bare), flags=re.IGNORECASE)
    return " ".join(name.replace("&", " and ").split()).strip(" ,-–:")


def _place(inspection: re.Match[str], region: str, schemes: Schemes) -> tuple[ReportKind, str, str]:
    place = " ".join(inspection["place"].split()).strip(" .:")
    if not re.search(called(schemes).services, inspection["what"], re.IGNORECASE):
        # Youth justice services and others have schemes of their own that are not among ours.
        return "other", place, region
    return _place_of_words(place, region, schemes)


def _place_of_words(place: str, region: str, schemes: Schemes) -> tuple[ReportKind, str, str]:
    words = called(schemes)
    unit = words.unit.search(place)
    named = schemes.region(_region_words(place, schemes))
    bare = words.region_ending.sub("", place).strip()
    whole = named is not None and (
        schemes.region(f"{bare} region") == named and plain_name(bare) != ""
    )
    if not unit and whole and (not region or region == named) and _is_region(bare, schemes):
        return "region", named or bare, named or ""
    unlisted = _bare_region(place, schemes) if named is None and not unit else ""
    if unlisted and region in ("", unlisted):
        return "region", unlisted, unlisted
    subject = words.unit.sub("", place).replace("&", "and")
    return "pdu", " ".join(subject.split()).strip(" ,-–:"), region


def _is_region(words: str, schemes: Schemes) -> bool:
    """True where the words are nothing but a region's name: "York" is none, "London" is one."""
    service = rf"^the\s+(?:{called(schemes).services} service\W+)?"
    bare = plain_name(re.sub(service, "", words, flags=re.IGNORECASE))
    for scheme in schemes.schemes:
        for region in scheme.regions:
            if bare in {plain_name(each) for each in (region.name, *region.variants)}:
                return True
    return False


def _region_words(text: str, schemes: Schemes) -> str:
    bare = " ".join(text.split()).strip(" .:")
    return bare if called(schemes).region_ending.search(bare) else f"{bare} region"


def _lines(text: str, words: Called) -> list[str]:
    """The lines of a cover in a block of it: some files run them together."""
    out: list[str] = []
    for line in _next_line(words.services).split(text):
        end = _DATE_AT_END.search(line) if len(line) <= _LONGEST_LINE else None
        at = _imprint(line, end.start("date"), words) if end else 0
        out += [line[:at].rstrip(" ,"), line[at:]] if at else [line]
    return out


def _imprint(line: str, day: int, words: Called) -> int:
    """Where in a line that ends with a date its publisher begins, or the date behind a region's
    name; 0 where nothing but these stands in it."""
    names = [
        m for m in words.inspectorate.finditer(line[:day]) if not line[m.end() : day].strip(" ,–-|")
    ]
    if names:
        return 0 if _BY.search(line[: names[-1].start()]) else names[-1].start()
    return day if words.of_service.match(line) else 0


@lru_cache(maxsize=8)
def _next_line(services: str) -> re.Pattern[str]:
    """Between place, service and date, where a text without blank lines ran them together."""
    return re.compile(
        rf"(?<!\bin)(?<!\bof)(?<!\bby)(?<!\bfor)(?<=[\w)])\s+(?=the\s+{services}\s+service\s*[-–—:]\s)"
        rf"|(?<=\bregion)\s+(?=(?:HM\s+Inspectorate|Published|{_MONTH})\b)",
        re.IGNORECASE,
    )


def _published(front: Sequence[Block], words: Called, layout: Layout, strict: bool) -> str:
    """The date of the cover, else of a "Published:" line, else the year of copyright, else "".

    A "Published:" line that gainsays the cover wins: covers name days of other events too.
    `strict`: a date among more than a few words is the day of what they tell, no publication.
    """
    cover: list[str] = []
    labelled: dict[str, list[str]] = {"published": [], "updated": [], "other": []}
    copyright_ = []
    for block, line, label in _date_lines(front, words):
        day = read_date(line)
        if match := _COPYRIGHT.search(line):
            copyright_.append(match[1])
        elif day and (role := layout.date_role(_dated(line) or label) or _role_of(line, layout)):
            labelled[role].append(day)
        elif day and strict and len(_DATE.sub("", line).split()) > _WORDS_BESIDE_DATE:
            continue
        elif day and len(line) < _LONGEST_DATE_LINE and block.style != "row":
            cover.append(day)
    told = labelled["published"]
    if told and cover and not told[0].startswith(cover[0]):
        return told[0]
    return next(iter([*cover, *told, *labelled["updated"], *copyright_]), "")


def _date_lines(front: Sequence[Block], words: Called) -> Iterator[tuple[Block, str, str]]:
    """Every line of the front matter, with the line before it where that may be its label."""
    before = ""
    for block in front:
        for line in _lines(block.text, words):
            yield block, line, before
            before = line if len(line.split()) <= _WORDS_BESIDE_DATE else ""


def _role_of(line: str, layout: Layout) -> Literal["other", ""]:
    """ "other" for a line whose words after the date tell: "May 2024 (fieldwork)"."""
    return "other" if layout.date_role(line) == "other" else ""


def _first_match(pattern: re.Pattern[str], front: Sequence[Block]) -> str | None:
    for block in front:
        if match := pattern.search(block.text):
            return match[1]
    return None


def _address(front: Sequence[Block]) -> str | None:
    """Where the publication can be found: an address that is not the licence's."""
    for block in front:
        if "nationalarchives" in block.text and "available" not in block.text:
            continue
        if match := _URL.search(block.text):
            return match[0].rstrip(".,;)")
        if match := re.search(r"available\b.*?\bat:?\s+(www\.\S+)", block.text):
            return "https://" + match[1].rstrip(".,;)")
    return None
