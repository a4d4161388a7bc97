"""The pages: asking, nodes, network, report; in both languages, and hostile text stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib

from graphbuild.graph.store import open_store
from graphbuild.serve.pages import json_in_html, phrases
from graphbuild.serve.settings import Settings
from tests.serve.conftest import Live, in_process

STATIC = Path(__file__).resolve().parents[2] / "graphbuild" / "serve" / "static"
BASE = "https://w3id.org/graphbuild/id/"
HTML = "text/html"


class Page(HTMLParser):
    """A page's tags with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def hostile_iri(store_path: Path) -> str:
    """The path of the article that is all markup."""
    with open_store(store_path) as store:
        ((article,),) = store.query('SELECT ?a { ?a dcterms:title ?t FILTER(STRSTARTS(?t, "\\"\'><img")) }').values()
    assert article is not None
    return "/id/" + article.removeprefix(BASE)


@pytest.mark.parametrize("path", ["/", "/id/actor/PRK", "/id/article/none", "/id/actor/vladimir-putin?level=state"])
def test_pages_are_arabic_first_and_english_when_asked(live: Live, path: str) -> None:
    arabic, english = live.ask(path, Accept=HTML), live.ask(f"{path}{'&' if '?' in path else '?'}lang=en", Accept=HTML)

    (html,) = Page(arabic.text).all("html")
    assert (html["lang"], html["dir"]) == ("ar", "rtl")
    (html,) = Page(english.text).all("html")
    assert (html["lang"], html["dir"]) == ("en", "ltr")
    if english.status == 200:
        cookie = english.headers["set-cookie"]
        assert cookie.startswith("graphbuild-lang=en;") and "HttpOnly" in cookie and "SameSite=lax" in cookie
    (html,) = Page(live.ask(path, Accept=HTML, Cookie="graphbuild-lang=en").text).all("html")
    assert html["lang"] == "en"
    (html,) = Page(live.ask(path, Accept=HTML, Cookie="graphbuild-lang=<script>").text).all("html")
    assert html["lang"] == "ar"


def test_the_switch_keeps_what_is_asked(live: Live) -> None:
    page = Page(live.ask("/id/actor/PRK?level=state", Accept=HTML).text)

    (switch,) = [a for a in page.all("a") if a.get("id") == "lang"]
    assert switch["href"] == "?level=state&lang=en"


def test_nothing_is_loaded_from_elsewhere_and_nothing_stands_inline(live: Live) -> None:
    for path in ("/", "/id/actor/PRK", "/nothing"):
        page = Page(live.ask(path, Accept=HTML).text)
        loaded = [a.get("src") for a in page.all("script") if "src" in a] + [a.get("src") for a in page.all("img")]
        loaded += [a["href"] for a in page.all("link") if a["rel"] in ("stylesheet", "icon")]
        assert loaded and all(str(url).startswith("/static/") for url in loaded)
        assert all("src" in a or a["type"] == "application/json" for a in page.all("script"))
        assert not page.all("style")
        assert not [name for _, attrs in page.tags for name in attrs if name == "style" or name.startswith("on")]
        for url in loaded:
            assert live.ask(str(url)).status == 200


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_scripts_ask_for_our_own_files_alone_and_make_no_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    addresses = set(re.findall(r"""https?://[^\s"'`)]+""", text))
    # Names of vocabularies, which nothing asks for.
    names = ("http://www.w3.org/", "https://w3id.org/graphbuild/ns#")

    assert not [address for address in addresses if not address.startswith(names)]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)
    assert "@import" not in text and not re.search(r"url\((?!#)", text)


def test_every_phrase_is_in_both_languages_and_used(live: Live) -> None:
    folder = STATIC.parent
    pages = "".join(p.read_text(encoding="utf-8") for p in [*folder.glob("templates/*.html")])
    scripts = "".join(p.read_text(encoding="utf-8") for p in STATIC.glob("*.js"))
    for key, text in phrases().items():
        assert re.findall(r"\{(\w+)\}", text["ar"]) == re.findall(r"\{(\w+)\}", text["en"]), key
        if key.startswith("js."):
            name = key.removeprefix("js.")
            stem = name.rsplit(".", 1)[0]
            # Kinds of nodes and terms are looked up by the name that the service gives them.
            kinds = re.search(
                rf"\b{name}\b",
                scripts
                + "class property relation category individual country person organization military group outlet source",
            )
            assert kinds or f'"{stem}." +' in scripts, f"{key} is used nowhere"
            continue
        stem = key.rsplit(".", 1)[0]
        assert f'"{key}"' in pages or f'"{stem}.' in pages or f'"{key.split(".")[0]}.' in pages, (
            f"{key} is used nowhere"
        )
    for name in re.findall(r'\bsay\("([\w.]+)"[,)]', scripts):
        assert f"js.{name}" in phrases(), name


