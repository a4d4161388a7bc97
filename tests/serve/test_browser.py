"""The pages in a real browser: asking, completion, errors at their place, forms, links, history; hostile text does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from tests.browsing import PATIENCE, settled, until
from tests.serve.conftest import Live

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SIGNED = "SELECT ?a ?b { ?a gb:signs_agreement_with ?b } ORDER BY ?a"


class Visit:
    """A fresh visitor, with what the pages asked for and complained of."""

    def __init__(
        self, browser: Browser, live: Live, *, width: int = 1280, height: int = 900, script: bool = True
    ) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script, accept_downloads=True
        )
        self.context.set_default_timeout(PATIENCE * 1000)
        self.live = live
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.hosts: set[str | None] = set()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def open(self, path: str) -> Page:
        self.page.goto(self.live.url + path)
        return self.page

    def answered(self) -> None:
        """Wait until the answer stands there: all at the same moment, for the page opens with an empty place for it."""
        until(
            self.page,
            "document.querySelector('#results[aria-busy=false] #answer :is(table, .truth, .empty)') !== null"
            " && document.querySelector('#status').textContent !== ''",
        )

    def rows(self) -> list[list[str]]:
        rows: list[list[str]] = self.page.eval_on_selector_all(
            "#answer tbody tr",
            "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.innerText.trim()))",
        )
        return rows


@pytest.fixture
def visit(browser: Browser, live: Live) -> Iterator[Visit]:
    one = Visit(browser, live)
    yield one
    assert one.hosts <= {f"{live.host}:{live.port}", ""}, "nothing is asked of anybody else"
    one.context.close()


def ready(page: Page) -> None:
    """Wait until the asking page knows the questions and the vocabulary."""
    page.wait_for_selector("html[data-ready]")


def write(page: Page, text: str) -> None:
    page.fill("#query", text)


def test_a_query_runs_and_its_link_opens_the_same_answer(visit: Visit) -> None:
    page = visit.open("/")
    write(page, SIGNED)
    page.press("#query", "Control+Enter")
    visit.answered()
    rows = visit.rows()
    assert rows == [["كيم جونغ أون", "فلاديمير بوتين"], ["فلاديمير بوتين", "كيم جونغ أون"]], (
        "names, and not identifiers"
    )
    assert page.get_attribute("#answer tbody tr td a", "href") == "/id/actor/kim-jong-un"

    again = visit.context.new_page()
    again.goto(page.url)
    again.wait_for_selector("#answer tbody tr")
    assert again.input_value("#query") == SIGNED
    assert again.locator("#answer tbody tr").count() == 2
    assert visit.complaints == []


def test_numbers_are_sorted_as_numbers(visit: Visit) -> None:
    page = visit.open("/#query=" + quote("SELECT ?n { VALUES ?n { 9 100 20 } }"))
    visit.answered()
    page.click("#answer thead button")
    assert [row[0] for row in visit.rows()] == ["9", "20", "100"]
    page.click("#answer thead button")
    assert [row[0] for row in visit.rows()] == ["100", "20", "9"]
    assert page.get_attribute("#answer thead th", "aria-sort") == "descending"


def test_an_error_is_shown_at_its_place(visit: Visit) -> None:
    page = visit.open("/")
    query = 'SELECT ?x {\n  ?x gb:quote "نفى الكرملين" ; foo:bar ?y .\n}'
    write(page, query)
    page.click("#run")
    page.wait_for_selector("#fault:not([hidden]) button")
    assert page.inner_text(".paint mark") == "foo:bar"
    assert page.inner_text(".gutter .bad").strip() == "2"
    assert "السطر 2، العمود 32" in page.inner_text("#fault")
    page.click("#fault button")
    selected = page.evaluate(
        "() => { const q = document.querySelector('#query'); return q.value.slice(q.selectionStart, q.selectionEnd); }"
    )
    assert selected == "foo:bar"
    assert page.get_attribute("#query", "aria-invalid") == "true"
    page.press("#query", "Delete")
    assert page.locator(".paint mark").count() == 0


def test_the_end_is_where_something_is_missing(visit: Visit) -> None:
    page = visit.open("/?lang=en")
    write(page, "SELECT * { ?a ?b ?c")
    page.click("#run")
    page.wait_for_selector("#fault:not([hidden]) button")
    assert "The query ends too early" in page.inner_text("#fault")
    assert page.inner_text(".paint mark") == "?c"


def test_terms_and_variables_complete(visit: Visit) -> None:
    page = visit.open("/")
    ready(page)
    write(page, "")
    page.focus("#query")
    page.keyboard.type("SELECT ?attribution { ?attribution gb:stan")
    page.wait_for_selector(".list:not([hidden]) [role=option]")
    assert page.get_attribute("#query", "aria-activedescendant") == page.get_attribute(
        ".list [aria-selected=true]", "id"
    )
    assert "gb:stance" in page.inner_text(".list [aria-selected=true]")
    page.keyboard.press("Enter")
    page.keyboard.type("gb:Denies . ?att")
    page.wait_for_selector(".list:not([hidden]) [role=option]")
    page.keyboard.press("Tab")
    page.keyboard.type("}")
    assert page.input_value("#query") == "SELECT ?attribution { ?attribution gb:stance gb:Denies . ?attribution }"
    page.keyboard.press("Escape")
    assert page.locator(".list:not([hidden])").count() == 0


def test_an_actors_name_completes_in_any_spelling(visit: Visit) -> None:
    page = visit.open("/")
    ready(page)
    write(page, "")
    page.focus("#query")
    page.keyboard.type("ASK { بيسكوف")
    page.wait_for_selector(".list:not([hidden]):not([aria-busy=true]) [role=option] >> text=actor:dmitry-peskov")
    page.keyboard.press("Enter")
    assert page.input_value("#query") == "ASK { actor:dmitry-peskov "
    write(page, "ASK { gb:AID ")
    page.keyboard.press("Control+End")
    page.keyboard.type("كوريا الجنو")
    page.wait_for_selector(".list:not([hidden]):not([aria-busy=true]) [role=option] >> text=actor:KOR")
    page.keyboard.press("Enter")
    assert page.input_value("#query") == "ASK { gb:AID actor:KOR ", "a name of two words"
    write(page, "ASK { actor:dmitry-peskov ")
    page.keyboard.press("Control+End")
    page.keyboard.type("?p actor:kim")
    page.wait_for_selector(".list:not([hidden]):not([aria-busy=true]) [role=option] >> text=actor:kim-jong-un")
    page.keyboard.press("Enter")
    assert page.input_value("#query") == "ASK { actor:dmitry-peskov ?p actor:kim-jong-un "


def test_nothing_completes_within_strings_and_comments(visit: Visit) -> None:
    page = visit.open("/")
    ready(page)
    for text in ('ASK { ?s ?p "gb:sta', "# gb:sta", "ASK { <gb:sta"):
        write(page, "")
        page.focus("#query")
        page.keyboard.type(text)
        assert settled(page, "document.querySelectorAll('.list:not([hidden])').length") == 0, text
    write(page, "")
    page.keyboard.type("ASK { gb:sta")
    page.wait_for_selector(".list:not([hidden]) [role=option]")


def test_prefixes_are_inserted_so_that_the_query_runs_anywhere(visit: Visit) -> None:
    page = visit.open("/")
    write(page, 'SELECT ?a { ?a a gb:Article ; dcterms:title "xsd:not one" }')
    page.click("#prefixes")
    assert page.input_value("#query").splitlines()[:2] == [
        "PREFIX dcterms: <http://purl.org/dc/terms/>",
        "PREFIX gb: <https://w3id.org/graphbuild/ns#>",
    ]
    once = page.input_value("#query")
    page.click("#prefixes")
    assert page.input_value("#query") == once
    page.focus("#query")
    page.keyboard.press("Control+z")
    assert page.input_value("#query").startswith("SELECT"), "it can be undone"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_ready_made_question_has_a_form(visit: Visit, lang: str) -> None:
    page = visit.open(f"/?lang={lang}")
    page.click("#queries a[data-name=who-denies-what]")
    visit.answered()
    everybody = visit.rows()
    page.fill("#p-denier", "Peskov" if lang == "en" else "بيسكوف")
    page.wait_for_selector("#form .list:not([hidden]) [role=option]")
    page.keyboard.press("Enter")
    name = "Dmitry Peskov" if lang == "en" else "ديميتري بيسكوف"
    assert page.input_value("#p-denier") == name
    page.click("#form button[type=submit]")
    visit.answered()
    until(page, "count => document.querySelectorAll('#answer tbody tr').length < count", len(everybody))
    assert {row[0] for row in visit.rows()} == {name}
    assert page.locator("#answer tbody td a", has_text=name).first.get_attribute("href") == "/id/actor/dmitry-peskov"

    again = visit.context.new_page()
    again.goto(page.url)
    again.wait_for_selector("#answer tbody tr")
    until(again, "name => document.querySelector('#p-denier').value === name", name)
    until(again, "count => document.querySelectorAll('#answer tbody tr').length === count", len(visit.rows()))
    assert visit.complaints == []


def test_a_question_opens_in_the_editor_with_its_text(visit: Visit) -> None:
    page = visit.open("/?lang=en#name=who-signed-with-whom")
    visit.answered()
    rows = visit.rows()
    page.click("#form button:not([type=submit])")
    until(page, "document.querySelector('#query').value.includes('labelEn')")
    assert page.is_hidden("#form")
    page.click("#run")
    visit.answered()
    until(page, "count => document.querySelectorAll('#answer tbody tr').length === count", len(rows))


def test_a_heavy_question_waits_for_its_ends(visit: Visit) -> None:
    page = visit.open("/")
    page.click("#queries a[data-name=path-between]")
    page.wait_for_selector("#p-a")
    until(page, "document.querySelector('#status').textContent.includes('ثقيل')")
    page.wait_for_load_state("networkidle")
    assert page.locator("#answer table").count() == 0


@pytest.mark.parametrize(
    ("lang", "heads"), [("ar", ["من ينفي", "العلاقة", "الفاعل"]), ("en", ["who denies", "relation", "subject"])]
)
def test_columns_of_a_ready_made_question_have_names_in_words(visit: Visit, lang: str, heads: list[str]) -> None:
    """A query of one's own keeps its variables."""
    page = visit.open(f"/?lang={lang}#name=who-denies-what")
    visit.answered()
    read = "all => all.map(one => one.textContent)"
    assert page.eval_on_selector_all("#answer thead button", read)[:3] == heads
    assert "(denierLabel)" in (page.get_attribute("#answer thead button >> nth=0", "title") or "")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.get_attribute("#answer tbody td >> nth=0", "data-label") == heads[0]
    visit.open(f"/?lang={lang}#query=" + quote(SIGNED))
    page.reload()
    visit.answered()
    assert page.eval_on_selector_all("#answer thead button", read) == ["a", "b"]


