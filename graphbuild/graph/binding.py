"""Values of parameters written into SPARQL as terms, for servers: the protocol has no parameters.

What is written is a term in its own syntax, checked and escaped, at the place of a variable token: never text that could
be read as anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from graphbuild.errors import QueryError
from graphbuild.graph import terms
from graphbuild.graph.scan import tokens
from graphbuild.graph.terms import Term
from graphbuild.vocab import XSD

#: Words that end the list of what GROUP BY names.
_AFTER_GROUP = frozenset(("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"))


def term_of(value: Sequence[str]) -> Term:
    """The term of a bound value: ``[iri]`` or ``[text, datatype]``.

    >>> term_of(["2024-10-16", "http://www.w3.org/2001/XMLSchema#date"])
    '"2024-10-16"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    if len(value) == 1:
        return terms.iri(value[0])
    return terms.string(value[0]) if value[1] == XSD + "string" else terms.typed(value[0], value[1])


def bind(text: str, bound: Mapping[str, Sequence[str]]) -> str:
    """The query with terms in the place of variables.

    A variable that a SELECT lists stays a column, with the term as its value; one that GROUP BY lists leaves it (a constant
    parts no groups); ORDER BY keeps it; BOUND of it is true.

    Raises:
        QueryError: a variable that the query itself reckons (BIND … AS) cannot be given a value.

    >>> bind("SELECT ?a ?b WHERE { ?a <urn:p> ?b } ORDER BY ?a", {"a": ["urn:x"]})
    'SELECT (<urn:x> AS ?a) ?b WHERE { <urn:x> <urn:p> ?b } ORDER BY ?a'
    """
    if not bound:
        return text
    written = {f"{sign}{name}": term_of(value) for name, value in bound.items() for sign in "?$"}
    return "".join(_Binder(list(tokens(text)), written).run())


def settle(text: str, absent: Iterable[str]) -> str:
    """The query with COALESCE reckoned where it asks whether a parameter is given that is not: servers differ over what
    an error within it is (Virtuoso 7.2 takes it for false).

    >>> settle("FILTER(COALESCE(?day >= ?since, true))", ["since"])
    'FILTER(( true))'
    """
    names = {f"{sign}{name}" for name in absent for sign in "?$"}
    return "".join(_settled([token for _, token in tokens(text)], names)) if names else text


def _settled(found: Sequence[str], names: set[str]) -> list[str]:
    out: list[str] = []
    place = 0
    while place < len(found):
        end = _closing(found, place + 1) if found[place].upper() == "COALESCE" else 0
        if not end:
            out.append(found[place])
            place += 1
            continue
        arguments = [_settled(one, names) for one in _arguments(found[place + 2 : end])]
        kept = [one for one in arguments[:-1] if not names.intersection(one)] + arguments[-1:]
        out.append("(" if len(kept) == 1 else found[place] + "(")
        for number, one in enumerate(kept):
            out.extend([",", *one] if number else one)
        out.append(")")
        place = end + 1
    return out


def _closing(found: Sequence[str], start: int) -> int:
    """Where the bracket closes that opens at ``start``; 0 where none does."""
    depth = 0
    for place in range(start, len(found)):
        depth += {"(": 1, ")": -1}.get(found[place], 0)
        if depth == 0:
            return place if place > start else 0
    return 0


def _arguments(found: Sequence[str]) -> list[list[str]]:
    out: list[list[str]] = [[]]
    depth = 0
    for token in found:
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token == "," and depth == 0:  # noqa: S105 - a comma
            out.append([])
        else:
            out[-1].append(token)
    return out


