"""The report in a real browser: it draws, asks for nothing, filters, searches, exports, and hostile text does nothing."""

from __future__ import annotations

import csv
import io
import itertools
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from graphbuild.rows import NodeRow
from graphbuild.view.report import render_report
from graphbuild.vocab import NS
from tests.browsing import click_canvas, settled, until
from tests.view.reports import ANSWER, HOSTILE, MIXED, REPORT_ROWS, Opened, distinct, hostile, material
from tests.view.rows import KIM, KOREA, QUOTE, RUSSIA, UKRAINE, edge, telling

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

pytestmark = pytest.mark.browser
TABS = ("summary", "network", "claims", "actors", "timeline", "queries", "method")


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(material())


def shown(page: Page) -> list[str]:
    """The claims in the table, by their identifiers."""
    found: list[str] = page.eval_on_selector_all("tr[data-edge]", "rows => rows.map(row => row.dataset.edge)")
    return found


def saved(page: Page, kind: str) -> str:
    page.click("#export")
    with page.expect_download() as download:
        page.click(f"[data-export={kind}]")
    return Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_tab_opens_without_a_request_or_a_complaint(
    browser: Browser, tmp_path: Path, html: str, lang: str, width: int
) -> None:
    opened = Opened(browser, tmp_path / "r.html", html, state=f"lang={lang}", width=width)
    for tab in TABS:
        opened.page.click(f"#tab-{tab}")

        assert opened.page.locator(f"#{tab}").is_visible()
        # nothing is cut off at the side
        assert opened.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert opened.elsewhere == []
    assert opened.complaints == []
    assert opened.page.evaluate("document.compatMode") == "CSS1Compat"


def test_language_switch_turns_words_and_direction(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html).page
    before = page.inner_text("#tabs")
    page.check("#lang-en", force=True)

    assert "الشبكة" in before
    assert page.inner_text("#tabs").split() == [
        "Summary", "Network", "Claims", "Actors", "Timeline", "Queries", "Method",
    ]  # fmt: skip
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    assert "lang=en" in page.url


def test_language_switch_works_without_scripts(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, script=False).page

    assert page.locator("#tab-claims .ar").is_visible() and not page.locator("#tab-claims .en").is_visible()
    page.check("#lang-en", force=True)
    assert page.locator("#tab-claims .en").is_visible() and not page.locator("#tab-claims .ar").is_visible()


def test_document_is_read_without_scripts(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, script=False).page
    page.click("#claims details summary >> nth=0")

    assert page.locator("#claims details blockquote").first.is_visible()
    assert QUOTE in page.inner_text("#claims details >> nth=0")
    assert page.locator("#network svg").first.is_visible()
    assert not page.locator("#searchbox").is_visible()


