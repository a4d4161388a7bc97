"""Minting of identifiers: from content, so that the same articles always give the same graph.

Identifiers inside the program have no base; :func:`expand` adds it where they leave it.
"""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit, urlunsplit

from graphbuild.records import Article

BASE = "https://w3id.org/graphbuild/id/"
_SEPARATOR = "\u001f"


def expand(identifier: str, base: str = BASE) -> str:
    """The full IRI of an identifier.

    >>> expand("actor/PRK")
    'https://w3id.org/graphbuild/id/actor/PRK'
    """
    return base + identifier


def digest(*parts: str | None, length: int = 20) -> str:
    """Hex digits of SHA-256 over the parts, joined by U+001F; None counts as empty.

    >>> digest("a", None, "b", length=8)
    '3aa8909c'
    """
    return hashlib.sha256(_SEPARATOR.join(part or "" for part in parts).encode()).hexdigest()[:length]


def kind_id(subject: str, category: str, object_: str) -> str:
    """The identifier of what propositions share that have the same ends (identifiers without base) and category (IRI)."""
    return f"kind/{digest(subject, category, object_)}"


def proposition_id(
    subject: str | None, relation: str, object_: str | None, office: str | None = None, *, symmetric: bool = False
) -> str:
    """The identifier that all tellings of one thing share: ``proposition/`` + 20 hex digits over subject, relation,
    object (and office). The ends of a symmetric relation are sorted. A null end is empty: pass an article-scoped
    placeholder where the proposition must not be shared across articles.

    >>> proposition_id("actor/PRK", "meets", "actor/RUS", symmetric=True) == proposition_id(
    ...     "actor/RUS", "meets", "actor/PRK", symmetric=True
    ... )
    True
    """
    ends = [subject or "", object_ or ""]
    if symmetric:
        ends.sort()
    parts = [ends[0], relation, ends[1]] + ([office] if office else [])
    return "proposition/" + digest(*parts)


def canonical_url(url: str) -> str:
    """A url as a key: scheme and host in lower case, no fragment, no trailing slash, no tracking parameters.

    >>> canonical_url("HTTPS://News.example/a/?utm_source=x&id=3#top")
    'https://news.example/a?id=3'
    """
    scheme, host, path, query, _ = urlsplit(url.strip())
    kept = [p for p in query.split("&") if p and not p.lower().startswith(("utm_", "fbclid", "gclid"))]
    return urlunsplit((scheme.lower(), host.lower(), path.rstrip("/"), "&".join(kept), ""))


def article_key(article: Article) -> str:
    """What names an article: its canonical url, else publisher and id, else id and input file name.

    An embedded article adds ``#2`` to its parent's key.
    """
    _, mark, number = article.id.rpartition("#") if article.parent else ("", "", "")
    own_id = article.parent or article.id
    if article.url:
        key = canonical_url(article.url)
    elif article.publisher:
        key = article.publisher + _SEPARATOR + own_id
    else:
        key = own_id + _SEPARATOR + article.origin
    return key + mark + number


def article_hash(article: Article) -> str:
    """The hash in ``article/HASH``: 16 hex digits of the key."""
    return digest(article_key(article), length=16)


def content_hash(article: Article) -> str:
    """SHA-256 (hex) over everything of the article that the graph depends on."""
    return digest(
        article.title,
        article.text,
        article.date,
        article.url,
        article.publisher,
        *(f"{s.kind}:{s.span.field}:{s.span.start}:{s.span.end}" for s in article.sections),
        # An article that nothing read from a file has the hash that it always had.
        *((f"reader:{article.reader}",) if article.reader else ()),
        length=64,
    )