class _Binder:
    """One pass over the tokens; ``clause`` is what the present depth of braces is in: SELECT, GROUP, ORDER or a body."""

    def __init__(self, found: list[tuple[str, str]], written: Mapping[str, Term]) -> None:
        self.tokens, self.written = found, written
        self.clauses = [""]
        self.depths = [0]
        self.kept = False
        self.filters: dict[int, str] = {}
        self.after = ""

    def run(self) -> list[str]:
        out: list[str] = []
        for place, (kind, token) in enumerate(self.tokens):
            if kind == "variable" and token in self.written:
                out.append(self._variable(token, place, out))
                continue
            if kind == "variable" and self.clauses[-1] == "GROUP" and self.depths[-1] == 0:
                self.kept = True
            self._follow(kind, token, out)
            out.append(token + self.after)
            self.after = ""
        if self.clauses[-1] == "GROUP" and not self.kept:
            out.append(" ")
        self._leave_group(out)
        return out

    def _follow(self, kind: str, word: str, out: list[str]) -> None:
        if word in "()" and kind == "other":
            self.depths[-1] += 1 if word == "(" else -1
            if self.clauses[-1] == "GROUP":
                self.kept = True
        elif word == "{" and kind == "other":
            if self.clauses[-1] == "SELECT":
                self.clauses[-1] = ""
            self.clauses.append("")
            self.depths.append(0)
        elif word == "}" and kind == "other" and len(self.clauses) > 1:
            self._leave_group(out)
            self.after = self.filters.pop(len(self.clauses), "")
            self.clauses.pop()
            self.depths.pop()
        elif kind == "word" and self.depths[-1] == 0:
            upper = word.upper()
            if upper in ("SELECT", "GROUP", "ORDER"):
                self._leave_group(out)
                self.clauses[-1] = upper
                self.kept = upper != "GROUP"
            elif upper == "WHERE" or upper in _AFTER_GROUP:
                self._leave_group(out)
                self.clauses[-1] = ""

    def _leave_group(self, out: list[str]) -> None:
        """GROUP BY whose every variable is a constant: one group, and none where there is no row."""
        if self.clauses[-1] == "GROUP" and not self.kept:
            out.append("(1 AS ?only) ")
            self.kept = True

    def _variable(self, token: str, place: int, out: list[str]) -> str:
        before = self._near(range(place - 1, -1, -1))
        if before.upper() == "VALUES":
            # One of the values, under another name: the variable itself is a constant now.
            self.filters[len(self.clauses) + 1] = f" FILTER(?given_{token[1:]} = {self.written[token]})"
            return f"?given_{token[1:]}"
        if before.upper() == "AS":
            raise QueryError(f"{token} is reckoned in the query itself; it cannot be given a value as a parameter")
        clause, outside = self.clauses[-1], self.depths[-1] == 0
        if clause == "SELECT" and outside:
            return f"({self.written[token]} AS ?{token[1:]})"
        if clause == "GROUP" and outside:
            return ""
        if clause == "ORDER":
            return token
        if before == "(" and self._word_before_parenthesis(place) == "BOUND":
            return self._true(out)
        return self.written[token]

    def _true(self, out: list[str]) -> str:
        while out and out[-1].upper() != "BOUND":
            out.pop()
        out[-1] = "(true || "
        # BOUND(?x) has become (true || …): the closing bracket is that of BOUND.
        return "false"

    def _near(self, places: range) -> str:
        for place in places:
            if self.tokens[place][0] != "comment" and not self.tokens[place][1].isspace():
                return self.tokens[place][1]
        return ""

    def _word_before_parenthesis(self, place: int) -> str:
        near = self.tokens[max(0, place - 8) : place]
        seen = [token for kind, token in near if kind != "comment" and not token.isspace()]
        return seen[-2].upper() if len(seen) > 1 else ""


def declared(text: str, prefixes: Mapping[str, str]) -> str:
    """The query with the prefixes that it uses and does not declare.

    >>> declared("ASK { ?a gb:meets ?b }", {"gb": "urn:gb:", "xsd": "urn:xsd:"})
    'PREFIX gb: <urn:gb:>\\nASK { ?a gb:meets ?b }'
    """
    used = {token.partition(":")[0] for kind, token in tokens(text) if kind == "name"}
    own = {match[1] for match in re.finditer(r"(?i)\bPREFIX\s+([\w.-]*):", text)}
    lines = [f"PREFIX {p}: <{n}>\n" for p, n in sorted(prefixes.items()) if p in used and p not in own]
    return "".join(lines) + text