def test_network_is_drawn(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network").page
    inked = until(
        page,
        """() => { const canvas = document.querySelector('#canvas canvas');
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let inked = 0; for (let i = 3; i < data.length; i += 4) if (data[i]) inked++; return inked > 2000; }""",
    )

    assert inked
    assert page.evaluate("GB.model.labels") == page.evaluate("GB.model.nodes.length") == 5
    # all that is not in the picture is said
    assert "المعروض من الفاعلين 5 من 5 · من العلاقات 8 من 11" in page.inner_text("#net-shown")
    assert "مناصب: 1" in page.inner_text("#net-shown")


@pytest.mark.parametrize("width", [390, 1280])
def test_names_in_the_picture_are_whole_and_apart(browser: Browser, tmp_path: Path, width: int) -> None:
    crowd = [
        edge(NodeRow(f"https://x.example/{n}", f"جماعة طويلة الاسم رقم {n}", f"Group {n}", "group"), "meets", hub)
        for n, hub in enumerate((KOREA, RUSSIA, UKRAINE) * 40)
    ]
    html = render_report(material(distinct(crowd)))
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network", width=width).page
    drawn = settled(page, "GB.model.drawn")
    boxes = [label["box"] for label in drawn["labels"]]

    assert len(boxes) >= 8
    assert min(label["size"] for label in drawn["labels"]) >= 12
    assert all(min(b[:2]) >= 0 and b[2] <= drawn["width"] and b[3] <= drawn["height"] for b in boxes)
    assert not any(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in itertools.combinations(boxes, 2)
    )
    assert {hub.label_ar for hub in (KOREA, RUSSIA, UKRAINE)} <= {label["text"] for label in drawn["labels"]}


def click_at(page: Page, script: str, *, happens: str, shift: bool = False) -> None:
    """Click a point of the picture: the evidence that opens beside it may move it."""
    place = f"""() => {{ const at = {script}; const dom = GB.vis.canvasToDOM(at);
        const box = document.getElementById('canvas').getBoundingClientRect(); return [box.left + dom.x, box.top + dom.y]; }}"""
    click_canvas(page, place, happens=happens, shift=shift)


def test_click_on_a_line_opens_its_sentences_with_the_words_marked(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network").page
    line = "GB.model.lines.find(line => line.voice === 'open')"
    click_at(
        page,
        f"GB.vis.body.edges[{line}.id].edgeType.getPoint(0.3)",
        happens="document.querySelector('#evidence .telling') !== null",
    )

    assert page.inner_text("#evidence blockquote >> nth=0") == QUOTE
    assert page.inner_text("#evidence mark:not(.c) >> nth=0") == "تدعم"
    assert page.inner_text("#evidence mark.c >> nth=0") == "زعم"
    assert page.get_attribute("#evidence .from a >> nth=0", "href") == "https://news.example/1"
    assert "sel=proposition/" in page.url


def test_click_on_an_actor_opens_its_dossier(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network&lang=en").page
    click_at(page, "GB.vis.getPosition('actor/kim-jong-un')", happens="GB.state.sel === 'actor/kim-jong-un'")
    dossier = page.inner_text("#evidence")

    assert page.url.endswith("sel=actor/kim-jong-un")
    for said in ("Kim Jong Un", "كيم", "2011-12-17", "supports", "https://w3id.org/graphbuild/id/actor/kim-jong-un"):
        assert said in dossier


def test_shift_click_finds_the_shortest_path(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network&lang=en").page
    click_at(page, "GB.vis.getPosition('actor/UN')", happens="GB.state.sel === 'actor/UN'")
    click_at(page, "GB.vis.getPosition('actor/UKR')", happens="GB.path !== null && GB.path !== undefined", shift=True)

    assert page.evaluate("GB.path.actors.map(actor => actor.id)") == [
        "actor/UN", "actor/kim-jong-un", "actor/RUS", "actor/UKR",
    ]  # fmt: skip
    assert "Kim Jong Un" in page.inner_text("#evidence")


def test_neighbourhood_keeps_an_actor_and_those_around_it(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network&sel=actor/UN&hops=1").page

    assert page.evaluate("GB.model.nodes.map(node => node.actor.id).sort()") == ["actor/UN", "actor/kim-jong-un"]


def test_filters_count_and_combine(browser: Browser, tmp_path: Path, html: str) -> None:
    """OR within a facet, AND across facets; the counts say what a further choice would give."""
    page = Opened(browser, tmp_path / "r.html", html, state="tab=claims").page

    assert len(shown(page)) == len(REPORT_ROWS)
    page.check("[data-key='voice:contested']")
    contested = shown(page)
    page.check("[data-key='voice:denied']")
    both = shown(page)
    count = page.inner_text("label:has([data-key='claimant:actor/UKR']) .count")
    page.check("[data-key='claimant:actor/UKR']")

    assert len(contested) == 2
    assert len(both) == 3
    assert len(shown(page)) == int(count) == 2
    assert "3" in page.inner_text("label:has([data-key='claimant:actor/RUS']) .count")
    assert "المعروض من الادعاءات 2 من 11" in page.inner_text("#shown")
    page.click(".chips >> text=أزل كل عوامل التصفية")
    assert len(shown(page)) == len(REPORT_ROWS)


def test_filter_of_certainty_and_of_time(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=claims&conf=0.5&until=2023-12-31").page

    assert shown(page) == []
    page.evaluate("GB.set({conf: 0})")
    assert len(shown(page)) == 1


def test_words_are_looked_for_in_the_sentences(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=claims").page
    page.fill("[data-key=words]", "الكرملين مسوولون اوكرانيون")
    page.keyboard.press("Enter")
    found = shown(page)
    page.fill("[data-key=words]", "الكرملين قمر")
    page.keyboard.press("Enter")

    assert len(found) == len(REPORT_ROWS)
    assert shown(page) == []
    page.click("[data-key='chip:words']")
    assert len(shown(page)) == len(REPORT_ROWS)


def test_state_in_the_address_opens_the_same_view(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=claims&lang=en").page
    page.check("[data-key='voice:alleged']")
    page.click("tr[data-edge] >> nth=0")
    again = Opened(browser, tmp_path / "r.html", html, state=page.url.split("#")[1]).page

    assert shown(again) == shown(page)
    assert again.inner_text("#evidence") == page.inner_text("#evidence")
    page.go_back()
    assert not page.locator("#evidence").is_visible()


@pytest.mark.parametrize(
    "state", ["tab=nowhere&lang=xx&top=many&sel=<img src=x>&%zz=1&voice=%E0%A4%A", "__proto__=1&constructor=2", "#&&="]
)
def test_spoilt_address_opens_the_report_all_the_same(browser: Browser, tmp_path: Path, html: str, state: str) -> None:
    opened = Opened(browser, tmp_path / "r.html", html, state=state)

    assert opened.complaints == []
    assert opened.page.locator("#summary").is_visible()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("روسيا", RUSSIA.id),
        ("اوكرانيا", UKRAINE.id),
        ("أُوكرَانيا", UKRAINE.id),
        ("كوريا الشماليه", KOREA.id),
        ("كيــم", KIM.id),
        ("kim", KIM.id),
        ("ukrai", UKRAINE.id),
    ],
)
def test_search_folds_spelling_and_knows_both_languages(
    browser: Browser, tmp_path: Path, html: str, typed: str, found: str
) -> None:
    page = Opened(browser, tmp_path / "r.html", html).page
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")

    assert found.endswith(page.url.split("sel=")[1])


def test_everything_is_reached_with_the_keyboard(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html).page
    page.keyboard.press("3")
    page.focus("tr[data-edge] [data-key^='edge:']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = shown(page)[1]

    assert page.locator("tr.chosen").get_attribute("data-edge") == chosen
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.id") == "evidence"
    page.keyboard.press("Escape")
    assert "sel=" not in page.url
    assert page.evaluate("document.activeElement.closest('tr').dataset.edge") == chosen
    page.keyboard.press("?")
    assert page.locator("dialog[open]").is_visible()
    page.keyboard.press("Escape")
    page.focus("#tab-claims")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.id") == "tab-actors"


def test_level_of_states_has_states_alone(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=claims").page
    page.check("#level-state", force=True)

    assert 0 < len(shown(page)) < len(REPORT_ROWS)
    assert "Kim" not in page.inner_text("#live-claims")


def test_timeline_is_narrowed_by_dragging(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=timeline").page
    box = page.locator("svg.histogram").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 12, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 20, box["y"] + 50)
    page.mouse.up()

    assert "since=2024-12-01" in page.url
    assert "until=2024-12-31" in page.url
    assert page.locator(".events li").count() == 1


def test_exports_hold_what_the_filters_keep(browser: Browser, tmp_path: Path, html: str) -> None:
    opened = Opened(browser, tmp_path / "r.html", html, state="tab=claims&voice=contested")
    page = opened.page
    claims = list(csv.DictReader(io.StringIO(saved(page, "claims").removeprefix("\ufeff"))))
    edges = list(csv.DictReader(io.StringIO(saved(page, "edges").removeprefix("\ufeff"))))
    nodes = list(csv.DictReader(io.StringIO(saved(page, "nodes").removeprefix("\ufeff"))))

    assert [row["polarity"] for row in claims] == ["affirms", "rejects"] * 2
    assert {row["quote"] for row in claims} == {QUOTE}
    assert [(row["sourceLabelEn"], row["targetLabelEn"]) for row in edges] == [
        ("North Korea", "Russia"),
        ("North Korea", "Ukraine"),
    ]
    assert [row["labelEn"] for row in nodes] == ["North Korea", "Russia", "Ukraine"]
    assert opened.elsewhere == []


def test_exported_graphs_are_read_by_networkx_and_rdflib(browser: Browser, tmp_path: Path, html: str) -> None:
    import networkx as nx
    import rdflib

    page = Opened(browser, tmp_path / "r.html", html, state="tab=claims").page
    graphml = nx.parse_graphml(saved(page, "graphml"), force_multigraph=True)
    gexf = ElementTree.fromstring(saved(page, "gexf"))
    turtle = rdflib.Graph().parse(data=saved(page, "turtle"), format="turtle")
    gb = rdflib.Namespace("https://w3id.org/graphbuild/ns#")

    assert (graphml.number_of_nodes(), graphml.number_of_edges()) == (5, 10)
    assert len(gexf.findall(".//{http://gexf.net/1.3}edge")) == 10
    assert len(set(turtle.subjects(rdflib.RDF.type, gb.Proposition))) == len(REPORT_ROWS)
    assert len(set(turtle.subjects(rdflib.RDF.type, gb.Attribution))) == 13
    assert {str(o) for o in turtle.objects(None, gb.quote)} == {QUOTE}


def test_pictures_are_saved(browser: Browser, tmp_path: Path, html: str) -> None:
    opened = Opened(browser, tmp_path / "r.html", html, state="tab=network")
    svg = ElementTree.fromstring(saved(opened.page, "svg"))
    opened.page.click("#export")
    with opened.page.expect_download() as download:
        opened.page.click("[data-export=png]")

    assert "كوريا الشمالية" in "".join(svg.itertext())
    assert Path(download.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert opened.complaints == []


def test_formulas_in_names_are_made_harmless(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html).page

    assert page.evaluate("GB.csv(['a'], [['=1+1'], ['-2'], ['@x'], ['a,\"b\"']])") == (
        '\ufeffa\r\n\'=1+1\r\n-2\r\n\'@x\r\n"a,""b"""\r\n'
    )


def test_hostile_text_runs_nothing_and_fetches_nothing(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path / "r.html", render_report(hostile(), heading=HOSTILE))
    page = opened.page
    title = page.title()
    for tab in TABS:
        page.click(f"#tab-{tab}")
    page.click("#tab-claims")
    for row in range(2):
        page.click(f"tr[data-edge] >> nth={row} >> td >> nth=0")
    page.click("#tab-actors")
    page.click("tr[data-actor] >> nth=0 >> td >> nth=0")
    page.click("#tab-network")
    click_at(
        page, "GB.vis.getPosition(GB.model.nodes[0].actor.id)", happens="GB.state.sel === GB.model.nodes[0].actor.id"
    )
    page.mouse.move(500, 500)
    for kind in ("claims", "nodes", "edges", "graphml", "gexf", "turtle", "svg"):
        saved(page, kind)

    assert title.startswith("<img src=x onerror=")
    assert page.title() == title
    assert page.locator("main img, aside img, a[href^='javascript' i]").count() == 0
    assert opened.elsewhere == []
    assert opened.complaints == []


def test_hostile_exports_are_still_well_formed(browser: Browser, tmp_path: Path) -> None:
    import rdflib

    page = Opened(browser, tmp_path / "r.html", render_report(hostile()), state="tab=claims").page
    ElementTree.fromstring(saved(page, "graphml"))
    ElementTree.fromstring(saved(page, "gexf"))
    ElementTree.fromstring(saved(page, "svg"))
    turtle = rdflib.Graph().parse(data=saved(page, "turtle"), format="turtle")

    assert HOSTILE in {str(o) for o in turtle.objects()}


def test_an_injected_script_or_picture_would_be_refused(browser: Browser, tmp_path: Path, html: str) -> None:
    """The policy holds even where escaping would not."""
    spoilt = html.replace(
        "<footer>", "<script>document.title='gone'</script><img src='https://tracker.example/x.png'><footer>"
    )
    opened = Opened(browser, tmp_path / "r.html", spoilt)

    assert opened.page.title() != "gone"
    assert sum("Content Security Policy" in complaint for complaint in opened.complaints) == 2


@pytest.mark.parametrize("label", MIXED)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_mixed_names_run_as_in_arabic_on_the_canvas_and_in_text(
    browser: Browser, tmp_path: Path, html: str, label: str, lang: str
) -> None:
    """A name has the pixels that it has on a right-to-left page, whichever way the page runs."""
    page = Opened(browser, tmp_path / "r.html", html, state=f"tab=network&lang={lang}").page
    same = page.evaluate(
        """label => { const draw = direction => { const canvas = document.createElement('canvas');
        canvas.width = 400; canvas.height = 40; const context = canvas.getContext('2d'); context.direction = direction;
        context.font = '20px sans-serif'; context.textAlign = 'center'; context.fillText(label, 200, 25);
        return canvas.toDataURL(); };
        const text = GB.text(label);
        return [draw(GB.arabic(label) ? 'rtl' : 'ltr') === draw('rtl'), draw('ltr') !== draw('rtl'), text.dir, text.lang]; }""",
        label,
    )

    assert same == [True, True, "rtl", "ar"]


def test_print_shows_the_document_and_not_the_tools(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network").page
    page.emulate_media(media="print")

    assert page.locator("#claims .static").is_visible()
    assert page.locator("#network .static svg").first.is_visible()
    assert page.locator("#summary").is_visible()
    assert not page.locator(".tools").is_visible() and not page.locator("#facets").is_visible()


def test_actors_without_a_place_in_the_page_are_drawn_beside_a_neighbour(browser: Browser, tmp_path: Path) -> None:
    """A filter may bring in somebody less connected than those whom the page was laid out for."""
    page = Opened(browser, tmp_path / "r.html", render_report(material(), top=2), state="tab=network").page
    places = page.evaluate("GB.model.nodes.map(node => [node.x, node.y])")

    assert len(places) == len({tuple(place) for place in places}) == 5


CONTRAST = """() => {
  const part = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); };
  const light = c => 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
  const parse = text => { const n = text.match(/[\\d.]+/g).map(Number); return [n[0], n[1], n[2], n.length > 3 ? n[3] : 1]; };
  const behind = element => { for (let at = element; at; at = at.parentElement) { const c = parse(getComputedStyle(at).backgroundColor); if (c[3] === 1) return c; } return [255, 255, 255]; };
  const weak = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !element.checkVisibility() || element.closest("svg, script, style, .hide, .zero, [aria-hidden=true]")) continue;
    const a = light(parse(getComputedStyle(element).color)), b = light(behind(element));
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) weak.push(element.outerHTML.slice(0, 80));
  }
  const nameless = [...document.querySelectorAll("button, a, input, select")].filter(one => one.checkVisibility()
    && !(one.getAttribute("aria-label") || one.textContent.trim() || (one.labels && [...one.labels].some(label => label.textContent.trim()))));
  return [weak, nameless.map(one => one.outerHTML.slice(0, 80))];
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_and_controls_have_names(browser: Browser, tmp_path: Path, html: str, theme: str) -> None:
    """WCAG 2 AA: a contrast of 4.5 to 1; every control has a name."""
    page = Opened(browser, tmp_path / "r.html", html, state=f"theme={theme}&conf=0.1&sel=actor/kim-jong-un").page
    for tab in TABS:
        page.click(f"#tab-{tab}")
        if tab == "queries":
            page.click(".query summary >> nth=0")

        assert page.evaluate(CONTRAST) == [[], []], tab


def test_a_view_can_be_drawn_in_either_theme(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="theme=dark").page
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-key=theme]")
    page.click("[data-key=theme]")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert dark != light
    assert "theme=light" in page.url


def test_large_data_are_packed_and_unpacked(
    browser: Browser, tmp_path: Path, html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphbuild.view.report import page as module

    monkeypatch.setattr(module, "_MOST_PLAIN", 10)
    packed = render_report(material())
    opened = Opened(browser, tmp_path / "r.html", packed, state="tab=claims")
    plain = Opened(browser, tmp_path / "s.html", html, state="tab=claims")

    assert 'type="application/gzip"' in packed and 'type="application/gzip"' not in html
    assert render_report(material()) == packed
    assert opened.page.inner_text("#live-claims") == plain.page.inner_text("#live-claims")
    assert (opened.elsewhere, opened.complaints) == ([], [])


def test_printed_it_is_a_document_of_numbered_pages(browser: Browser, tmp_path: Path) -> None:
    """All of it, on white paper, whatever the screen shows: an A4 page for every thousand pixels or so of the document."""
    html = render_report(material(distinct(list(REPORT_ROWS) * 12)))
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network&theme=dark&voice=told").page
    pdf = page.pdf(format="A4")
    page.emulate_media(media="print")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    long = page.evaluate("document.documentElement.scrollHeight")

    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type ?/Page\b", pdf)) >= max(3, long // 2500)
    assert paper == "rgb(255, 255, 255)"
    assert page.locator("#claims .static details").count() == 100


def test_at_400_per_cent_everything_is_in_one_column(browser: Browser, tmp_path: Path, html: str) -> None:
    """WCAG 1.4.10: what 1280 by 1024 pixels show at 400 % is 320 by 256; nothing needs sideways scrolling, or is out of reach."""
    opened = Opened(browser, tmp_path / "r.html", html, state="tab=claims&lang=en", width=320)
    page = opened.page
    page.set_viewport_size({"width": 320, "height": 256})
    for tab in TABS:
        page.click(f"#tab-{tab}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, tab
    page.click("#tab-claims")
    page.click("tr[data-edge] >> nth=0")
    page.wait_for_selector("#evidence .telling")
    assert page.evaluate("document.querySelector('#evidence').getBoundingClientRect().height") < 256
    page.keyboard.press("Escape")
    page.click("#export")
    box = page.locator("[data-export=print]").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 320
    page.locator("[data-export=claims]").click(trial=True)
    assert opened.complaints == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_on_paper_nothing_is_wider_than_the_paper(browser: Browser, tmp_path: Path, lang: str) -> None:
    """A4 less its margins, 180 mm: what is wider is cut off, or makes everything smaller."""
    long = (
        "جملة طويلة تقول إن وزير الخارجية زار العاصمة والتقى نظيره وبحثا معا سبل التعاون بين البلدين في المجالات كلها"
    )
    columns = ("denier", "denierLabel", "relation", "subject", "subjectLabel", "object", "objectLabel", "status", "sourceLabel", "polarity", "quote", "article", "date")  # fmt: skip
    row = (RUSSIA.id, "روسيا", NS + "supports", KOREA.id, "كوريا الشمالية", UKRAINE.id, "أوكرانيا", NS + "Actual", "وكالة", NS + "Affirms", long, long, "2024-10-16")  # fmt: skip
    wide = replace(ANSWER, columns=columns, rows=(row,) * 3)
    html = render_report(replace(material(), answers=(wide,)))
    page = Opened(browser, tmp_path / "r.html", html, state=f"lang={lang}", width=680).page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.emulate_media(media="print")

    assert page.locator("#queries table").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    assert (
        page.evaluate(
            "[...document.querySelectorAll('table')].filter(one => one.checkVisibility() && one.scrollWidth > one.parentElement.clientWidth + 1).map(one => one.outerHTML.slice(0, 80))"
        )
        == []
    )


def test_on_paper_claims_stand_in_two_columns_with_their_sentences(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, width=680).page
    page.emulate_media(media="print")
    starts = page.eval_on_selector_all(
        "#claims .static tr[id]", "rows => rows.map(row => Math.round(row.getBoundingClientRect().left))"
    )
    shut = page.evaluate(
        "[...document.querySelectorAll('#claims .static details')].filter(one => !one.querySelector('blockquote').checkVisibility()).length"
    )

    assert len(set(starts)) == 2
    assert shut == 0


#: Controls that are too small for a finger, with their size; links within a text are as large as its lines.
SMALL = """() => [...document.querySelectorAll("button, select, summary, [role=tab], .switch label, .facet label, input[type=search], input[type=date]")]
  .filter(one => one.checkVisibility() && !one.closest("p, td, th, .list, .links, .events, .sides, .who"))
  .map(one => [one.outerHTML.slice(0, 70), Math.round(one.getBoundingClientRect().width), Math.round(one.getBoundingClientRect().height)])
  .filter(([, wide, high]) => high < 40 || wide < 40)"""


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_controls_are_large_enough_for_a_finger(browser: Browser, tmp_path: Path, html: str, lang: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state=f"lang={lang}&conf=0.1", width=390).page
    page.click("#tab-claims")
    page.click("#facets .top")
    page.evaluate("document.querySelectorAll('.facet').forEach(one => { one.open = true; })")
    small = {"claims": page.evaluate(SMALL)}
    page.click("tr[data-edge] >> nth=0")
    small["evidence"] = page.evaluate(SMALL)
    page.keyboard.press("Escape")
    for tab in TABS:
        page.click(f"#tab-{tab}")
        small[tab] = page.evaluate(SMALL)
    page.click("#export")
    small["menu"] = page.evaluate(SMALL)

    assert {tab: found for tab, found in small.items() if found} == {}


def test_what_goes_on_beyond_the_edge_fades_out_there(browser: Browser, tmp_path: Path, html: str) -> None:
    """Seven tabs do not stand side by side on a telephone; nothing but the fading tells that there are more."""
    fading = """() => { const tabs = document.getElementById('tabs'); const style = getComputedStyle(tabs);
        return [tabs.scrollWidth > tabs.clientWidth, style.maskImage !== 'none', style.getPropertyValue('--fade-end')]; }"""
    narrow = Opened(browser, tmp_path / "r.html", html, state="lang=en", width=390).page
    wide = Opened(browser, tmp_path / "r.html", html, state="lang=en", width=1280).page

    assert settled(narrow, fading) == [True, True, "44px"]
    assert settled(wide, fading) == [False, False, "0px"]


def test_a_year_is_shown_as_a_year(browser: Browser, tmp_path: Path) -> None:
    rows = distinct(
        [
            edge(KOREA, "meets", RUSSIA, telling(time="2013-01-01/2013-12-31", day="2013-01-01")),
            edge(KOREA, "meets", UKRAINE, telling(time="2013-02-01/2013-02-28", day="2013-02-01")),
            edge(KIM, "meets", UKRAINE, telling(time="2013-02-03", day="2013-02-03")),
        ]
    )
    page = Opened(browser, tmp_path / "r.html", render_report(material(rows)), state="tab=timeline&lang=en").page

    assert page.eval_on_selector_all(".events h3", "all => all.map(one => one.textContent)") == ["2013", "2013-02", "2013-02-03"]  # fmt: skip
    assert page.eval_on_selector_all(".histogram rect title", "all => all.map(one => one.textContent)") == ["2013-02: Alleged 2"]  # fmt: skip
    assert "Of a year alone, so of no month: 1." in page.inner_text("#live-timeline")
    page.click(".events li >> nth=0 >> button")
    assert "event time 2013 ·" in page.inner_text("#evidence .meta >> nth=0") + " ·"


def test_a_timeline_without_days_tells_nobody_to_drag(browser: Browser, tmp_path: Path) -> None:
    html = render_report(material(distinct([edge(KOREA, "meets", RUSSIA, telling(date=None, day=None))])))
    page = Opened(browser, tmp_path / "r.html", html, state="tab=timeline&lang=en").page

    assert "Undated: 1." in page.inner_text("#live-timeline")
    assert "Drag" not in page.inner_text("#live-timeline")


def test_a_group_of_states_has_its_name_among_the_countries(browser: Browser, tmp_path: Path) -> None:
    union = NodeRow(
        "https://w3id.org/graphbuild/id/actor/EU", "الاتحاد الأوروبي", "European Union", "organization", "EU"
    )
    html = render_report(material(distinct([edge(union, "meets", KIM), edge(KOREA, "meets", union)])))
    page = Opened(browser, tmp_path / "r.html", html, state="tab=claims&lang=en&country=EU").page

    assert page.inner_text(".chip") == "Country: European Union"


CLIP: FloatRect = {"x": 10, "y": 10, "width": 360, "height": 60}


@pytest.mark.parametrize("label", MIXED)
def test_mixed_names_look_the_same_on_pages_of_either_direction(browser: Browser, tmp_path: Path, label: str) -> None:
    """Compared whole, as pictures: the name in a claim of the Arabic page and of the English one."""
    actor = NodeRow("https://w3id.org/graphbuild/id/actor/mixed", label, label, "group")
    html = render_report(material(distinct([edge(actor, "meets", KIM)])))
    pictures = []
    for lang in ("ar", "en"):
        page = Opened(browser, tmp_path / f"{lang}.html", html, state=f"tab=claims&lang={lang}").page
        name = page.locator("tr[data-edge] bdi").first
        assert name.inner_text() == label
        name.evaluate("one => one.classList.add('probe')")
        page.add_style_tag(content=".probe { font: 24px 'DejaVu Sans', sans-serif !important; color: #000 !important; background: #fff; position: fixed; top: 10px; left: 10px; width: 360px; height: 60px; z-index: 99; white-space: nowrap; text-align: left; }")  # fmt: skip
        pictures.append(page.screenshot(clip=CLIP))

    assert pictures[0] == pictures[1]
    page.evaluate("document.querySelector('.probe').dir = 'ltr'")
    assert page.screenshot(clip=CLIP) != pictures[0], "run the other way it looks different"