def test_answers_are_downloaded_whole(visit: Visit) -> None:
    page = visit.open("/#query=" + quote(SIGNED))
    visit.answered()
    with page.expect_download() as waiting:
        page.click("#tools [data-format=csv]")
    path = waiting.value.path()
    assert waiting.value.suggested_filename == "graphbuild.csv"
    assert path.read_text(encoding="utf-8").splitlines()[0] == "a,b"


#: Names in a drawing that stand over another or are cut off.
DRAWN_OVER = """() => {
  const whole = document.querySelector("svg.drawing").getBoundingClientRect();
  const found = [...document.querySelectorAll("svg.drawing .node text")].map(text => [text.textContent, text.getBoundingClientRect()]);
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
  return found.filter(([, a], i) => a.left < whole.left || a.right > whole.right || a.top < whole.top || a.bottom > whole.bottom
    || found.some(([, b], j) => i !== j && over(a, b))).map(([text]) => text);
}"""


def test_a_large_drawing_is_no_tower(browser: Browser, live: Live) -> None:
    """Many that hang together: what is drawn closer from the sides is drawn closer from above, too."""
    one = Visit(browser, live)
    page = one.open("/")
    ready(page)
    size = page.evaluate(
        """async () => { const { draw } = await import("/static/drawing.js");
        const uri = n => ({ type: "uri", value: "https://x.example/" + n });
        const rows = Array.from({ length: 160 }, (_, n) => [uri(n), uri("meets"), uri(n < 12 ? 0 : n % 12)]);
        const svg = draw(rows).querySelector("svg");
        const at = name => [...svg.querySelectorAll("circle")].map(one => Number(one.getAttribute(name)));
        const span = all => Math.max(...all) - Math.min(...all);
        return [span(at("cx")), span(at("cy")), Number(svg.getAttribute("width"))]; }"""
    )

    assert size[0] > 0.6 * size[2]
    assert size[1] < 2 * size[0]
    one.context.close()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_drawing_can_be_read_on_a_narrow_screen(browser: Browser, live: Live, lang: str) -> None:
    one = Visit(browser, live, width=390, height=800)
    page = one.open(f"/?lang={lang}#name=told-network")
    page.wait_for_selector("svg.drawing .node")

    assert (
        page.evaluate("parseFloat(getComputedStyle(document.querySelector('svg.drawing .node text')).fontSize)") >= 12
    )
    assert (
        page.evaluate(
            "document.querySelector('svg.drawing').clientWidth / document.querySelector('svg.drawing').viewBox.baseVal.width"
        )
        > 0.9
    )
    assert page.evaluate(DRAWN_OVER) == []
    one.context.close()


