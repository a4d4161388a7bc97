"""A saved web page → the text of its article, through trafilatura."""

from __future__ import annotations

import datetime
from functools import cache
from importlib.metadata import version

from graphbuild.read.decode import UnreadableError
from graphbuild.read.readers import HTML_READER
from graphbuild.records import Article


def to_article(html: str, *, identifier: str, origin: str) -> Article:
    """The article of a page, not yet divided into sections; offsets count in its text as trafilatura gives it.

    Raises :class:`~graphbuild.read.decode.UnreadableError` where the page has no article.
    """
    import trafilatura  # slow to import, and only pages need it

    document = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False, include_tables=False)
    if document is None or isinstance(document, dict) or not document.text or not document.text.strip():
        raise UnreadableError("a page without an article", "save the article's own page, or its text in a .txt file")
    return Article(
        id=identifier,
        text=document.text,
        title=_known(document.title),
        date=_day(_known(document.date)),
        url=_known(document.url),
        publisher=_known(document.sitename),
        origin=origin,
        reader=f"{HTML_READER} trafilatura/{_trafilatura()}",
    )


@cache
def _trafilatura() -> str:
    return version("trafilatura")


def _known(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _day(value: str | None) -> str | None:
    try:
        return datetime.date.fromisoformat(value[:10]).isoformat() if value else None
    except ValueError:
        return None
