"""The first rows of a timeline without reading all of it: by months, until there are enough.

A named query that is sorted by the article's day has lines ``# page PARAM: PATTERN`` (or ``# page PARAM CLASS: PATTERN``,
where it is about one category or umbrella only), whose pattern ties a variable ``?page`` to an actor, a category and a
month (``gb:partyMonth``, ``gb:sourceMonth``; see :func:`graphbuild.vocab.month_key`). With a limit and that parameter, the
query is asked for the first month, then for twice as many at a time, with these patterns in it: the rows are the first ones
of the whole answer, in its order, and the months after them are never read. Without a limit the query is asked as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphbuild import vocab as v
from graphbuild.graph.terms import string

if TYPE_CHECKING:
    import pyoxigraph

_LINE = re.compile(r"(\s*)# page (\w+)(?: gb:(\w+))?(?: unless (\w+))?: (.*)")
_PROPERTY = re.compile(r"\sgb:(\w+) \?page\b")
#: More months than this are no timeline but a mistake in dates; the query is then asked as it stands.
MOST_MONTHS = 1200
_SUB = v.RDFS + "subPropertyOf"
#: What every mention, and every attribution, has of an actor: to see which of two actors is the rarer.
_COUNTED = {
    "partyMonth": v.PARTY, "partyStateMonth": v.PARTY, "sourceMonth": v.SOURCE, "sourceStateMonth": v.SOURCE_STATE,
}  # fmt: skip


def pageable(text: str, given: set[str]) -> list[str]:
    """The parameters that are given and have ``# page`` lines, those lines excepted that are not for when another one is
    given, too (``# page a unless b: …``: what is told between two is found sooner by both)."""
    having = {m[2] for line in text.splitlines() if (m := _LINE.fullmatch(line)) and m[4] not in given}
    return sorted(given & having)


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
        """The query for the articles without a date, for the first month, the two after it, the next four …, by that
        of the parameters whose actor is the rarest."""
        param = params[0] if len(params) == 1 else self._rarest(text, params)
        members = self._members(param)
        wanted, start, count = self._wanted(), 0, 1
        while start < len(wanted):
            yield self._keyed(text, param, members, wanted[start : start + count])
            start, count = start + count, count * 2

    def _keyed(self, text: str, param: str, members: Sequence[str], months: Sequence[str]) -> str:
        """The query with the page patterns of a parameter in it, and their keys."""
        lines = []
        for line in text.splitlines():
            match = _LINE.fullmatch(line)
            if match and match[2] == param:
                keys = (
                    string(v.month_key(member.removeprefix(self.base), category, month))
                    for month in months
                    for member in members
                    for category in self._categories(match[3])
                )
                line = f"VALUES ?page {{ {' '.join(keys)} }} {match[5]}"
            lines.append(line)
        return "\n".join(lines)

    def _wanted(self) -> list[str]:
        """The months that ``since`` and ``until`` leave; articles without a date come first where none is given."""
        since, until = (self.bound[name][0][:7] if name in self.bound else None for name in ("since", "until"))
        dated = [m for m in self.months if (since is None or m >= since) and (until is None or m <= until)]
        return dated if since or until else [v.UNDATED, *dated]

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


def months(store: pyoxigraph.Store) -> list[str] | None:
    """The months that articles are of, sorted; None where these are too many to go through."""
    import pyoxigraph

    out: set[str] = set()
    for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(v.DCTERMS + "date"), None, None):
        value: Any = quad.object
        out.add(value.value[:7])
        if len(out) > MOST_MONTHS:
            return None
    return sorted(out)