def test_a_graph_is_drawn_and_listed(visit: Visit) -> None:
    page = visit.open("/#name=told-network")
    page.wait_for_selector("svg.drawing .node")
    drawn = page.inner_html("svg.drawing")
    names = page.eval_on_selector_all(
        "svg.drawing .node", "nodes => nodes.map(node => node.getAttribute('aria-label'))"
    )
    assert "كيم جونغ أون" in names
    assert page.evaluate(DRAWN_OVER) == []
    assert "يوقع اتفاقا مع" in (page.text_content("svg.drawing") or "").replace("\u0651", ""), (
        "relations by their names"
    )
    page.reload()
    page.wait_for_selector("svg.drawing .node")
    assert page.inner_html("svg.drawing") == drawn, "the same picture each time"
    page.click("[data-view=table]")
    assert page.is_visible("#answer table")
    assert page.is_hidden("svg.drawing")
    page.click("[data-view=graph]")
    page.locator("svg.drawing .node").first.focus()
    assert page.locator("svg.drawing .faded").count() > 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/**")
    assert visit.complaints == []


def test_history_is_kept_and_cleared(visit: Visit) -> None:
    page = visit.open("/")
    write(page, "ASK { ?s ?p ?o }")
    page.click("#run")
    visit.answered()
    page.reload()
    page.click("#history summary")
    page.wait_for_selector("#history li a")
    assert "ASK { ?s ?p ?o }" in page.inner_text("#history li")
    page.click("#history li a")
    visit.answered()
    page.click("#history summary")
    page.click("#history button")
    assert page.locator("#history li a").count() == 0


def test_the_language_switch_keeps_the_question(visit: Visit) -> None:
    page = visit.open("/#name=contested&level=state&run=1")
    visit.answered()
    page.click("#lang")
    page.wait_for_selector("html[lang=en]")
    visit.answered()
    assert page.inner_text("#form h2") == "Contested propositions"
    assert page.input_value("#p-level") == "state"
    visit.open("/id/actor/PRK")
    assert page.get_attribute("html", "lang") == "en", "the choice is remembered"


@pytest.mark.parametrize(("lang", "heading"), [("ar", "من فعل"), ("en", "Who did")])
def test_network_and_report_open_in_the_language_that_they_are_opened_from(
    visit: Visit, lang: str, heading: str
) -> None:
    for place in ("/network", "/report"):
        page = visit.open(f"/id/actor/PRK?lang={lang}")
        page.click(f".top nav a[href^='{place}']")
        page.wait_for_selector("html[data-drawn]")

        assert page.get_attribute("html", "lang") == lang
        assert heading in page.inner_text("h1")


def test_the_theme_is_switched_and_remembered(visit: Visit) -> None:
    page = visit.open("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    visit.open("/id/actor/PRK")
    assert dark != light
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_a_running_query_is_stopped(visit: Visit) -> None:
    page = visit.open("/")
    write(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }")
    page.click("#run")
    page.wait_for_selector("#stop:not([hidden])")
    page.click("#stop")
    page.wait_for_selector("#results[aria-busy=false]")
    assert page.inner_text("#status") == "أُوقف"
    write(page, "ASK { ?s ?p ?o }")
    page.click("#run")
    visit.answered()
    assert page.inner_text(".truth") == "نعم"


HOSTILE_QUERIES = (
    "SELECT ?t ?q ?p { ?a dcterms:title ?t ; dcterms:publisher ?p . ?m prov:wasDerivedFrom ?a ; gb:quote ?q }",
    "SELECT ?x { VALUES ?x { <javascript:document.title='gone'> <data:text/html,x> } }",
    "SELECT (\"<img src=x onerror=document.title='gone'>\" AS ?x) {}",
    "CONSTRUCT { ?a ?p ?o } WHERE { ?a dcterms:title ?t ; ?p ?o }",
)


@pytest.mark.parametrize("query", HOSTILE_QUERIES)
def test_hostile_answers_do_nothing(visit: Visit, query: str) -> None:
    page = visit.open("/#query=" + quote(query))
    visit.answered()
    page.wait_for_load_state("networkidle")
    assert page.title() != "gone"
    assert page.locator("#answer img, #answer script").count() == 0
    assert page.locator("#answer a[href^='javascript:'], #answer a[href^='data:']").count() == 0
    assert visit.complaints == []


@pytest.mark.parametrize(
    "fragment",
    [
        "#query=%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D'gone'%22%3E",
        "#name=%3Cimg%3E",
        "#name=__proto__",
        "#name=contested&actor=%3Cimg%20src%3Dx%3E",
        "#name=contested&level=%22%3E",
        "#%E0%A4%A",
    ],
)
def test_a_hostile_link_does_nothing(visit: Visit, fragment: str) -> None:
    page = visit.open("/" + fragment)
    page.wait_for_load_state("networkidle")
    assert page.title() != "gone"
    assert page.locator("main img").count() == 0
    assert [c for c in visit.complaints if "Content Security Policy" in c or "Error" in c.split(":")[0]] == []


def test_pages_of_hostile_articles_do_nothing(visit: Visit) -> None:
    for path in ("/id/actor/kim-jong-un", "/network", "/report"):
        page = visit.open(path)
        if path in {"/network", "/report"}:
            page.wait_for_selector("html[data-drawn]")
        page.wait_for_load_state("networkidle")
        assert page.title() != "gone", path
        assert page.locator("img[src=x]").count() == 0, path
    assert visit.complaints == []


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize(
    "path", ["/", "/#name=who-denies-what", "/?lang=en#name=contested&run=1", "/id/actor/PRK-armed-forces", "/nothing"]
)
def test_pages_fit_narrow_screens(browser: Browser, live: Live, path: str, width: int) -> None:
    one = Visit(browser, live, width=width, height=700)
    page = one.open(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    one.context.close()


@pytest.mark.parametrize("path", ["/?lang=en#name=contested&run=1", "/id/actor/PRK-armed-forces"])
def test_controls_are_large_enough_for_a_finger(browser: Browser, live: Live, path: str) -> None:
    one = Visit(browser, live, width=390, height=800)
    page = one.open(path)
    page.wait_for_load_state("networkidle")
    small = page.evaluate(
        """() => [...document.querySelectorAll(".button, select, input, .top nav a, .levels a, .forms a")].filter(one => one.checkVisibility())
        .map(one => [one.outerHTML.slice(0, 70), Math.round(one.getBoundingClientRect().height)]).filter(([, high]) => high < 40)"""
    )

    assert page.locator(".button").count() > 0
    assert small == []
    one.context.close()


def test_everything_is_reached_by_keyboard_and_has_a_name(visit: Visit) -> None:
    page = visit.open("/#name=contested&run=1")
    visit.answered()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter(e => e.checkVisibility() && !(e.innerText?.trim() || e.getAttribute('aria-label') || e.title
          || e.labels?.length || e.getAttribute('aria-labelledby')))
        .map(e => e.outerHTML.slice(0, 100))"""
    )
    assert nameless == []
    assert page.is_visible("#form"), "the way to the content leaves the question as it is"
    reached = set()
    for _ in range(110):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.dataset?.name || document.activeElement.dataset?.format"
            )
        )
    assert {"find", "contested", "p-actor", "p-level", "csv", "lang", "theme"} <= reached


CONTRAST = """() => {
  const parse = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => { for (let e = element; e; e = e.parentElement) {
    const colour = parse(getComputedStyle(e).backgroundColor); if (colour[3] !== 0) return colour; } return [255, 255, 255]; };
  const bad = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const style = getComputedStyle(e);
    if (!own || !e.checkVisibility({ checkOpacity: true }) || e.closest('.unseen, textarea, script, svg') || style.color.endsWith(', 0)')) continue;
    if (style.backgroundColor.includes('color(') || style.color.includes('color(')) continue;
    const [a, b] = [light(parse(style.color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) bad.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${e.textContent.trim().slice(0, 30)}`);
  }
  return bad; }"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/", "/#name=who-denies-what", "/#query=SELECT%20*%20%7B", "/id/actor/PRK-armed-forces"]
)
def test_all_text_has_enough_contrast(browser: Browser, live: Live, path: str, theme: str) -> None:
    one = Visit(browser, live)
    one.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page = one.open(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(CONTRAST) == []
    one.context.close()


def test_without_scripts_a_query_can_still_be_asked(browser: Browser, live: Live) -> None:
    one = Visit(browser, live, script=False)
    page = one.open("/")
    assert page.is_visible("textarea")
    assert page.is_visible("select[name=format]")
    assert page.is_hidden("#share")
    page.select_option("select[name=format]", "csv")
    with page.expect_download() as waiting:
        page.click("#run")
    assert waiting.value.path().read_text(encoding="utf-8").startswith("denier,subject,relation,object,quote")
    one.context.close()
