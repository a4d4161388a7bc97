"""Jinja as all pages use it: everything escaped, a missing value an error, line ends as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
from markupsafe import Markup

from graphbuild.view.bidi import plain

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")


def arabic(text: str) -> bool:
    """Whether a text has Arabic letters: it runs from right to left then, whatever it begins with."""
    return _ARABIC.search(text) is not None


def text(words: str | None) -> Markup:
    """A text of the articles, with the language and direction of what it is written in; none is left to guessing."""
    words = plain(words or "")
    lang, way = ("ar", "rtl") if arabic(words) else ("en", "ltr")
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(lang, way, words)


def environment(folder: Path) -> jinja2.Environment:
    """The templates of a folder; ``text`` is known in all of them."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.globals["text"] = text
    return templates
