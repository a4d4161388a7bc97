"""A network in a notebook: its frame draws, and what is in it can reach nothing."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import graphbuild as gb
from graphbuild.view import Network
from graphbuild.view.notebook import Picture
from graphbuild.view.pyvis_page import render
from tests.browsing import PATIENCE
from tests.view.rows import KIM, ROWS, edge, telling
from tests.view.test_pyvis_page import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> InteractiveShell:
    """A shell that a kernel runs."""
    shell = InteractiveShell.instance()
    monkeypatch.setattr(shell, "kernel", SimpleNamespace(), raising=False)
    return shell


def test_a_notebook_shows_the_picture_below_its_cell(notebook: InteractiveShell) -> None:
    notebook.user_ns["picture"] = Picture.of(Network.of(ROWS))
    with capture_output() as shown:
        notebook.run_cell("picture.show(height=300)", store_history=False).raise_error()

    (output,) = shown.outputs
    frame = output.data["text/html"]
    assert frame.startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    assert 'sandbox="allow-scripts"' in frame
    assert 'height="300"' in frame


def test_the_value_of_a_cell_is_shown_by_itself() -> None:
    picture = Picture.of(Network.of(ROWS), heading="أيار")

    assert repr(picture) == "<Picture: 5 of 5 actors, 6 of 9 relations>"
    assert picture.page == render(Network.of(ROWS), heading="أيار")
    assert "<iframe" in picture._repr_html_()


def test_elsewhere_the_page_opens_in_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    picture = Picture.of(Network.of(ROWS))
    picture.show()

    (address,) = opened
    assert Path(address.removeprefix("file://")).read_text(encoding="utf-8") == picture.page


def test_a_graph_gives_its_network(tmp_path: Path) -> None:
    text = "زار وزير الخارجية المصري سامح شكري تركيا."
    with gb.build([gb.Article("1", text, origin="text")], store=tmp_path / "graph") as graph:
        picture = graph.network(top=5, heading="شكري")
        path = picture.save(tmp_path / "n.html")

    assert picture.network.edges
    assert "شكري" in path.read_text(encoding="utf-8")


@pytest.mark.browser
def test_the_frame_draws_and_reaches_nothing(browser: Browser, tmp_path: Path) -> None:
    rows = [*ROWS, edge(KIM, "meets", KIM, telling(quote=HOSTILE, url=HOSTILE), relation_label_ar=HOSTILE)]
    frame = Picture.of(Network.of(rows, same_state=True), heading=HOSTILE)._repr_html_()
    path = tmp_path / "cell.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><title>notebook</title>{frame}", encoding="utf-8")
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    page.frame_locator("iframe").locator("html[data-drawn]").wait_for()

    assert page.title() == "notebook"
    assert [url for url in requests if not url.startswith(("file:", "about:"))] == []
    assert page.frames[1].evaluate("GB.drawn.labels.length") > 0
    with pytest.raises(Exception, match=r"cross-origin|SecurityError"):
        page.frames[1].evaluate("parent.document.title")
