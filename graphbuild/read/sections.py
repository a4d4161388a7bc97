"""An article's text cut into headline, body, subheads, related headlines and page furniture.

Nothing is thrown away: the sections of a page and of its embedded articles cover every character that is no blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graphbuild.read.markers import BULLETS, Found, Marker, find_marker, markers
from graphbuild.read.overlap import restates
from graphbuild.read.paragraphs import Paragraph, paragraphs
from graphbuild.records import Article, Section, SectionKind, Span
from graphbuild.text import fold

# Lengths in words. Headlines of the real pages at hand have at most 17 words; subheads at most 9.
_HEADLINE_WORDS = 25
_SUBHEAD_WORDS = 12
# Kinds of furniture after which a page's own article is over.
_CLOSING = ("source", "keywords")


def divide(article: Article, *, table: Sequence[Marker] | None = None) -> tuple[Article, ...]:
    """The article with its sections, then the articles embedded in its page (``ID#2`` ...), in the order of the page.

    Sections are the one truth about what stands where: ``title`` has a section only where it is not part of ``text``.
    An article that had no title and whose text begins with its headline gets that as its title; one that had no
    publisher and whose page names its source gets that.
    """
    return _Divider(article, tuple(table) if table is not None else markers()).run()


@dataclass(slots=True)
class _Part:
    """An article in the making: the page's own or an embedded one."""

    sections: list[Section] = field(default_factory=list)
    title: str | None = None
    publisher: str | None = None
    closed: bool = False
    last: SectionKind | None = None  # of its last section that is no furniture

    def add(self, kind: SectionKind, start: int, end: int) -> None:
        if start < end:
            self.sections.append(Section(kind, Span("text", start, end)))
            if kind != "furniture":
                self.last = kind


class _Divider:
    """One pass over the paragraphs of one page."""

    def __init__(self, article: Article, table: tuple[Marker, ...]) -> None:
        self.article = article
        self.paragraphs = paragraphs(article.text)
        self.found: list[Found | None] = [find_marker(p.text, table) for p in self.paragraphs]
        self.parts = [_Part(title=article.title, publisher=article.publisher)]
        if article.title and article.title.strip():
            start = len(article.title) - len(article.title.lstrip())
            span = Span("title", start, start + len(article.title.strip()))
            self.parts[0].sections.append(Section("headline", span))
        self.at = 0

    def run(self) -> tuple[Article, ...]:
        while self.at < len(self.paragraphs):
            found = self.found[self.at]
            if found is None:
                self._prose()
            elif found.marker.kind in ("read-also", "similar"):
                self._introduced(found)
            else:
                self._furniture(found)
        return self._articles()

    # -- one step each; every one moves on by at least one paragraph -----------------------------------------------

    def _prose(self) -> None:
        part, paragraph = self.parts[-1], self.paragraphs[self.at]
        kind = self._kind(part, paragraph)
        if kind == "headline":
            part.title = paragraph.text
        part.add(kind, paragraph.start, paragraph.end)
        self.at += 1

    def _kind(self, part: _Part, paragraph: Paragraph) -> SectionKind:
        if part.title is not None and part.last is None and fold(paragraph.text) == fold(part.title.strip()):
            return "furniture"  # the title once more, above its text
        if part.last is None and part.title is None:
            return "headline" if _is_headline(paragraph) and self._more_prose() else "body"
        following = self.paragraphs[self.at + 1] if self.at + 1 < len(self.paragraphs) else None
        short = paragraph.words <= _SUBHEAD_WORDS and not paragraph.closed and "\n" not in paragraph.text
        if part.last is None or part.last == "subhead" or not short or following is None or self.found[self.at + 1]:
            return "body"
        return "subhead" if following.closed or following.words > _SUBHEAD_WORDS else "body"

    def _more_prose(self) -> bool:
        """Whether a paragraph of prose follows anywhere before the next furniture."""
        return self.at + 1 < len(self.paragraphs) and self.found[self.at + 1] is None

    def _furniture(self, found: Found) -> None:
        part, paragraph = self.parts[-1], self.paragraphs[self.at]
        kind = found.marker.kind
        part.add("furniture", paragraph.start, paragraph.end)
        part.closed = part.closed or (kind in _CLOSING and part.last is not None)
        self.at += 1
        rest = paragraph.text[found.rest :]
        if kind == "source" and rest:
            part.publisher = part.publisher or _publisher(rest)
        if kind == "keywords" and not rest:
            self._keywords()

    def _keywords(self) -> None:
        """Keywords under their heading: lines that are no sentences."""
        while self.at < len(self.paragraphs) and self.found[self.at] is None:
            paragraph = self.paragraphs[self.at]
            if paragraph.closed or paragraph.words > _SUBHEAD_WORDS:
                return
            self.parts[-1].add("furniture", paragraph.start, paragraph.end)
            self.at += 1
            if paragraph.words > 3:
                return  # the whole list stood on one line

    def _introduced(self, found: Found) -> None:
        """ "Read also" and "similar articles": furniture, and then what they introduce."""
        host, paragraph = self.parts[0], self.paragraphs[self.at]
        current = self.parts[-1]
        rest = paragraph.start + found.rest
        closed = current.closed
        self.at += 1
        shown = paragraph.start + len(paragraph.text[: found.rest].rstrip())
        (host if closed or found.marker.kind == "similar" else current).add("furniture", paragraph.start, shown)
        if rest < paragraph.end:  # the headline stands on the same line
            self._related(current, Paragraph(rest, paragraph.end, paragraph.text[found.rest :]))
        elif found.marker.kind == "read-also" and self._embedded(closed):
            self.parts.append(_Part())
        else:
            # A list of headlines belongs to the page; a link amid an article that goes on belongs to that article.
            several = found.marker.kind == "similar" or closed
            if several:
                current.closed = True
            self._headlines(host if several else current, several=several)

    def _embedded(self, closed: bool) -> bool:
        """Whether what follows is a headline with its article, not a list of headlines, nor a link amid an article."""
        if self.at + 1 >= len(self.paragraphs):
            return False
        first, second = self.paragraphs[self.at], self.paragraphs[self.at + 1]
        if self.found[self.at] or self.found[self.at + 1] or _bulleted(first) or _bulleted(second):
            return False
        prose = second.closed or second.words > _HEADLINE_WORDS
        return _is_headline(first) and prose and (closed or restates(second.text, first.text))

    def _headlines(self, part: _Part, *, several: bool) -> None:
        while self.at < len(self.paragraphs) and self.found[self.at] is None:
            paragraph = self.paragraphs[self.at]
            if not _bulleted(paragraph) and not _is_headline(paragraph):
                return
            self._related(part, paragraph)
            self.at += 1
            if not several and not _bulleted(paragraph):
                return

    def _related(self, part: _Part, paragraph: Paragraph) -> None:
        bullet = len(paragraph.text) - len(paragraph.text.lstrip(BULLETS + " \t\u00a0"))
        part.add("furniture", paragraph.start, paragraph.start + len(paragraph.text[:bullet].rstrip()))
        part.add("related", paragraph.start + bullet, paragraph.end)

    # -- the result ------------------------------------------------------------------------------------------------

    def _articles(self) -> tuple[Article, ...]:
        article = self.article
        host = self.parts[0]
        own = replace(
            article,
            title=article.title if article.title is not None else host.title,
            publisher=host.publisher,
            sections=tuple(sorted(host.sections, key=_place)),
        )
        embedded = (
            Article(
                id=f"{article.id}#{number}",
                text=article.text,
                title=part.title,
                url=article.url,
                publisher=part.publisher or host.publisher,
                sections=tuple(sorted(part.sections, key=_place)),
                parent=article.id,
                origin=article.origin,
                reader=article.reader,
            )
            for number, part in enumerate(self.parts[1:], start=2)
        )
        return (own, *embedded)


def _place(section: Section) -> tuple[int, int]:
    return (0 if section.span.field == "title" else 1, section.span.start)


def _bulleted(paragraph: Paragraph) -> bool:
    return paragraph.text[0] in BULLETS


def _is_headline(paragraph: Paragraph) -> bool:
    """Short, on one line, and without a full stop (headlines may ask or exclaim, or end in dots)."""
    text = paragraph.text.rstrip("\"'\u00bb\u201d\u2019)]}\u200e\u200f")
    ends_open = not text.endswith((".", ":")) or text.endswith("..")
    return paragraph.words <= _HEADLINE_WORDS and "\n" not in text and ends_open


def _publisher(text: str) -> str | None:
    return text.strip().strip(".\u060c\u2026 ") or None
