"""Material → the report as Markdown: to read in a terminal, to edit, to put under version control, to give to pandoc.

One language at a time; the articles' sentences stay as they are. What comes from articles is escaped, so that it is
neither markup nor HTML in any reader of Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from graphbuild.rows import EdgeRow, NodeRow, Telling
from graphbuild.view.bidi import plain
from graphbuild.view.labels import Label
from graphbuild.view.report import findings as found
from graphbuild.view.report.document import (
    ACTORS,
    ANSWERS,
    TELLINGS,
    Cell,
    Cells,
    column_name,
    columns,
    counts,
    first_claims,
    http,
    months,
    scope,
    share,
)
from graphbuild.view.report.material import Answer, Focus, Material
from graphbuild.view.report.words import counted, word, words
from graphbuild.view.styles import LINES

Language = Literal["ar", "en"]
#: The languages of a report, by their names.
LANGUAGES: Mapping[str, Language] = MappingProxyType({"ar": "ar", "en": "en"})
_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~])")
_MARKER = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")
_COMPARED = 12


def render_markdown(material: Material, *, heading: str | None = None, lang: Language = "ar") -> str:
    """The report as Markdown, to be written as UTF-8. The same material gives the same text."""
    page = _Page(material, lang)
    lines = [*page.head(heading), *page.summary(), *page.claims(), *page.actors(), *page.timeline(), *page.queries()]
    lines += page.method()
    text = "\n".join(lines) + "\n"
    # readers of Markdown take a page to run from left to right unless it says otherwise
    return f'<div lang="ar" dir="rtl">\n\n{text}\n</div>\n' if lang == "ar" else text


def escaped(text: str | None) -> str:
    r"""A text of the articles on one line, of which nothing is markup.

    >>> escaped("1. *so* <b>\n[x](javascript:y)")
    '1\\. \\*so\\* &lt;b&gt; \\[x\\](javascript:y)'
    """
    line = _SPECIAL.sub(r"\\\1", plain(text or "")).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKER.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)


def _address(url: str) -> str:
    """An address that ends neither the angle brackets around it nor the cell that it stands in."""
    return re.sub(r"[\s<>\\|]", lambda m: f"%{ord(m[0]):02X}", url)


class _Page:
    def __init__(self, material: Material, lang: Language) -> None:
        self._material = material
        self._lang: Language = lang
        self._rows = material.rows
        self._facts = found.find(self._rows, compare=material.focus.compare)
        self._cells = Cells(material)

    # -- words

    def _of(self, label: Label) -> str:
        return label.ar if self._lang == "ar" else label.en

    def _t(self, key: str, **values: int | str) -> str:
        return self._of(word(key, **values))

    def _n(self, key: str, n: int) -> str:
        return self._of(counted(key, n))

    def _name(self, actor: NodeRow | None) -> str:
        if actor is None:
            return self._t("unnamed")
        first, second = actor.label_ar, actor.label_en
        if self._lang == "en":
            first, second = second, first
        return escaped(plain(first) or plain(second))

    def _claim(self, row: EdgeRow) -> str:
        label = escaped(row.relation_label_ar if self._lang == "ar" else row.relation_label_en)
        office = f" ({escaped(row.office)})" if row.office else ""
        arrow = "↔" if row.symmetric else "←" if self._lang == "ar" else "→"
        return f"**{self._name(row.subject)}** {label}{office} {arrow} **{self._name(row.object)}**"

    def _comma(self, parts: Iterable[str]) -> str:
        return ("\u060c " if self._lang == "ar" else ", ").join(parts)

    # -- parts

    def head(self, heading: str | None) -> Iterator[str]:
        facts = self._facts
        counts = [
            self._n("n.articles", facts.articles), self._n("n.outlets", facts.all_outlets),
            self._n("n.actors", facts.actors), self._n("n.claims", facts.relations),
        ]  # fmt: skip
        if facts.days:
            counts.insert(2, " \u2013 ".join(escaped(day) for day in dict.fromkeys(facts.days)))
        yield f"# {escaped(heading) if heading else self._t('title')}"
        yield from ("", " · ".join(counts), "")
        narrowed = []
        for part in scope(self._material):
            names = [self._name(one) if isinstance(one, NodeRow) else escaped(one) for one in part.names]
            narrowed.append(f"{self._of(part.phrase)}{':' if len(names) > 1 else ''} {' · '.join(names)}".rstrip())
        if narrowed:
            yield from (f"**{' · '.join(narrowed)}**", "")
        yield from (f"> {self._t('sum.caveat.auto')}", "")

    def summary(self) -> Iterator[str]:
        facts = self._facts
        if not facts.relations:
            yield from (self._t("find.nothing"), "")
            return
        yield from (f"## {self._t('find.heading')}", "", *self._stands_out(), "")
        if facts.comparison:
            yield from self._compared(facts.comparison)
        yield from (f"## {self._t('sum.disputes')} ({facts.all_disputes})", "")
        for dispute in facts.disputes:
            yield f"- {self._claim(dispute.row)} ({self._n('n.tellings', len(dispute.row.tellings))})"
            yield f"  - {self._t('sum.affirmed')}: {self._side(dispute.affirmed)}"
            yield f"  - {self._t('sum.rejected')}: {self._side(dispute.rejected)}"
        if not facts.disputes:
            yield self._t("sum.disputes.none")
        elif facts.all_disputes > len(facts.disputes):
            yield from ("", self._t("compare.more", n=facts.all_disputes - len(facts.disputes)))
        yield ""
        voices = [(f"{LINES[v].glyph} {self._t(f'voice.{v}')}", count) for v, count in facts.voices]
        yield from self._table("sum.voices", ("facet.voice", "tile.claims"), voices)
        people = [
            (self._name(p.actor), p.relations, p.tellings, self._name(p.with_) if p.with_ else "") for p in facts.people
        ]
        yield from self._table("sum.people", ("col.actor", "col.relations", "col.tellings", "col.partner"), people)
        claimants = [(self._name(c.actor), c.affirms, c.rejects, c.open) for c in facts.claimants]
        yield from self._table("sum.claimants", ("facet.claimant", "col.affirms", "col.rejects", "col.open"), claimants)
        outlets = [
            (escaped(o.name) or self._t("sum.outlets.none"), o.articles, o.tellings, f"{share(o.attributed, o.tellings)}%", o.rejected)
            for o in facts.outlets
        ]  # fmt: skip
        columns = ("facet.outlet", "col.articles", "col.tellings", "col.attributed", "col.rejected")
        yield from self._table("sum.outlets", columns, outlets)
        yield from (f"## {self._t('sum.caveats')}", "", *(f"- {line}" for line in self._caveats()), "")

    def _stands_out(self) -> Iterator[str]:
        facts = self._facts
        for person in facts.people[:1]:
            most = (
                f" \u2013 {self._t('find.with')} {self._name(person.with_)} ({person.with_count})"
                if person.with_
                else ""
            )
            count = self._n("n.relations", person.relations)
            yield f"- {self._t('find.actor')} {self._comma((f'**{self._name(person.actor)}**', count))}{most}."
        for dispute in facts.disputes[:1]:
            told = self._n("n.tellings", len(dispute.row.tellings))
            yield f"- {self._t('find.contested')} {self._claim(dispute.row)} ({told})."
        for claimant in facts.claimants[:1]:
            sides = self._comma(self._t(f"find.claimant.{side}", n=n) for side, n in claimant.sides)
            yield f"- {self._t('find.claimant')} **{self._name(claimant.actor)}**: {sides}."
        part = share(facts.attributed, facts.tellings)
        yield f"- {self._t('find.attributed', n=facts.attributed, all=facts.tellings, share=part)}"

    def _caveats(self) -> Iterator[str]:
        facts = self._facts
        mentions = len({t.mention for row in self._rows for t in row.tellings})
        part = share(facts.uncertain, mentions)
        yield self._t("sum.caveat.told")
        yield self._t(
            "sum.caveat.uncertain", limit=str(found.LOW_CONFIDENCE), n=facts.uncertain, all=mentions, share=part
        )
        part = share(facts.single_source, facts.relations)
        yield self._t("sum.caveat.single", n=facts.single_source, all=facts.relations, share=part)
        if facts.unnamed:
            yield self._t("sum.caveat.unnamed", n=facts.unnamed, all=facts.attributed)
        if facts.undated:
            yield self._t("sum.caveat.undated", n=facts.undated, all=facts.tellings)

    def _compared(self, both: found.Comparison) -> Iterator[str]:
        yield from (f"## {self._t('focus.compare')}", "")
        groups = [
            (self._t("compare.only", outlet=escaped(both.first)), both.only_first, both.denied_first),
            (self._t("compare.only", outlet=escaped(both.second)), both.only_second, both.denied_second),
            (self._t("compare.differ"), both.differ, None),
            (self._t("compare.both"), both.both, None),
        ]
        for title, rows, denied in groups:
            yield from (f"### {title} ({len(rows)})", "")
            yield from (f"- {LINES[row.voice].glyph} {self._claim(row)}" for row in rows[:_COMPARED])
            if len(rows) > _COMPARED:
                yield f"- {self._t('compare.more', n=len(rows) - _COMPARED)}"
            if denied is not None:
                yield from ("", self._t("compare.denied", n=denied))
            yield ""

    def _side(self, side: found.Side) -> str:
        own = self._t("evidence.own")
        return self._comma([*(self._name(s) for s in side.sources), *(f"{escaped(o)} ({own})" for o in side.outlets)])

    def claims(self) -> Iterator[str]:
        chosen = first_claims(self._rows)
        if not chosen:
            return
        yield from (f"## {self._t('tab.claims')}", "", self._t("table.static", n=len(chosen)), "")
        for number, row in enumerate(chosen, start=1):
            told = self._n("n.tellings", len(row.tellings))
            voice = f"{LINES[row.voice].glyph} {self._t(f'voice.{row.voice}')}"
            yield f"{number}. {self._claim(row)} \u2013 {voice}{self._status(row)} ({told})"
            for telling in row.tellings[:TELLINGS]:
                yield from ("", *self._telling(telling, " " * (len(str(number)) + 2)))
            yield ""

    def _status(self, row: EdgeRow) -> str:
        known = row.status != "actual" and f"status.{row.status}" in words()
        return f" · {self._t(f'status.{row.status}')}" if known else ""

    def _telling(self, telling: Telling, indent: str) -> Iterator[str]:
        if telling.quote:
            yield f"{indent}> {escaped(telling.quote)}"
            yield f"{indent}>"
        source = NodeRow("", telling.source_label_ar, telling.source_label_en, telling.source_type)
        who = self._comma((self._name(source), self._t(f"polarity.{telling.polarity}")))
        if telling.own_voice:
            who = self._comma((escaped(telling.publisher or telling.source_label_ar), self._t("evidence.own")))
        where = [escaped(telling.article_title or telling.article), escaped(telling.publisher), escaped(telling.date)]
        link = _address(http(telling.url))
        yield f"{indent}> — {' · '.join([who, *filter(None, where), *([f'<{link}>'] if link else [])])}"

    def actors(self) -> Iterator[str]:
        people = found.find_people(self._rows)[:ACTORS]
        rows = [
            (
                self._name(p.actor), self._t(f"type.{p.actor.type}") if f"type.{p.actor.type}" in words() else "",
                escaped(p.actor.country), p.relations, p.tellings,
            )
            for p in people
        ]  # fmt: skip
        yield from self._table(
            "tab.actors", ("col.actor", "col.type", "col.country", "col.relations", "col.tellings"), rows
        )

    def timeline(self) -> Iterator[str]:
        rows = [(escaped(m["month"]), m["count"]) for m in months(self._rows)]
        yield from self._table("time.heading", ("col.date", "col.tellings"), rows)

    def queries(self) -> Iterator[str]:
        answers = self._material.answers
        if not answers:
            return
        yield from (f"## {self._t('tab.queries')}", "")
        if self._material.focus != Focus():
            yield from (self._t("query.whole"), "")
        for one in answers:
            yield from self._answer(one)

    def _answer(self, one: Answer) -> Iterator[str]:
        count = f" ({len(one.rows)}{'+' if one.truncated else ''})" if one.asked else ""
        yield from (f"### {escaped(self._of(Label(one.title_ar, one.title_en)))}{count}", "")
        yield from (escaped(self._of(Label(one.description_ar, one.description_en))), "")
        if not one.asked:
            yield from (f"{self._t('query.unasked')} `graphbuild query {one.name}`", "")
            return
        if not one.rows:
            yield from (self._t("query.none"), "")
        elif one.truncated or len(one.rows) > ANSWERS:
            yield from (self._n("query.first", min(len(one.rows), ANSWERS)), "")
        heads = [escaped(self._of(column_name(one.columns[number]))) for number in columns(one)]
        rows = [[self._cell(cell) for cell in self._cells.row(one, row)] for row in one.rows[:ANSWERS]]
        yield from self._grid(heads, rows)
        yield from (f"`graphbuild query {one.name}`", "")

    def _cell(self, cell: Cell) -> str:
        text = escaped(self._of(cell.words))
        return f"[{text}](<{_address(cell.url)}>)" if cell.url else text

    def method(self) -> Iterator[str]:
        yield from (f"## {self._t('tab.method')}", "")
        parts = [
            ("method.how", ["method.how.text"]),
            ("method.reading", ["method.told", "tile.claims.about", "tile.tellings.about"]),
            ("method.left", ["method.left.rejected", *(() if self._material.quotes else ("method.left.quotes",))]),
            ("method.limits", ["method.limits.text"]),
            ("method.cite", ["method.cite.text"]),
        ]
        for title, texts in parts:
            yield from (f"### {self._t(title)}", "", *(line for key in texts for line in (self._t(key), "")))
        yield from (f"### {self._t('method.quality')}", "")
        if self._material.quality:
            yield from (self._t("method.quality.text"), "")
            yield from (f"- {self._measured(what)}: {escaped(value)}" for what, value in self._material.quality)
        else:
            yield self._t("method.quality.none")
        yield from ("", f"### {self._t('method.versions')}", "")
        yield from (f"- {self._version(what)}: {escaped(value)}" for what, value in self._material.versions)
        yield from ("", f"### {self._t('method.counts')}", "", *self._counts())

    def _measured(self, what: str) -> str:
        if what == "ALL":
            return self._t("method.quality.all")
        return self._t(f"category.{what}") if f"category.{what}" in words() else escaped(what)

    def _version(self, what: str) -> str:
        return self._t(f"method.version.{what}") if f"method.version.{what}" in words() else escaped(what)

    def _counts(self) -> Iterator[str]:
        for _, called, value, below in counts(self._material):
            number = f"{value:,}" if isinstance(value, int) else escaped(str(value))
            yield f"{'  ' if below else ''}- {escaped(self._of(called))}{f': {number}' if number else ''}"

    def _table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
        if not rows:
            return
        yield from (f"## {self._t(title)}", "")
        yield from self._grid([self._t(column) for column in columns], rows)

    def _grid(self, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
        if not rows:
            return
        yield f"| {' | '.join(heads)} |"
        yield f"|{'|'.join('---:' if isinstance(cell, int) else '---' for cell in rows[0])}|"
        yield from (f"| {' | '.join(str(cell) for cell in row)} |" for row in rows)
        yield ""
