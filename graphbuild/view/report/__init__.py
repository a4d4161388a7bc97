"""The report: one self-contained HTML page with findings, network, claims, actors, timeline, queries and method.

``gather`` collects what a report is made of, the functions of :mod:`graphbuild.view.report.material` narrow it, and
``render_report`` writes it, ``render_markdown`` as Markdown; ``print_pdf`` prints the page::

    material = gather(levels, ask, named_queries().values(), counts=..., base=...)
    html = render_report(without_quotes(material), heading="2024")

The page is a readable document without scripts; with them it is searched, filtered and drawn. Its template, style
sheet, scripts and words are the files beside this one.
"""

from __future__ import annotations

from graphbuild.view.report.gather import MOST_ROWS, answer, gather
from graphbuild.view.report.markdown import LANGUAGES, Language, render_markdown
from graphbuild.view.report.material import (
    Answer,
    Focus,
    Material,
    Tenure,
    about_actor,
    between_days,
    most_told,
    of_articles,
    of_propositions,
    rows_without_quotes,
    without_quotes,
)
from graphbuild.view.report.page import DEFAULT_TOP, render_report
from graphbuild.view.report.pdf import find_chromium, print_pdf

__all__ = [
    "DEFAULT_TOP",
    "LANGUAGES",
    "MOST_ROWS",
    "Answer",
    "Focus",
    "Language",
    "Material",
    "Tenure",
    "about_actor",
    "answer",
    "between_days",
    "find_chromium",
    "gather",
    "most_told",
    "of_articles",
    "of_propositions",
    "print_pdf",
    "render_markdown",
    "render_report",
    "rows_without_quotes",
    "without_quotes",
]