def test_an_actors_page_says_who_tells_what(live: Live) -> None:
    page = Page(live.ask("/id/actor/PRK-armed-forces", Accept=HTML).text)

    assert page.text.count("القوات الكورية الشمالية") >= 2
    assert "North Korean forces" in page.text
    assert "يثبته: مسؤولون كوريون جنوبيون" in page.text
    assert "ينفيه: ديميتري بيسكوف" in page.text
    assert [a["href"] for a in page.all("a") if a.get("href") == "https://watan.example/w1"]
    assert len(page.all("mark")) >= 2


def test_state_level_gathers_what_its_people_do(live: Live) -> None:
    def tellings(level: str) -> int:
        page = Page(live.ask(f"/id/actor/PRK?level={level}", Accept=HTML).text)
        return sum(a.get("class") == "telling" for a in page.all("li"))

    assert tellings("state") > tellings("actor") > 0


def test_an_articles_page_lists_its_claims_and_a_propositions_both_sides(live: Live) -> None:
    row = live.sparql(
        "SELECT ?article ?p { ?m gb:ofProposition ?p ; prov:wasDerivedFrom ?article . ?a gb:ofMention ?m ; gb:stance gb:Denies ."
        " ?m gb:negated false ; gb:status gb:Actual } ORDER BY ?article LIMIT 1"
    ).json["results"]["bindings"][0]
    article = Page(live.ask("/id/" + row["article"]["value"].removeprefix(BASE), Accept=HTML).text)
    proposition = Page(live.ask("/id/" + row["p"]["value"].removeprefix(BASE), Accept=HTML).text)

    assert "ما يرويه المقال" in article.text
    assert {"affirms", "rejects"} <= {str(a.get("class")) for a in proposition.all("li")}
    assert proposition.all("blockquote")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html;q=0.2, application/n-triples", "application/n-triples"),
    ],
)
def test_a_node_comes_in_the_form_that_is_accepted(live: Live, accept: str | None, media_type: str) -> None:
    answer = live.ask("/id/actor/PRK", **({"Accept": accept} if accept else {}))

    assert (answer.status, answer.type) == (200, media_type)
    assert "Accept" in answer.headers["vary"]
    if media_type != "text/html":
        format = {"application/rdf+xml": "xml", "application/ld+json": "json-ld", "application/n-triples": "nt"}.get(
            media_type, "turtle"
        )
        graph = rdflib.Graph().parse(data=answer.body, format=format)
        labels = {str(label) for label in graph.objects(rdflib.URIRef(BASE + "actor/PRK"), rdflib.RDFS.label)}
        assert {"كوريا الشمالية", "North Korea"} == labels


def test_an_articles_graph_is_given_whole(live: Live) -> None:
    iri = live.sparql("SELECT ?a { ?a a gb:Article ; dcterms:identifier 'w1' }").json["results"]["bindings"][0]["a"][
        "value"
    ]
    (count,) = live.sparql(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}").json["results"]["bindings"]

    graph = rdflib.Graph().parse(
        data=live.ask("/id/" + iri.removeprefix(BASE), Accept="text/turtle").body, format="turtle"
    )
    assert len(graph) == int(count["n"]["value"]) > 50


def test_claims_are_counted_as_the_report_counts_them(live: Live) -> None:
    """Those of actors; what their states are said to do by them is not counted again."""
    page = live.ask("/?lang=en", Accept=HTML).text
    query = "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?m gb:ofProposition/gb:canonicalProposition ?p }"
    told = live.sparql(query).json["results"]["bindings"][0]["n"]["value"]
    all_ = live.sparql("SELECT (COUNT(?p) AS ?n) { ?p a gb:Proposition }").json["results"]["bindings"][0]["n"]["value"]

    assert re.findall(r"Claims <b>([\d,]+)</b>", page) == [told]
    assert int(told) < int(all_)


def test_no_direction_is_left_to_guessing(live: Live, hostile_iri: str) -> None:
    for path in ("/id/actor/PRK-armed-forces", "/id/actor/vladimir-putin?offices=true", hostile_iri):
        page = Page(live.ask(path, Accept=HTML).text)
        assert page.all("bdi")
        assert [a for a in page.all("bdi") if a.get("dir") not in ("rtl", "ltr")] == [], path


