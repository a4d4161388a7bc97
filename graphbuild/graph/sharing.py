"""A graph that can be published: without the newspapers' sentences, and without phrases as long as one.

What stays are facts, names, offsets and links. Names as an article writes them stay, too, up to five words; a longer one is a
phrase of the article, and ends after them. Headlines stay: they say which article is cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphbuild import vocab as v
from graphbuild.graph.terms import Quad, language_of, string, tagged, value_of
from graphbuild.text import first_words

_LEFT_OUT = frozenset(f"<{iri}>" for iri in (v.QUOTE, v.CUE_QUOTE, v.TRIGGER, v.CUE))
_KEY = f"<{v.NAME_KEY}>"
#: Always in the words of the article.
_WRITTEN = frozenset(f"<{iri}>" for iri in (v.SUBJECT_TEXT, v.OBJECT_TEXT, v.SOURCE_TEXT, v.SURFACE, v.OFFICE))
#: In the words of the article where the data know no name for the actor.
_NAMES = frozenset(f"<{iri}>" for iri in (f"{v.RDFS}label", f"{v.SKOS}prefLabel", v.LABEL_AR, v.LABEL_EN, v.REASON))


def without_quotes(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads without the articles' sentences, triggers and cues; long names end after five words."""
    for subject, predicate, object_, graph in quads:
        # a key that were cut would be the key of others: a long one is left out
        if predicate in _LEFT_OUT or (predicate == _KEY and first_words(value_of(object_)) != value_of(object_)):
            continue
        written = predicate in _WRITTEN and not graph.endswith("/graph/knowledge>")
        if written or (predicate in _NAMES and _unknown(subject)):
            yield Quad(subject, predicate, _shortened(object_), graph)
        else:
            yield Quad(subject, predicate, object_, graph)


def _unknown(subject: str) -> bool:
    """Whether it is an actor whose name only an article gives, an unnamed source, or what is said of one."""
    return "/x-" in subject or "/source/" in subject or "/link/" in subject


def _shortened(term: str) -> str:
    text = value_of(term)
    short = first_words(text)
    if short == text:
        return term
    language = language_of(term)
    return tagged(short, language) if language else string(short)
