"""A made-up inspection becomes the text of a report, in the layout that is asked for."""

import textwrap
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from ingest.schemes import Standard
from tests.generated.layouts import Layout
from tests.generated.truth import Inspection, Question, printed_number

_WIDTH = 96
"""Characters of a line of a dense text."""
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LETTERS = {"pdu": "P ", "region": "R "}


def report_text(inspection: Inspection, layout: Layout) -> str:
    """The whole text."""
    return _Writer(inspection, layout).text()


class _Writer:
    """Paragraphs are gathered in order; blank lines part them, except in a dense text."""

    def __init__(self, inspection: Inspection, layout: Layout) -> None:
        self.said = inspection
        self.layout = layout
        self.parts: list[str] = []
        self.pages = 1
        self.notes = 0

    def text(self) -> str:
        self._cover()
        self._foreword()
        self._ratings_page()
        self._recommendations()
        self._background()
        if self.said.findings or self.said.questions:
            self._chapters()
        between = "\n" if self.layout.producer == "dense" else "\n\n"
        return (between.join(self.parts) + "\n").replace("\n", self.layout.newline)

    # Small things

    def _heading(self, words: str, level: int) -> None:
        marked = f"{'#' * level} {words}" if self.layout.producer == "markdown" else words
        self.parts.append(marked)

    def _prose(self, words: str) -> None:
        self.parts.append(self._wrapped(words))

    def _list(self, items: list[str]) -> None:
        self.parts.append("\n".join(self._wrapped(item) for item in items))

    def _wrapped(self, words: str) -> str:
        if self.layout.producer != "dense":
            return words
        return "\n".join(textwrap.wrap(words, _WIDTH, break_on_hyphens=False))

    def _bold(self, words: str) -> str:
        return f"**{words}**" if self.layout.producer == "markdown" else words

    def _place(self) -> str:
        place = self.said.place
        bare = place.kind == "pdu" and not self.layout.unit_on_cover
        return place.printed if bare else place.title

    def _page(self) -> None:
        """The foot of one page and the head of the next."""
        self.pages += 1
        if self.layout.running:
            self.parts += [
                str(self.pages),
                f"Inspection of probation services: {self.said.place.printed}",
            ]

    def _mark(self) -> str:
        """The mark of the next footnote; "" in a report without any."""
        if not self.layout.notes:
            return ""
        self.notes += 1
        if self.layout.notes == "superscript":
            return "".join(_SUPERSCRIPTS[int(digit)] for digit in str(self.notes))
        return self.layout.notes.format(self.notes)

    def _note(self, mark: str) -> None:
        if mark:
            self._prose(f"{mark} The weakest of the questions decides, as our guidance explains.")

    # Parts of a report

    def _cover(self) -> None:
        place = self._place()
        if self.layout.cover == "spelled out":
            place = place.replace("PDU", "Probation Delivery Unit")
        title = "An inspection of probation services in"
        if self.layout.cover == "one line":
            self._heading(f"{title} {place}", 1)
        else:
            self.parts += [f"{title}:", self._bold(place)]
        self.parts += [
            f"The Probation Service – {self._region()} region",
            self.layout.published.format(month_words(self.said.published)),
        ]
        if self.layout.contents:
            self._contents()
        self.parts += [f"© Crown copyright {self.said.published[:4]}", "ISBN 978-0-000000-00-0"]
        self._page()

    def _region(self) -> str:
        """The region, as some covers spell it."""
        joined = {"and": " and ", "&": " & ", ", and": ", and "}[self.layout.region]
        name = self.said.place.region
        return name if joined.startswith(",") and "," not in name else name.replace(" and ", joined)

    def _contents(self) -> None:
        self._heading("Contents", 1)
        names = ["Foreword", "Ratings", "Recommendations", "Background", *self._domains()]
        gap = " ........ " if self.layout.producer == "dense" else "\t"
        lines = [f"{self._bold(name)}{gap}{3 + i}" for i, name in enumerate(names)]
        self.parts.append("\n".join(lines))

    def _domains(self) -> list[str]:
        domains = dict.fromkeys(standard.domain for standard in self.said.scheme.standards)
        return [f"{i}. {name}" for i, name in enumerate(domains, start=1)]

    def _foreword(self) -> None:
        self._heading("Foreword", 2)
        self._prose(
            f"We came to {self.said.place.printed} in a wet spring and were made welcome. What we "
            "read in the files did not always match what we heard in the offices, and the "
            "difference is what this report is about."
        )

    def _ratings_page(self) -> None:
        self._heading("Ratings", 2)
        score = self.layout.score.format(score=self.said.score, most=self.said.scheme.composite_max)
        started = f"Fieldwork started {month_words(self.said.fieldwork)}"
        if self.layout.ratings in ("sheet", "cut sheet"):
            self.parts.append("\n".join(self._sheet(started, score)))
            self._said_again()
            return
        self._heading(self._place(), 3)
        label, _, value = score.partition(" ")
        self.parts += [started, f"{label}{self._gap()}{self._bold(value)}"]
        rows = [self._labelled("Overall rating", self.said.overall)]
        for i, (domain, standards) in enumerate(self._by_domain(), start=1):
            if self.layout.ratings == "bars":
                rows.append(f"| {i}. {domain} | |")
            else:
                self.parts += _run(rows, self.layout.ratings)
                rows = []
                if i == 2:
                    self._page()
                self._heading(f"{i}. {domain}", 4)
            rows += [
                self._labelled(self._label(each), self.said.ratings[each.key])
                for each in standards
                if each.rated
            ]
        self.parts += _run(rows, self.layout.ratings)
        self._said_again()

    def _said_again(self) -> None:
        """Sentences with the overall rating, and with one of an earlier inspection."""
        self._page()
        if not self.layout.prose:
            return
        title = self.said.place.title
        words = [rating.word for rating in self.said.scheme.ratings]
        other = next(word for word in words if word != self.said.overall)
        self._heading("Overview", 2)
        self._prose(f"{title} is rated as '{self.said.overall}' overall.")
        self._prose(f"At our previous inspection, {title} was rated as '{other}' overall.")
        self._prose(f"In 2018 leadership was rated '{other}', and the neighbours did better.")

    def _gap(self) -> str:
        return "\t" if self.layout.ratings == "tab" else " "

    def _by_domain(self) -> Iterator[tuple[str, list[Standard]]]:
        for domain, standards in groupby(self.said.scheme.standards, lambda each: each.domain):
            yield domain, list(standards)

    def _label(self, standard: Standard) -> str:
        letter = _LETTERS[self.said.place.kind] if self.layout.letters else ""
        return (
            f"{letter if standard.number else ''}{printed_number(standard)}{self._name(standard)}"
        )

    def _name(self, standard: Standard) -> str:
        names = standard.names if self.layout.other_names else (standard.name,)
        return names[len(self.said.place.printed) % len(names)]

    def _word(self, rating: str) -> str:
        return rating.title() if self.layout.capitals else rating

    def _labelled(self, label: str, value: str) -> str:
        shapes = {
            "apart": "{0}\n\n{1}",
            "under": "{0}\n{1}",
            "tab": "{0}\t{1}",
            "colon": "{0}: {1}",
            "line": "{0} {1}",
            "starred": "{0}\t•\t{1} ☆",
            "headings": "#### {0}\n\n{1}",
            "bold": "**{0}**\n\n**{1}**",
            "bold cells": "<b>{0}</b>\t<b>{1}</b>",
            "bars": "| {0} | {1} |",
        }
        return shapes[self.layout.ratings].format(label, self._word(value))

    def _sheet(self, started: str, score: str) -> Iterator[str]:
        label, _, value = score.partition(" ")
        first, overall = f"{self._place()} {started}", "Overall rating"
        if self.layout.ratings == "cut sheet":
            first = f"{self._place()[3:]} I{started.removeprefix('Field')}"
            overall = "Ove\terall rating"
        yield f"\t{first}\t{label}\t{value}"
        yield f"\t{overall}\t{self._word(self.said.overall)}\t"
        for i, (domain, standards) in enumerate(self._by_domain(), start=1):
            yield f"{i}.\t{domain}\t\t"
            for each in standards:
                if each.rated:
                    word = self._word(self.said.ratings[each.key])
                    yield f"{each.number}\t{self._name(each)}\t{word}\t"

    def _recommendations(self) -> None:
        self._heading("Recommendations", 2)
        self._prose(
            "From what we saw we draw these recommendations, which would make the work better if "
            "they were followed."
        )
        for addressee, items in groupby(self.said.recommendations, lambda each: each.addressee):
            self._heading(self._bold(f"{addressee} should:"), 3)
            self._list([f"{self.layout.items.format(each.number)}{each.text}" for each in items])

    def _background(self) -> None:
        self._heading("Background", 2)
        self._prose(
            f"We conducted fieldwork in {self.said.place.printed} over a period of two weeks, "
            f"beginning in {month_words(self.said.fieldwork)}. The area has a market, a harbour "
            "and many villages between them."
        )

    def _chapters(self) -> None:
        for i, (domain, standards) in enumerate(self._by_domain(), start=1):
            self._page()
            self._heading(f"{i}. {domain}", 1)
            for standard in standards:
                self._section(standard)

    def _section(self, standard: Standard) -> None:
        letter = _LETTERS[self.said.place.kind] if self.layout.letters else ""
        number = f"{letter}{standard.number}. " if standard.number else ""
        self._heading(f"{number}{self._name(standard)}", 2)
        if standard.aspiration:
            self._prose(f"{standard.aspiration[0]}, and it shows.")
        if standard.rated:
            self.parts.append(self._word(self.said.ratings[standard.key]))
        mark = ""
        if questions := self.said.questions.get(standard.key):
            mark = self._mark()
            rests = "is based on how many of the cases that we read were good enough"
            self._prose(f"Our rating{mark} for {standard.name.lower()} {rests}:")
            self._questions(questions)
            if self.layout.prose and standard.rated:
                word = self.said.ratings[standard.key]
                self._prose(
                    f"{self.said.place.title} is rated as '{word}' for "
                    f"{standard.name.lower()} because of the lowest score."
                )
        for polarity, heading in (
            ("strength", "Strengths:"),
            ("improvement", "Areas for improvement:"),
            (None, ""),
        ):
            texts = [
                each.text
                for each in self.said.findings
                if each.standard == standard.key and each.polarity == polarity
            ]
            if texts and heading and (self.layout.areas or polarity == "strength"):
                self._heading(heading, 3)
            if texts:
                self._bullets(texts, broken=polarity != "strength")
        self._note(mark)
        self._page()

    def _bullets(self, texts: list[str], *, broken: bool) -> None:
        """A list; the page may end in the middle of its last item."""
        items = [f"- {text}" for text in texts]
        if not (broken and self.layout.running):
            self._list(items)
            return
        words = items[-1].split(" ")
        self._list([*items[:-1], " ".join(words[:6])])
        self._page()
        self._prose(" ".join(words[6:]))

    def _questions(self, questions: tuple[Question, ...]) -> None:
        shape = self.layout.questions
        lowest = min(question.percent for question in questions)
        head = {
            "apart": "Key question\n\nPercentage 'Yes'",
            "bars": "| Key question | Percentage 'Yes' |\n| --- | --- |",
            "line": "Key question Percentage 'Yes'",
            "wrapped": "Key question Percentage 'Yes'",
        }.get(shape, "Key question\tPercentage 'Yes'")
        lines = [head]
        for each in questions:
            percent = f"{each.percent}%"
            if shape == "all bold" or (shape == "bold lowest" and each.percent == lowest):
                percent = f"<b>{percent}</b>"
            bold = shape in ("bold questions", "all bold")
            wording = f"<b>{each.wording}</b>" if bold else each.wording
            lines.append(
                {
                    "apart": f"{wording}\n\n{percent}",
                    "bars": f"| {wording} | {percent} |",
                    "line": f"{wording} {percent}",
                    "wrapped": self._wrapped(f"{wording} {percent}"),
                }.get(shape, f"{wording}\t{percent}")
            )
        if shape == "apart":
            self.parts += lines
        else:
            self.parts.append("\n".join(lines))


def _run(rows: list[str], shape: str) -> list[str]:
    """Rows of a table stand on neighbouring lines, other labels between blank lines."""
    if shape in ("tab", "bold cells", "bars"):
        return ["\n".join(rows)] if rows else []
    return rows


def month_words(iso: str) -> str:
    """ "2024-05" as "May 2024"."""
    return f"{date.fromisoformat(iso + '-01'):%B %Y}"
