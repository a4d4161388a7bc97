"""Files, folders and standard input → articles. What cannot be read is reported, and the rest goes on."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from graphbuild.errors import ReadError
from graphbuild.iris import article_key
from graphbuild.read import html
from graphbuild.read.decode import MAX_ARTICLE_BYTES, UnreadableError, decode, too_long
from graphbuild.read.jsonl import parse_json, to_article
from graphbuild.read.readers import JSON_READER, LINES_READER, TEXT_READER
from graphbuild.read.sections import divide
from graphbuild.records import Article

#: What a folder is searched for, and how each kind is read.
TEXT_SUFFIXES = (".txt", ".text")
LINES_SUFFIXES = (".jsonl", ".ndjson")
JSON_SUFFIXES = (".json",)
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
SUFFIXES = (*TEXT_SUFFIXES, *LINES_SUFFIXES, *JSON_SUFFIXES, *HTML_SUFFIXES)

STDIN = "-"
_SKIPPED_AT_ONCE = 2**20

OnError = Callable[[ReadError], None]


def read(inputs: Iterable[str | Path], *, on_error: OnError, stdin: BinaryIO | None = None) -> Iterator[Article]:
    """The articles of the inputs, divided into sections, in the order of the inputs, a folder's files by their paths.

    An input is a text, JSONL, JSON or HTML file, a folder of such files, or ``-`` for standard input (JSONL where it
    begins with ``{``, else one text). What cannot be read goes to ``on_error`` as a
    :class:`~graphbuild.errors.ReadError` with file and line, and the others go on. A file that is reached twice is read
    once; an article whose id or identity an earlier one has is an error.

    A text file's id is its path within the input folder (its name, where the file itself is the input).
    """
    return _Reader(on_error, stdin).run(inputs)


def read_text(source: str | Path, *, stdin: BinaryIO | None = None) -> str:
    """The text of one file, or of standard input (``-``): UTF-8, byte order mark dropped, line breaks kept.

    Raises :class:`~graphbuild.errors.ReadError`.
    """
    try:
        if str(source) == STDIN:
            data = (stdin if stdin is not None else sys.stdin.buffer).read(MAX_ARTICLE_BYTES + 1)
        else:
            with Path(source).open("rb") as stream:
                data = stream.read(MAX_ARTICLE_BYTES + 1)
        if len(data) > MAX_ARTICLE_BYTES:
            raise too_long()
        return decode(data)
    except OSError as error:
        raise ReadError(source, None, f"cannot be read ({error.strerror})", "check the name") from error
    except UnreadableError as error:
        raise ReadError(source, None, error.problem, error.remedy) from error


@dataclass(slots=True)
class _Reader:
    on_error: OnError
    stdin: BinaryIO | None
    files: set[Path] = field(default_factory=set)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def run(self, inputs: Iterable[str | Path]) -> Iterator[Article]:
        for given in inputs:
            if str(given) == STDIN:
                stream = self.stdin if self.stdin is not None else sys.stdin.buffer
                yield from self._stream(stream, shown=STDIN, identifier="stdin", origin=STDIN)
                continue
            path = Path(given)
            if path.is_dir():
                yield from self._folder(path)
            elif path.exists():
                yield from self._file(path, identifier=path.name)
            else:
                remedy = "give a file, a folder, or - for standard input"
                self._report(path, None, UnreadableError("no such file or folder", remedy))

    def _report(self, path: Path | str, line: int | None, error: UnreadableError) -> None:
        self.on_error(ReadError(path, line, error.problem, error.remedy))

    def _folder(self, folder: Path) -> Iterator[Article]:
        paths = _article_files(folder)
        if not paths:
            known = ", ".join(SUFFIXES)
            remedy = f"it needs files that end in {known}"
            self._report(folder, None, UnreadableError("a folder without articles", remedy))
        for path in paths:
            yield from self._file(path, identifier=path.relative_to(folder).as_posix())

    def _file(self, path: Path, *, identifier: str) -> Iterator[Article]:
        resolved = path.resolve()
        if resolved in self.files:
            return
        self.files.add(resolved)
        suffix = path.suffix.lower()
        try:
            with path.open("rb") as stream:
                if suffix in LINES_SUFFIXES:
                    yield from self._lines(stream, shown=path, origin=path.name)
                elif suffix in TEXT_SUFFIXES:
                    yield from self._one(stream, shown=path, identifier=identifier, origin=path.name)
                elif suffix in JSON_SUFFIXES:
                    yield from self._json(stream, shown=path, origin=path.name)
                elif suffix in HTML_SUFFIXES:
                    yield from self._one(stream, shown=path, identifier=identifier, origin=path.name, page=True)
                else:
                    yield from self._stream(stream, shown=path, identifier=identifier, origin=path.name)
        except OSError as error:
            problem = f"cannot be read ({error.strerror})"
            self._report(path, None, UnreadableError(problem, "check that the file may be read"))

    def _stream(self, stream: BinaryIO, *, shown: Path | str, identifier: str, origin: str) -> Iterator[Article]:
        """JSONL where it begins with a brace, else one text."""
        head = stream.read(4096)
        whole = _Chained(head, stream)
        if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
            yield from self._lines(whole, shown=shown, origin=origin)
        else:
            yield from self._one(whole, shown=shown, identifier=identifier, origin=origin)

    def _one(
        self, stream: BinaryIO | _Chained, *, shown: Path | str, identifier: str, origin: str, page: bool = False
    ) -> Iterator[Article]:
        try:
            data = stream.read(MAX_ARTICLE_BYTES + 1)
            if len(data) > MAX_ARTICLE_BYTES:
                raise too_long()
            text = decode(data)
            if not text.strip():
                raise UnreadableError("empty", "an article needs text")
            article = Article(identifier, text, origin=origin, reader=TEXT_READER)
            if page:
                article = html.to_article(text, identifier=identifier, origin=origin)
        except UnreadableError as error:
            self._report(shown, None, error)
        else:
            yield from self._articles(article, shown, None)

    def _lines(self, stream: BinaryIO | _Chained, *, shown: Path | str, origin: str) -> Iterator[Article]:
        seen = False
        for number, data in enumerate(_limited_lines(stream), start=1):
            try:
                if data is None:
                    raise too_long()
                text = decode(data)
                if not text.strip():
                    continue
                article = to_article(parse_json(text), origin=origin, reader=LINES_READER)
            except UnreadableError as error:
                self._report(shown, number, error)
            else:
                yield from self._articles(article, shown, number)
            seen = True
        if not seen:
            self._report(shown, None, UnreadableError("empty", 'a JSONL file needs lines: {"id": "1", "text": "..."}'))

    def _json(self, stream: BinaryIO, *, shown: Path, origin: str) -> Iterator[Article]:
        """One object, a list of them, or (by the wrong name) lines."""
        data = stream.read(MAX_ARTICLE_BYTES + 1)
        try:
            if len(data) > MAX_ARTICLE_BYTES:
                raise UnreadableError("a large JSON file", "write one object a line into a .jsonl file")
            text = decode(data)
            if not text.strip():
                raise UnreadableError("empty", _EMPTY_JSON)
            try:
                value = parse_json(text)
            except UnreadableError:
                if "\n{" not in text.strip():
                    raise
                yield from self._lines(io.BytesIO(data), shown=shown, origin=origin)
                return
        except UnreadableError as error:
            self._report(shown, None, error)
            return
        items = value if isinstance(value, list) else [value]
        for number, item in enumerate(items, start=1):
            try:
                article = to_article(item, origin=origin, reader=JSON_READER)
            except UnreadableError as error:
                where = f"{error.problem} (item {number})" if isinstance(value, list) else error.problem
                self._report(shown, None, UnreadableError(where, error.remedy))
            else:
                yield from self._articles(article, shown, None)

    def _articles(self, article: Article, shown: Path | str, line: int | None) -> Iterator[Article]:
        where = str(shown) if line is None else f"{shown}:{line}"
        own = (str(shown), article.id)
        first = self.ids.setdefault(own, where)
        divided = divide(article)
        key = article_key(divided[0])
        if first is where:
            first = self.keys.setdefault(key, where)
        if first is not where:
            problem = f"the article {article.id!r} stands already in {first}"
            self._report(
                shown, line, UnreadableError(problem, "left out; give each article an id, or a url, of its own")
            )
            return
        yield from divided


_EMPTY_JSON = 'a JSON file needs an object, or a list of them: {"id": "1", "text": "..."}'


def _article_files(folder: Path) -> list[Path]:
    """The files of a folder and of those below it that are read, hidden ones left out, in the order of their paths."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        shown = (name for name in names if not name.startswith("."))
        found += [Path(root, name) for name in shown if Path(name).suffix.lower() in SUFFIXES]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


class _Chained:
    """A stream whose first bytes have been read already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = io.BytesIO(head), stream

    def read(self, size: int) -> bytes:
        data = self._head.read(size)
        return data + self._stream.read(size - len(data)) if len(data) < size else data

    def readline(self, size: int) -> bytes:
        data = self._head.readline(size)
        if data.endswith(b"\n") or len(data) >= size:
            return data
        return data + self._stream.readline(size - len(data))


def _limited_lines(stream: BinaryIO | _Chained) -> Iterator[bytes | None]:
    """The lines of a stream; None in the place of one that is too long, which is passed over without being held."""
    while line := stream.readline(MAX_ARTICLE_BYTES + 1):
        if len(line) <= MAX_ARTICLE_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_SKIPPED_AT_ONCE)
        yield None