def test_every_node_that_pages_link_to_has_a_page(live: Live) -> None:
    seen = {"/id/actor/dmitry-peskov"}
    for path in list(seen):
        seen |= {
            str(a["href"]) for a in Page(live.ask(path, Accept=HTML).text).all("a") if str(a["href"]).startswith("/id/")
        }

    assert len(seen) > 6
    for path in seen:
        assert live.ask(path, Accept=HTML).status == 200, path


def test_markup_in_an_article_stays_text(live: Live, hostile_iri: str) -> None:
    for path in (hostile_iri, "/id/actor/kim-jong-un", "/"):
        html = live.ask(path, Accept=HTML).text
        page = Page(html)
        assert not page.all("img")
        assert not [a for a in page.all("a") if str(a.get("href")).startswith("javascript:")]
        assert "{{7*7}}" in html or path == "/"
        assert "49" not in page.all("title")


def test_json_in_a_page_ends_nothing() -> None:
    assert str(json_in_html({"a": "</script><!--\u2028&"})) == '{"a":"\\u003c/script\\u003e\\u003c!--\\u2028\\u0026"}'


def test_an_actors_page_leaves_offices_out_unless_asked(live: Live) -> None:
    without, with_ = (
        Page(live.ask(f"/id/actor/vladimir-putin{query}", Accept=HTML).text) for query in ("", "?offices=true")
    )

    assert "يشغل منصبا" not in " ".join(without.text.split("ما في الرسم البياني عنه")[:1])
    assert "يشغل منصبا" in " ".join(with_.text.split("ما في الرسم البياني عنه")[:1])
    assert "2012-05-07" in without.text, "dated offices of the knowledge graph"


def test_too_large_a_graph_is_not_drawn(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphbuild.serve.pages.MOST_DRAWN", 3)
    status, body = in_process(Settings(store=store_path), "/network")

    assert status == 422 and b"graphbuild network" in body


def test_network_and_report_are_whole_pages_with_their_own_policy(live: Live) -> None:
    for path, words in (
        ("/network?level=state&top=5", "mynetwork"),
        ("/report", "Content-Security-Policy"),
        ("/report?actor=actor%2FRUS", "روسيا"),
    ):
        answer = live.ask(path, Accept=HTML)
        assert (answer.status, answer.type) == (200, HTML), path
        assert words in answer.text
        assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
        policies = [
            a["content"] for a in Page(answer.text).all("meta") if a.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1 and str(policies[0]).startswith("default-src 'none'; script-src 'sha256-")


@pytest.mark.parametrize(
    "path",
    [
        "/network?top=0",
        "/network?top=x",
        "/network?level=planet",
        "/report?since=yesterday",
        "/report?actor=nobody",
        "/?lang=fr",
    ],
)
def test_parameters_that_cannot_be_are_refused(live: Live, path: str) -> None:
    assert live.ask(path).status == 400


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("روس", "actor:RUS"),
        ("kim", "actor:kim-jong-un"),
        ("زيلينسكي", "actor:volodymyr-zelensky"),
        ("الكرملن", None),
        ("بيسكوف", "actor:dmitry-peskov"),
    ],
)
def test_names_are_completed_from_any_part(live: Live, typed: str, found: str | None) -> None:
    actors = live.ask("/complete?q=" + quote(typed)).json["actors"]

    assert (actors[0]["curie"] if actors else None) == found


def test_completion_counts_and_ranks(live: Live) -> None:
    counts = [actor["count"] for actor in live.ask("/complete").json["actors"]]

    assert counts == sorted(counts, reverse=True) and counts[0] > 3
    assert live.ask("/complete?q=" + "x" * 300).status == 400


def test_the_vocabulary_is_the_ontology(live: Live) -> None:
    body = live.ask("/vocabulary").json
    terms = {term["curie"]: term for term in body["terms"]}

    assert terms["gb:Article"]["kind"] == "class" and terms["gb:Article"]["label"]["ar"] == "مقال"
    assert terms["gb:quote"]["kind"] == "property"
    assert terms["gb:meets"]["kind"] == "relation"
    assert terms["gb:AID"]["kind"] == "category"
    assert body["prefixes"]["actor"] == BASE + "actor/"


def test_health(live: Live) -> None:
    assert live.ask("/health").json["status"] == "ok"
    assert live.ask("/health", method="HEAD").body == b""
