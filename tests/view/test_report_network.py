"""The report's network in a real browser: what is drawn, what the pointer does, and that everything left out is counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphbuild.rows import EdgeRow, NodeRow
from graphbuild.view.report import render_report
from graphbuild.view.styles import LINES, NODES
from tests.browsing import click_canvas, settled, until
from tests.view.reports import REPORT_ROWS, Opened, distinct, material
from tests.view.rows import DENIAL, KIM, KOREA, OWN, QUOTE, RUSSIA, UKRAINE, edge, telling

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(material())


def crowd(count: int) -> list[EdgeRow]:
    """Actors around three hubs, the later the less connected: each has one relation more than the next but one."""
    hubs = (KOREA, RUSSIA, UKRAINE)
    others = [
        NodeRow(f"https://w3id.org/graphbuild/id/actor/g{n:03}", f"جماعة رقم {n}", f"Group {n}", "group")
        for n in range(count)
    ]
    rows = [edge(other, "meets", hubs[n % 3]) for n, other in enumerate(others)]
    rows += [edge(hub, "supports", other) for hub, other in zip(hubs * 4, others, strict=False)]
    return distinct([*rows, edge(KOREA, "meets", RUSSIA), edge(RUSSIA, "meets", UKRAINE)])


#: Where an actor's mark is in the window.
AT = """id => { const dom = GB.vis.canvasToDOM(GB.vis.getPosition(id)); const box = document.getElementById('canvas').getBoundingClientRect();
    return [box.left + dom.x, box.top + dom.y]; }"""
#: How strongly each line is drawn, by the actors at its ends.
STRENGTH = (
    "() => GB.model.lines.map(line => [line.from.id, line.to.id, GB.vis.body.data.edges.get(line.id).color.opacity])"
)


def named(page: Page) -> set[str]:
    found: list[dict[str, Any]] = settled(page, "GB.model.drawn.labels")
    return {label["text"] for label in found}


def nodes(page: Page) -> set[str]:
    found: list[str] = page.evaluate("GB.model.nodes.map(node => node.actor.id)")
    return set(found)


def test_places_come_with_the_page_and_nothing_moves_by_itself(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network").page
    before = settled(page, "GB.vis.getPositions()")

    assert page.evaluate("GB.vis.physics.physicsEnabled") is False
    assert page.evaluate("GB.level().at.size") == 5
    assert settled(page, "GB.vis.getPositions()") == before


def test_lines_look_in_the_script_as_everywhere_else(browser: Browser, tmp_path: Path, html: str) -> None:
    """Told, alleged, contested, denied and doubted differ by line, sign and colour."""
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network").page
    dashes, glyphs, marks = page.evaluate("[GB.DASHES, GB.GLYPHS, GB.COLOURS]")

    assert {voice: tuple(value) for voice, value in dashes.items()} == {v: s.dashes for v, s in LINES.items()}
    assert glyphs == {voice: style.glyph for voice, style in LINES.items()}
    assert {kind: marks[kind] for kind in NODES} == {kind: style.colour for kind, style in NODES.items()}
    drawn = page.evaluate(
        "GB.model.lines.map(line => { const { dashes, color } = GB.vis.body.data.edges.get(line.id); return [line.voice, dashes ? dashes.length : 0, color.color]; })"
    )
    voices = {voice for voice, _, _ in drawn}
    assert voices == {"told", "alleged", "contested", "denied", "open"}
    assert len({colour for _, _, colour in drawn}) == len(voices)
    assert {voice for voice, dashed, _ in drawn if not dashed} == {"told"}


def test_hover_fades_all_but_an_actor_and_those_around_it(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network&lang=en").page
    everybody = named(page)
    page.mouse.move(*settled(page, AT, "actor/UN"))
    until(page, "GB.model.drawn.labels.length === 2")
    faded = page.evaluate(STRENGTH)

    assert named(page) == {"United Nations", "Kim Jong Un"} < everybody
    assert {(a, b) for a, b, opacity in faded if opacity > 0.5} == {("actor/UN", "actor/kim-jong-un")}
    assert {opacity for a, b, opacity in faded if "actor/UN" not in (a, b)} == {0.1}
    assert page.inner_text(".tip").startswith("United Nations")
    page.mouse.move(5, 5)
    until(page, "GB.model.drawn.labels.length === 5")
    assert all(opacity > 0.5 for _, _, opacity in page.evaluate(STRENGTH))


def test_top_n_draws_the_best_connected_and_always_says_how_many_of_how_many(browser: Browser, tmp_path: Path) -> None:
    html = render_report(material(crowd(30)))
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network&lang=en").page

    assert "Showing 33 of 33 actors · 44 of 44 relations" in page.inner_text("#net-shown")
    page.fill("[data-key='net:top']", "7")
    until(page, "GB.state.top === 7")
    assert nodes(page) == {KOREA.id.split("/id/")[1], RUSSIA.id.split("/id/")[1], UKRAINE.id.split("/id/")[1], *(f"actor/g{n:03}" for n in range(4))}  # fmt: skip
    said = page.inner_text("#net-shown")
    shown = page.evaluate("GB.model.shown")
    assert f"Showing 7 of 33 actors · {shown} of 44 relations" in said
    assert f"{44 - shown} of actors beyond the first 7" in said
    for tab in ("claims", "actors", "timeline"):
        page.click(f"#tab-{tab}")
        assert page.inner_text("#shown") == "Showing 44 of 44 claims · 44 of 44 tellings"
    page.click("#tab-network")
    assert "Showing 7 of 33 actors" in page.inner_text("#net-shown")


def test_a_double_click_brings_in_neighbours_that_are_not_drawn(browser: Browser, tmp_path: Path) -> None:
    html = render_report(material(crowd(30)))
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network&top=5").page
    before = nodes(page)
    for _ in range(3):  # two clicks too far apart, as under load, are not one double click
        page.mouse.dblclick(*settled(page, AT, "actor/RUS"))
        if settled(page, "GB.model.nodes.length") > len(before):
            break
    rows = [row for row in crowd(30) if RUSSIA in (row.subject, row.object)]
    around = {end.id.split("/id/")[1] for row in rows for end in (row.subject, row.object) if end is not None}

    assert not around <= before
    assert nodes(page) == before | around
    assert "extra=" in page.url


def test_names_are_thinned_by_zoom_and_rank(browser: Browser, tmp_path: Path) -> None:
    """Far out the best connected have their names; nearer, more of those in view have one."""
    html = render_report(material(crowd(240)), top=300)
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network&top=243&lang=en").page

    def share() -> float:
        drawn = settled(page, "GB.model.drawn.labels.length")
        in_view = page.evaluate(
            "GB.model.nodes.filter(node => { const [x, y] = GB.model.screen(node.x, node.y); return x > 0 && y > 0 && x < GB.model.drawn.width && y < GB.model.drawn.height; }).length"
        )
        return float(drawn / in_view)

    far = share()
    assert far < 0.6
    assert {"North Korea", "Russia", "Ukraine"} <= named(page)
    for _ in range(4):
        page.click("[aria-label='Zoom in']")
    assert share() > far
    page.keyboard.press("f")
    assert share() == pytest.approx(far, abs=0.1)


def test_a_path_follows_directions_where_it_is_asked_to(browser: Browser, tmp_path: Path, html: str) -> None:
    """From Ukraine no relation leads to the United Nations, though some lead the other way."""
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network&lang=en&sel=actor/UKR&to=actor/UN").page

    assert page.evaluate("GB.path.actors.length") == 4
    page.check("[data-key='net:directed']")
    assert page.evaluate("GB.path") is None
    assert "No path between them" in page.inner_text("#evidence")
    page.uncheck("[data-key='net:directed']")
    assert page.evaluate("GB.path.actors.length") == 4


def test_a_dossier_leads_to_the_neighbourhood_of_one_and_two_steps(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=actors&lang=en&sel=actor/UN").page
    page.click("[data-key=focus]")

    assert nodes(page) == {"actor/UN", "actor/kim-jong-un"}
    page.select_option("[data-key='net:hops']", "2")
    assert nodes(page) == {"actor/UN", "actor/kim-jong-un", "actor/RUS"}
    page.select_option("[data-key='net:hops']", "0")
    assert len(nodes(page)) == 5


def test_a_line_shows_both_sides_and_what_contradicts_it(browser: Browser, tmp_path: Path) -> None:
    """Sentence, source, day and link of each telling; the claims that say otherwise below."""
    rows = distinct(
        [
            edge(KOREA, "supports", RUSSIA, telling(), replace(DENIAL, cue_quote=f"{QUOTE} وهذا غيرها.")),
            edge(KOREA, "attacks", RUSSIA, OWN, category="ASSAULT"),
            edge(RUSSIA, "attacks", KOREA, replace(DENIAL, url="https://news.example/2"), category="ASSAULT"),
        ]
    )
    page = Opened(browser, tmp_path / "r.html", render_report(material(rows)), state="tab=network&lang=en").page
    click_canvas(
        page,
        """() => { const line = GB.model.lines.find(line => line.voice === 'contested');
        const dom = GB.vis.canvasToDOM(GB.vis.body.edges[line.id].edgeType.getPoint(0.35));
        const box = document.getElementById('canvas').getBoundingClientRect(); return [box.left + dom.x, box.top + dom.y]; }""",
        happens="document.querySelector('#evidence .telling') !== null",
    )
    said = page.inner_text("#evidence")
    headings = page.eval_on_selector_all("#evidence h4", "found => found.map(one => one.textContent)")

    assert "Affirmed by 1 and denied by 1" in said
    assert [line for line in said.splitlines() if line in ("Ukraine affirms", "Russia denies")] == [
        "Ukraine affirms",
        "Russia denies",
    ]
    assert QUOTE in said and f"{QUOTE} وهذا غيرها." in said and "2024-10-16" in said
    assert page.get_attribute("#evidence .from a", "href") == "https://news.example/1"
    assert headings == ["Other relations between the two"]
    # told by the outlet, and denied the other way round: neither can be cited without the other
    page.click("#evidence .links button >> text=attacks >> nth=0")
    page.wait_for_selector("#evidence h4 >> text=Contradicting claims")
    contradicting = page.inner_text("#evidence h4 + .links >> nth=0")
    assert "Russia" in contradicting and "attacks" in contradicting


@pytest.mark.parametrize(("width", "most"), [(390, 40), (1280, 100)])
def test_a_narrow_screen_begins_with_fewer_actors_and_says_so(
    browser: Browser, tmp_path: Path, width: int, most: int
) -> None:
    html = render_report(material(crowd(120)))
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network&lang=en", width=width).page

    assert page.evaluate("GB.model.nodes.length") == most
    assert f"Showing {most} of 123 actors" in page.inner_text("#net-shown")
    page.check("[data-key='net:offices']")
    again = Opened(browser, tmp_path / "r.html", html, state=page.url.split("#")[1], width=1280).page
    assert again.evaluate("GB.model.nodes.length") == most, "a link shows the same elsewhere"


def test_the_picture_uses_the_shape_of_its_place(browser: Browser, tmp_path: Path) -> None:
    """The same places are wide on a wide screen and high on a narrow one."""
    html = render_report(material(crowd(60)))
    shapes = []
    for width in (1280, 390):
        page = Opened(browser, tmp_path / "r.html", html, state="tab=network&top=63", width=width).page
        shapes.append(
            page.evaluate(
                "() => { const xs = GB.model.nodes.map(n => n.x), ys = GB.model.nodes.map(n => n.y); const span = all => Math.max(...all) - Math.min(...all); return span(xs) / span(ys); }"
            )
        )

    assert shapes[1] < 0.7 * shapes[0]


def test_marks_of_hubs_do_not_cover_one_another(browser: Browser, tmp_path: Path) -> None:
    html = render_report(material(crowd(90)))
    page = Opened(browser, tmp_path / "r.html", html, state="tab=network&top=93").page
    settled(page, "GB.model.drawn.labels.length")
    hubs = page.evaluate(
        "GB.model.nodes.slice(0, 3).map(node => [...GB.model.screen(node.x, node.y), node.size * GB.draw.enlarged(GB.vis.getScale()) * GB.vis.getScale()])"
    )

    for i, (x, y, r) in enumerate(hubs):
        for other_x, other_y, other_r in hubs[:i]:
            assert ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5 > 0.8 * (r + other_r)


def test_kim_is_not_drawn_twice(browser: Browser, tmp_path: Path) -> None:
    """Relations of one kind and voice between two actors are one line, with their number on it."""
    rows = distinct([edge(KIM, "meets", UKRAINE, OWN), edge(KIM, "supports", UKRAINE, OWN), *REPORT_ROWS])
    page = Opened(browser, tmp_path / "r.html", render_report(material(rows)), state="tab=network").page

    assert page.evaluate(
        "GB.model.lines.filter(line => line.from.id === 'actor/kim-jong-un' && line.to.id === 'actor/UKR').map(line => line.claims.length)"
    ) == [2]
