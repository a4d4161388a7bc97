"""How Oxigraph works through a query about one thing: row by row, where it would else read the whole graph.

It joins an OPTIONAL, or what follows a sub-select, by reading everything that the pattern could match (each mention's day,
in a graph of a million mentions) and looking the rows up in that, which is right for a query about the whole graph and a
second's work in vain for one about an actor with fifty mentions. ``LATERAL``, an extension that it has (SPARQL-dev SEP 6),
takes the rows one by one; the answer is the same. A named query says by a comment ``# step`` that what follows it, up to the
end of its group, is to be taken so; the variables that its filters name are those of the group.
"""

from __future__ import annotations

from graphbuild.graph.scan import tokens

_STEP = "# step"


def stepwise(text: str) -> str:
    """The query with each ``OPTIONAL { … }``, and what follows each ``# step``, inside a ``LATERAL``.

    What comes before a step becomes a group of its own, so that its filters are done with when the step is taken.

    >>> stepwise("{ ?a ?b ?c OPTIONAL { ?c ?d ?e } }")
    '{ ?a ?b ?c LATERAL { OPTIONAL { ?c ?d ?e } } }'
    >>> stepwise("{ ?a ?b ?c # step\\n?c ?d ?e }")
    '{{ ?a ?b ?c } LATERAL {\\n?c ?d ?e } }'
    """
    out: list[str] = []
    # For each open brace: where its present step begins, how many steps it has, and whether it is an OPTIONAL's.
    groups: list[tuple[int, int, bool]] = []
    waits = False
    for kind, part in tokens(text):
        if kind == "word" and part.upper() == "OPTIONAL":
            waits = True
            out.append("LATERAL { ")
        if kind == "comment" and part.strip() == _STEP and groups:
            start, steps, optional = groups.pop()
            out.insert(start, "{")
            out.append("} LATERAL {")
            groups.append((len(out), steps + 1, optional))
            continue
        closed = groups.pop() if kind == "other" and part == "}" and groups else (0, 0, False)
        out.append("} " * closed[1] + part)
        if closed[2]:
            out.append(" }")
        if kind == "other" and part == "{":
            groups.append((len(out), 0, waits))
            waits = False
    return "".join(out)
