"""One JSON object → one article: what ``graphbuild extract`` and ``build`` take, checked."""

from __future__ import annotations

import datetime
import json
from typing import Any

from graphbuild.read.decode import UnreadableError, check_text
from graphbuild.records import Article

_EXAMPLE = 'an article is one line: {"id": "1", "text": "..."}'


def parse_json(text: str) -> object:
    """The value of a JSON text. Raises :class:`~graphbuild.read.decode.UnreadableError`."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        raise UnreadableError(f"not JSON ({error.msg} at {place})", _EXAMPLE) from None
    except (RecursionError, ValueError):  # nested too deeply; a number of thousands of digits
        raise UnreadableError("JSON that no article is", _EXAMPLE) from None


def to_article(value: object, *, origin: str, reader: str) -> Article:
    """The article of a parsed JSON object, not yet divided into sections; keys that are not ours are passed over.

    Raises :class:`~graphbuild.read.decode.UnreadableError`.
    """
    if not isinstance(value, dict):
        raise UnreadableError(f"{_kind(value)}, not a JSON object", _EXAMPLE)
    text = _string(value, "text")
    if text is None:
        raise UnreadableError("no text", 'give it a "text" that is not empty')
    url = _string(value, "url")
    identifier = _identifier(value) or url
    if identifier is None:
        raise UnreadableError("no id", 'give it an "id" that no other row has, or a "url"')
    return Article(
        id=identifier,
        text=text.removeprefix("\ufeff"),
        title=_string(value, "title"),
        date=_date(value),
        url=url,
        publisher=_string(value, "publisher"),
        origin=origin,
        reader=reader,
    )


def _kind(value: object) -> str:
    kinds: tuple[tuple[type, str], ...] = (
        (dict, "an object"),
        (list, "an array"),
        (str, "a string"),
        (bool, "a boolean"),
        (type(None), "null"),
    )
    return next((name for type_, name in kinds if isinstance(value, type_)), "a number")


def _string(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key)
    if found is None:
        return None
    if not isinstance(found, str):
        raise UnreadableError(f'"{key}" is {_kind(found)}, not a string', f'write "{key}": "..."')
    try:
        check_text(found)
    except UnreadableError as error:
        raise UnreadableError(f'{error.problem} of "{key}"', error.remedy) from None
    return found if found.strip("\ufeff \t\r\n") else None


def _identifier(value: dict[str, Any]) -> str | None:
    found = value.get("id")
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    identifier = _string(value, "id")
    return identifier.strip() if identifier else None


def _date(value: dict[str, Any]) -> str | None:
    """The day of an ISO 8601 date or time."""
    found = _string(value, "date")
    if found is None:
        return None
    try:
        return datetime.datetime.fromisoformat(found.strip()).date().isoformat()
    except ValueError:
        problem = f'"date" {found[:40]!r} is not an ISO 8601 day'
        raise UnreadableError(problem, "write the year first: 2024-10-16") from None
