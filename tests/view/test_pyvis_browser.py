"""The page in a real browser: it draws, it asks for nothing, it shows a relation's sentences, hostile text does nothing."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphbuild.rows import EdgeRow, NodeRow
from graphbuild.view import Network
from graphbuild.view.pyvis_page import render
from tests.browsing import PATIENCE, click_canvas, settled, until
from tests.view.reports import MIXED
from tests.view.rows import KIM, KOREA, QUOTE, ROWS, RUSSIA, UKRAINE, edge, telling
from tests.view.test_pyvis_page import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

pytestmark = pytest.mark.browser


class Opened:
    """A page that was opened from disk, with what it asked for and complained of."""

    def __init__(
        self, browser: Browser, path: Path, html: str, *, script: bool = True, state: str = "", width: int = 1280
    ) -> None:
        path.write_text(html, encoding="utf-8", newline="\n")
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        context.set_default_timeout(PATIENCE * 1000)
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.refused: list[str | None] = []
        self.page.on("requestfailed", lambda request: self.refused.append(request.failure))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri() + (f"#{state}" if state else ""))
        if script:
            self.page.wait_for_selector("html[data-drawn]")


def open_edge(page: Page) -> list[str]:
    ids: list[str] = page.eval_on_selector_all("details[open]", "found => found.map(one => one.id)")
    return ids


def test_page_draws_in_standards_mode_and_asks_for_nothing(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path / "n.html", render(Network.of(ROWS)))
    inked = until(
        opened.page,
        """() => { const canvas = document.querySelector('#mynetwork canvas');
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let inked = 0; for (let i = 3; i < data.length; i += 4) if (data[i]) inked++; return inked > 2000; }""",
    )

    assert opened.requests == [(tmp_path / "n.html").as_uri()]
    assert opened.complaints == []
    assert opened.page.evaluate("document.compatMode") == "CSS1Compat"
    assert inked


def test_click_on_a_line_opens_its_sentences(browser: Browser, tmp_path: Path) -> None:
    network = Network.of(ROWS)
    page = Opened(browser, tmp_path / "n.html", render(network)).page
    straight = next(e for e in network.edges if e.row.voice == "open")
    click_canvas(
        page,
        """ends => { const at = network.getPositions(ends);
        const dom = network.canvasToDOM({x: at[ends[0]].x * .7 + at[ends[1]].x * .3, y: at[ends[0]].y * .7 + at[ends[1]].y * .3});
        const box = document.getElementById('mynetwork').getBoundingClientRect();
        return [box.left + dom.x, box.top + dom.y]; }""",
        [straight.source, straight.target],
        happens="document.querySelector('details[open]') !== null",
    )

    assert open_edge(page) == [straight.key]
    assert QUOTE in page.inner_text("details[open]")
    assert page.evaluate("document.activeElement.parentElement.id") == straight.key


def test_list_is_worked_with_the_keyboard_and_picks_the_line(browser: Browser, tmp_path: Path) -> None:
    page = Opened(browser, tmp_path / "n.html", render(Network.of(ROWS))).page
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.tagName") != "SUMMARY":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "network.getSelectedEdges().length == 1")

    assert open_edge(page) == page.evaluate("network.getSelectedEdges()")


def test_click_on_an_actor_keeps_its_relations_and_escape_shows_all(browser: Browser, tmp_path: Path) -> None:
    network = Network.of(ROWS)
    page = Opened(browser, tmp_path / "n.html", render(network)).page
    kim = next(node for node in network.nodes if node.actor == KIM)
    click_canvas(
        page,
        """key => { const dom = network.canvasToDOM(network.getPositions([key])[key]);
        const box = document.getElementById('mynetwork').getBoundingClientRect(); return [box.left + dom.x, box.top + dom.y]; }""",
        kim.key,
        happens="!document.getElementById('all').hidden",
    )
    kept = page.eval_on_selector_all("#relations > li:not([hidden])", "found => found.map(one => one.dataset.edge)")
    page.keyboard.press("Escape")

    assert sorted(kept) == sorted(e.key for e in network.edges if kim.key in (e.source, e.target))
    assert page.locator("#relations > li:not([hidden])").count() == len(network.edges)


def test_sentences_can_be_read_without_scripts(browser: Browser, tmp_path: Path) -> None:
    page = Opened(browser, tmp_path / "n.html", render(Network.of(ROWS)), script=False).page
    page.click("summary >> nth=0")

    assert QUOTE in page.inner_text("details[open]")


def test_hostile_text_runs_nothing_and_fetches_nothing(browser: Browser, tmp_path: Path) -> None:
    """As label, id, relation, sentence, cue, source, title, outlet, day and address."""
    actor = NodeRow(f"https://x.example/{HOSTILE}", HOSTILE, HOSTILE, "group", HOSTILE)
    bad = telling(
        quote=HOSTILE, cue_quote=HOSTILE + "!", source_label_ar=HOSTILE, source_label_en=HOSTILE, article_title=HOSTILE,
        publisher=HOSTILE, date=HOSTILE, url="javascript:document.title='gone'", article=f"https://x.example/{HOSTILE}",
    )  # fmt: skip
    rows = [edge(actor, HOSTILE, KIM, bad, relation_label_ar=HOSTILE, relation_label_en=HOSTILE, proposition=HOSTILE)]
    opened = Opened(browser, tmp_path / "n.html", render(Network.of(rows), heading=HOSTILE))
    opened.page.click("summary >> nth=0")
    opened.page.mouse.move(400, 400)

    assert opened.page.title().startswith("<img src=x onerror=")
    assert opened.page.locator("main img, main a").count() == 0
    assert len(opened.requests) == 1
    assert opened.complaints == []


CLIP: FloatRect = {"x": 10, "y": 10, "width": 360, "height": 60}


@pytest.mark.parametrize("where", [".statement .{lang} bdi", ".telling .about:last-child bdi"])
@pytest.mark.parametrize("label", MIXED)
def test_mixed_names_look_the_same_on_pages_of_either_direction(
    browser: Browser, tmp_path: Path, label: str, where: str
) -> None:
    """Compared whole, as pictures: an actor's name and an article's title on the Arabic page and on the English one."""
    actor = NodeRow("https://x.example/1", label, label, "group")
    html = render(Network.of([edge(actor, "meets", KIM, telling(article_title=label))]))
    pictures = []
    for lang in ("ar", "en"):
        page = Opened(browser, tmp_path / f"{lang}.html", html, state=f"lang={lang}").page
        page.click("summary >> nth=0")
        name = page.locator(where.format(lang=lang)).first
        assert name.inner_text() == label
        name.evaluate("one => { one.classList.add('probe'); document.body.append(one); }")
        page.add_style_tag(content=".probe { font: 24px 'DejaVu Sans', sans-serif !important; color: #000 !important; background: #fff; position: fixed; top: 10px; left: 10px; width: 360px; height: 60px; z-index: 99; white-space: nowrap; text-align: left; }")  # fmt: skip
        pictures.append(page.screenshot(clip=CLIP))

    assert pictures[0] == pictures[1]
    page.evaluate("document.querySelector('.probe').dir = 'ltr'")
    assert page.screenshot(clip=CLIP) != pictures[0], "run the other way it looks different"


def test_hover_fades_all_but_an_actor_and_those_around_it(browser: Browser, tmp_path: Path) -> None:
    network = Network.of(ROWS)
    page = Opened(browser, tmp_path / "n.html", render(network), state="lang=en").page
    everybody = settled(page, "GB.drawn.labels.length")
    kim = next(node for node in network.nodes if node.actor == KIM)
    page.mouse.move(
        *settled(
            page,
            """key => { const dom = network.canvasToDOM(network.getPositions([key])[key]);
            const box = document.getElementById('mynetwork').getBoundingClientRect(); return [box.left + dom.x, box.top + dom.y]; }""",
            kim.key,
        )
    )
    until(page, "count => GB.drawn.labels.length < count", everybody)

    assert {label["text"] for label in settled(page, "GB.drawn.labels")} == {"Kim Jong Un", "Russia", "United Nations"}
    page.mouse.move(5, 5)
    until(page, "count => GB.drawn.labels.length === count", everybody)


def test_an_injected_script_or_picture_would_be_refused(browser: Browser, tmp_path: Path) -> None:
    """The policy holds even where escaping would not."""
    html = render(Network.of(ROWS)).replace(
        "<main>", "<main><script>document.title='gone'</script><img src='https://tracker.example/x.png'>"
    )
    opened = Opened(browser, tmp_path / "n.html", html)

    assert opened.page.title() != "gone"
    assert opened.refused == ["csp"]
    assert sum("Content Security Policy" in complaint for complaint in opened.complaints) == 2


def test_mixed_labels_are_drawn_as_on_a_right_to_left_page(browser: Browser, tmp_path: Path) -> None:
    """On a left-to-right canvas an isolated label has the pixels that it has on a right-to-left one; a bare one has not."""
    page = Opened(browser, tmp_path / "n.html", render(Network.of(ROWS))).page
    different = page.evaluate(
        """label => { const draw = (text, direction) => { const canvas = document.createElement('canvas');
        canvas.width = 400; canvas.height = 40; const context = canvas.getContext('2d'); context.direction = direction;
        context.font = '20px sans-serif'; context.textAlign = 'center'; context.fillText(text, 200, 25);
        return canvas.toDataURL(); };
        const right = draw(label, 'rtl');
        return ['\\u2067' + label + '\\u2069', label].map(text => draw(text, 'ltr') !== right); }""",
        "الأمم المتحدة (UN)!",
    )

    assert different == [False, True]


def crowd(count: int) -> list[EdgeRow]:
    """Many actors around three hubs, with long names."""
    hubs = (KOREA, RUSSIA, UKRAINE)
    return [
        edge(NodeRow(f"https://x.example/{n}", f"جماعة طويلة الاسم رقم {n}", f"A group with a long name {n}", "group"), "meets", hubs[n % 3])
        for n in range(count)
    ] + list(ROWS)  # fmt: skip


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_names_can_be_read_from_the_first_look(browser: Browser, tmp_path: Path, lang: str, width: int) -> None:
    """However many actors there are: no name is small, cut off at the edge or over another, and hubs have theirs."""
    html = render(Network.of(crowd(240)))
    page = Opened(browser, tmp_path / "n.html", html, state=f"lang={lang}", width=width).page
    drawn = settled(page, "GB.drawn")
    boxes = [label["box"] for label in drawn["labels"]]
    overlapping = [
        (a, b)
        for a, b in itertools.combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]

    assert len(boxes) >= min(10, width // 65)
    assert min(label["size"] for label in drawn["labels"]) >= 12
    assert all(b[0] >= 0 and b[2] <= drawn["width"] and b[1] >= 0 and b[3] <= drawn["height"] for b in boxes)
    assert overlapping == []
    named = {label["text"] for label in drawn["labels"]}
    assert {actor.label_ar if lang == "ar" else actor.label_en for actor in (KOREA, RUSSIA, UKRAINE)} <= named


def test_zooming_in_brings_more_signs_and_fitting_takes_them_back(browser: Browser, tmp_path: Path) -> None:
    page = Opened(browser, tmp_path / "n.html", render(Network.of(crowd(240)))).page
    before = settled(page, "GB.drawn.signs")
    page.click("#zoom-in")
    page.click("#zoom-in")
    page.click("#zoom-in")

    assert settled(page, "GB.drawn.signs") > before
    page.click("#fit")
    assert settled(page, "GB.drawn.signs") == before


def test_one_language_at_a_time_and_either_theme(browser: Browser, tmp_path: Path) -> None:
    page = Opened(browser, tmp_path / "n.html", render(Network.of(ROWS))).page
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert "Showing 5 of 5 actors" not in page.inner_text("body")
    assert "المعروض من الفاعلين 5 من 5، ومن العلاقات 6 من 9" in page.inner_text("#shown")
    page.check("#lang-en", force=True)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    assert page.title() == "Who did, said or denied what to whom"
    assert page.inner_text("#shown") == "Showing 5 of 5 actors and 6 of 9 relations."
    assert "المعروض" not in page.inner_text("body")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_cut_off_at_the_side(browser: Browser, tmp_path: Path, width: int) -> None:
    page = Opened(browser, tmp_path / "n.html", render(Network.of(ROWS)), width=width).page
    page.click("summary >> nth=0")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
