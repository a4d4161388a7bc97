"""The first rows of an answer without reading all of it: by months, or by ranks, until there are enough.

A named query that is sorted by the article's day has lines ``# page PARAM: PATTERN`` (or ``# page PARAM CLASS: PATTERN``,
where it is about one category or umbrella only), whose pattern ties a variable ``?page`` to an actor, a category and a
month (``gb:partyMonth``, ``gb:sourceMonth``; see :func:`graphbuild.vocab.month_key`). With a limit and that parameter, the
query is asked for as many of the first months as have so many keys, then for the next ones with twice as many, with these
patterns in it: the rows are the first ones of the whole answer, in its order, and the months after them are never read.
Without a limit the query is asked as it stands. Where the answer is sorted otherwise, what the keys of tallies and disputes
name (:mod:`graphbuild.graph.tallies`) stands in the place of months.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from graphbuild import vocab as v
from graphbuild.graph.terms import string

if TYPE_CHECKING:
    import pyoxigraph

_LINE = re.compile(r"(\s*)# page (\w+)(?: gb:(\w+))?(?: unless ([\w ]+))?: (.*)")
_PROPERTY = re.compile(r"\sgb:(\w+) \?page\b")
#: More months than this are no timeline but a mistake in dates; the query is then asked as it stands.
MOST_MONTHS = 1200
_SUB = v.RDFS + "subPropertyOf"
#: Keys from which on the first page is full: what is read of an actor at once, in some hundredths of a second.
FIRST_PAGE = 400
#: What a page property names besides an actor, in the order of answers, where that is not the month of an article.
_ORDERS = {
    "rank": v.RANKS, "stateRank": v.RANKS, "soleMonth": v.KEY_MONTHS, "soleStateMonth": v.KEY_MONTHS,
    "disputeMonth": v.KEY_MONTHS, "disputeStateMonth": v.KEY_MONTHS, "disputeDigits": v.DIGITS, "disputeStateDigits": v.DIGITS,
}  # fmt: skip
#: Of these the keys name a category, too; of the others of :data:`_ORDERS` they do not.
_BY_CATEGORY = frozenset(("rank", "stateRank"))
#: What every mention, and every attribution, has of an actor: to see which of two actors is the rarer.
_COUNTED = {
    "partyMonth": v.PARTY, "partyStateMonth": v.PARTY, "sourceMonth": v.SOURCE, "sourceStateMonth": v.SOURCE_STATE,
}  # fmt: skip


def pageable(text: str, given: set[str]) -> list[str]:
    """The parameters that are given and have ``# page`` lines, those lines excepted that are not for when another one is
    given, too (``# page a unless b: …``: what is told between two is found sooner by both)."""
    having = {
        m[2] for line in text.splitlines() if (m := _LINE.fullmatch(line)) and not given & set((m[4] or "").split())
    }
    return sorted(given & having)


@dataclass(frozen=True, slots=True)
class _Line:
    """A ``# page`` line of a query: its pattern, the local name of the property that has the keys, and their beginnings."""

    pattern: str
    property: str
    keyed_by: tuple[tuple[str, str], ...]

    def keys(self, part: str) -> list[str]:
        """The keys of a month, or of what stands in its place."""
        return [v.month_key(actor, category, part) for actor, category in self.keyed_by]


@dataclass(frozen=True, slots=True)
class Pages:
    """How a query is asked in pages, from what its store and its parameters say.

    ``bound`` are the values of parameters as :mod:`graphbuild.graph.queries` sends them.
    """

    store: pyoxigraph.Store
    base: str
    months: Sequence[str]
    bound: Mapping[str, Sequence[str]]

    def texts(self, text: str, params: Sequence[str]) -> Iterator[str]:
        """The query for the first months in which enough is told, for the next ones in which twice as much is, and so on, by
        that of the parameters whose actor is the rarest. Articles without a date come first. What is on which page does
        not hang on the limit: rows that are sorted alike would come in another order with another one."""
        param = params[0] if len(params) == 1 else self._rarest(text, params)
        lines = self._lines(text, param)
        page: list[str] = []
        told, enough = 0, FIRST_PAGE
        for part in self._order(lines.values()):
            found = sum(self._count(line, part, enough) for line in lines.values())
            if found:
                page.append(part)
                told += found
            if told >= enough:
                yield _keyed(text, lines, page)
                page, told, enough = [], 0, enough * 2
        if page:
            yield _keyed(text, lines, page)

    def _lines(self, text: str, param: str) -> dict[str, _Line]:
        """The page lines of a parameter, by their text."""
        members = [member.removeprefix(self.base) for member in self._members(param)]
        lines = {}
        for line in text.splitlines():
            match = _LINE.fullmatch(line)
            if match and match[2] == param:
                found = _PROPERTY.search(match[5])
                property_ = found[1] if found else ""
                any_category = property_ in _ORDERS and property_ not in _BY_CATEGORY
                categories = [""] if any_category else self._categories(match[3])
                lines[line] = _Line(match[5], property_, tuple((m, c) for m in members for c in categories))
        return lines

    def _order(self, lines: Iterable[_Line]) -> Sequence[str]:
        """What keys may name besides actor and category, in the order of the answer. Of months those that ``since`` and
        ``until`` leave."""
        for line in lines:
            if line.property in _ORDERS:
                return _ORDERS[line.property]
        since, until = (self.bound[name][0][:7] if name in self.bound else None for name in ("since", "until"))
        dated = [m for m in self.months if (since is None or m >= since) and (until is None or m <= until)]
        return dated if since or until else [v.UNDATED, *dated]

    def _count(self, line: _Line, part: str, enough: int) -> int:
        """How often the keys of a part are there; no more than ``enough`` are counted."""
        import pyoxigraph

        node = pyoxigraph.NamedNode(v.NS + line.property)
        found = (
            quad
            for key in line.keys(part)
            for quad in self.store.quads_for_pattern(None, node, pyoxigraph.Literal(key), None)
        )
        return sum(1 for _ in islice(found, enough))

    def _members(self, param: str) -> list[str]:
        """The actors that one stands for; itself, where it stands for none."""
        actor = self.bound[param][0]
        found = self._quads(v.CANONICAL_ACTOR, actor)
        return sorted(q.subject.value for q in found) or [actor]

    def _categories(self, about: str | None) -> list[str]:
        """The categories that a class of propositions falls into: all, one, or those of an umbrella's relations."""
        only = self.bound["category"][0].removeprefix(v.NS) if "category" in self.bound else None
        if about is None:
            found = set(v.CATEGORIES)
        elif about in v.CATEGORIES:
            found = {about}
        else:
            below = [q.subject.value for q in self._quads(_SUB, v.NS + about)]
            found = {
                q.object.value.removeprefix(v.NS)
                for relation in (*below, v.NS + about)
                for q in self._quads(_SUB, None, relation)
            } & v.CATEGORIES.keys()
        return sorted(found if only is None else found & {only})

    def _rarest(self, text: str, params: Sequence[str]) -> str:
        """The parameter whose actor has the fewest propositions or attributions, found by counting all at once."""
        running = {}
        for param in params:
            lines = [m for line in text.splitlines() if (m := _LINE.fullmatch(line)) and m[2] == param]
            properties = {m[1] for line in lines if (m := _PROPERTY.search(line[5]))}
            quads = [self._quads(_COUNTED[p], one) for p in sorted(properties) for one in self._members(param)]
            running[param] = (quad for found in quads for quad in found)
        while True:
            for param, found in running.items():
                if next(found, None) is None:
                    return param

    def _quads(self, predicate: str, object_: str | None, subject: str | None = None) -> Iterator[Any]:
        import pyoxigraph

        def node(iri: str | None) -> pyoxigraph.NamedNode | None:
            return None if iri is None else pyoxigraph.NamedNode(iri)

        return self.store.quads_for_pattern(node(subject), node(predicate), node(object_), None)


def _keyed(text: str, lines: Mapping[str, _Line], page: Sequence[str]) -> str:
    """The query with page lines in it, and the keys of a page."""
    out = []
    for line in text.splitlines():
        if line in lines:
            keys = " ".join(string(key) for part in page for key in lines[line].keys(part))
            out.append(f"VALUES ?page {{ {keys} }} {lines[line].pattern}")
        else:
            out.append(line)
    return "\n".join(out)


def months(store: pyoxigraph.Store) -> list[str] | None:
    """The months that articles are of, sorted; None where these are too many to go through."""
    # Days are few, and stand in the index themselves: reading articles with them would take ten times as long.
    found: Any = store.query(f"SELECT DISTINCT ?day WHERE {{ ?article <{v.DCTERMS}date> ?day }}", use_default_graph_as_union=True)
    out = {day.value[:7] for (day,) in found}
    return sorted(out) if len(out) <= MOST_MONTHS else None
