"""How Oxigraph works through OPTIONAL: row by row, where a query is about one thing.

It joins an OPTIONAL by reading everything that the pattern could match (each mention's day, in a graph of a million
mentions) and looking the rows up in that, which is right for a query about the whole graph and a second's work in vain
for one about an actor with fifty mentions. ``LATERAL``, an extension that it has (SPARQL-dev SEP 6), takes the rows one by
one; the answer is the same.
"""

from __future__ import annotations

from graphbuild.graph.scan import tokens


def stepwise(text: str) -> str:
    """The query with each ``OPTIONAL { … }`` inside a ``LATERAL``.

    >>> stepwise("{ ?a ?b ?c OPTIONAL { ?c ?d ?e } }")
    '{ ?a ?b ?c LATERAL { OPTIONAL { ?c ?d ?e } } }'
    """
    out: list[str] = []
    # For each open brace: whether it is an OPTIONAL's.
    braces: list[bool] = []
    waits = False
    for kind, part in tokens(text):
        if kind == "word" and part.upper() == "OPTIONAL":
            waits = True
            out.append("LATERAL { ")
        out.append(part)
        if kind == "other" and part == "{":
            braces.append(waits)
            waits = False
        elif kind == "other" and part == "}" and braces and braces.pop():
            out.append(" }")
    return "".join(out)
