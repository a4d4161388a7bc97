"""The report as PDF: what a browser prints of it, and what is said where there is no browser."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from graphbuild.errors import OutputError
from graphbuild.view.report import LANGUAGES, find_chromium, print_pdf, render_report
from graphbuild.view.report.pdf import VARIABLE
from tests.view.reports import hostile, material


@pytest.fixture(scope="module")
def chromium() -> str:
    """The browser that prints."""
    try:
        return find_chromium()
    except OutputError as error:
        pytest.skip(str(error))


def titles(pdf: bytes) -> list[str]:
    """The title of the document, then those of its outline."""
    found = re.findall(rb"/Title\s*(?:\((.*?)(?<!\\)\)|<([0-9A-Fa-f]+)>)", pdf)
    return [text.decode("latin-1") if text else bytes.fromhex(code.decode()).decode("utf-16") for text, code in found]


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
@pytest.mark.parametrize(
    ("lang", "title", "parts"),
    [
        ("en", "Who did, said or denied what to whom", ["What stands out", "Network", "Claims", "Queries", "Method"]),
        ("ar", "من فعل أو قال أو نفى ماذا بحق من", ["الشبكة", "الادعاءات", "الاستعلامات", "المنهج"]),
    ],
)
def test_each_language_is_a_document_with_its_parts_and_links(lang: str, title: str, parts: list[str]) -> None:
    pdf = print_pdf(render_report(material()), lang=LANGUAGES[lang])
    found = titles(pdf)

    assert pdf.startswith(b"%PDF-")
    assert found[0] == title
    assert [one for one in found if one in parts] == parts
    assert b"/URI (https://news.example/1)" in pdf
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 2


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_hostile_text_is_printed_and_leads_nowhere() -> None:
    pdf = print_pdf(render_report(hostile()), lang="en")

    assert titles(pdf)[0] == "Who did, said or denied what to whom"
    assert b"/URI (javascript" not in pdf


def test_without_a_browser_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(
        OutputError, match=r"none is installed here: install one .*apt-get install chromium.*report\.html"
    ):
        print_pdf("<!doctype html>")


def test_a_named_browser_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "no-such-browser")

    with pytest.raises(OutputError, match="GRAPHBUILD_CHROMIUM names 'no-such-browser'"):
        find_chromium()


def test_a_program_that_prints_nothing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\necho 'no display' >&2\nexit 7\n", encoding="utf-8")
    program.chmod(0o755)
    if shutil.which(str(program)) is None:
        pytest.skip("needs a system that runs shell scripts")
    monkeypatch.setenv(VARIABLE, str(program))

    with pytest.raises(OutputError, match="printed nothing: no display"):
        print_pdf("<!doctype html>")
