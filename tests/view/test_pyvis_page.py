"""The traps of pyvis, each a test: what its page does wrong, ours does not."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from graphbuild.errors import OutputError
from graphbuild.rows import VOICES, NodeRow
from graphbuild.view import Network
from graphbuild.view.pyvis_page import _viewer, render
from graphbuild.view.styles import LINES, NODES
from tests.view.rows import DENIAL, DOUBT, KIM, KOREA, OWN, QUOTE, ROWS, RUSSIA, UN, edge, telling

HOSTILE = "<img src=x onerror=\"document.title='gone'\"></script><script>document.title='gone'</script> href javascript:\u2028"


class Page(HTMLParser):
    """A page's tags with their attributes, and its text outside scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside not in ("script", "style"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def drawn(html: str, what: str) -> list[dict[str, object]]:
    """The nodes or edges that the page draws, as the viewer is given them."""
    (found,) = re.findall(rf"\n\s*{what} = new vis\.DataSet\((\[.*\])\);", html)
    data: list[dict[str, object]] = json.loads(found)
    return data


@pytest.fixture(scope="module")
def html() -> str:
    return render(Network.of(ROWS))


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_page_loads_nothing(page: Page, html: str) -> None:
    """pyvis's in_line pages still fetch bootstrap from another host."""
    loading = [
        a for _, attrs in page.tags for a in attrs if a in ("src", "href", "srcset", "action") or a.startswith("on")
    ]

    assert loading == []
    assert "jsdelivr" not in html
    assert "cdnjs" not in html
    assert not re.search(
        r"@import|url\((?!\s*['\"]?data:)", "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
    )


def test_page_has_doctype_language_and_direction(page: Page, html: str) -> None:
    """pyvis's pages begin with <html>: quirks mode, no language."""
    assert html.startswith("<!doctype html>\n")
    assert dict(page.tags)["html"] == {"lang": "ar", "dir": "rtl"}
    assert ("meta", {"charset": "utf-8"}) in page.tags
    assert dict(page.tags)["h1"] == {}


def test_heading_stands_once_and_escaped() -> None:
    """pyvis writes it twice, raw."""
    page = Page(render(Network.of(ROWS), heading="<i>" + HOSTILE))

    assert Counter(tag for tag, _ in page.tags)["h1"] == 1
    assert not {"i", "img"} & {tag for tag, _ in page.tags}
    assert page.text.count("<i><img src=x onerror=") == 2, "in the title and the heading"


def test_security_policy_admits_our_scripts_alone(page: Page) -> None:
    (policy,) = [a["content"] for tag, a in page.tags if tag == "meta" and a.get("http-equiv")]

    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert len(re.findall("sha256-", policy)) == sum(tag == "script" for tag, _ in page.tags) == 3
    assert "unsafe-inline" not in policy.split("style-src")[0]


def test_bytes_are_utf8_and_the_same_every_time(html: str, tmp_path: Path) -> None:
    """pyvis writes in the locale's encoding, and fails on the viewer's own licence in some."""
    again = render(Network.of(list(reversed(ROWS))))
    path = tmp_path / "n.html"
    path.write_text(html, encoding="utf-8", newline="\n")

    assert again == html
    assert "\r" not in html
    assert path.read_bytes().decode("utf-8") == html


def test_nothing_is_written_beside_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pyvis copies its libraries into the folder in which it is run."""
    monkeypatch.chdir(tmp_path)
    render(Network.of(ROWS))

    assert list(tmp_path.iterdir()) == []


def test_no_direction_is_left_to_guessing(page: Page) -> None:
    """A name that begins with a Latin letter or a digit would run the wrong way."""
    assert [attrs for tag, attrs in page.tags if tag == "bdi" and attrs.get("dir") not in ("rtl", "ltr")] == []


def test_identifiers_are_opaque_and_never_the_news_text(html: str) -> None:
    """pyvis's select menu writes ids unescaped."""
    assert all(re.fullmatch(r"n\d+", str(node["id"])) for node in drawn(html, "nodes"))
    assert all(re.fullmatch(r"e\d+", str(e["id"])) for e in drawn(html, "edges"))


def test_no_popup_that_sets_inner_html() -> None:
    """pyvis switches to one as soon as any node's title has the letters href."""
    network = Network.of([edge(NodeRow("https://x.example/href", "href", "href", "group"), "meets", KIM)])
    html = render(network, heading="href")
    ours = [script for script in re.findall(r"<script>(.*?)</script>", html, re.DOTALL) if "vis-network" not in script]

    assert all("innerHTML" not in script for script in ours)
    assert all("title" not in node for node in drawn(html, "nodes"))


def test_positions_are_given_and_physics_is_off(html: str) -> None:
    """Physics is pyvis's default; pages of thousands of nodes never draw with it."""
    (options,) = re.findall(r"var options = (\{.*\});", html)

    assert json.loads(options)["physics"] == {"enabled": False}
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in drawn(html, "nodes"))
    assert "loadingBar" not in html


def test_every_relation_is_drawn_with_its_direction(html: str) -> None:
    network = Network.of(ROWS)
    expected = [(e.key, e.source, e.target, "" if e.row.symmetric else "to") for e in network.edges]

    assert [(e["id"], e["from"], e["to"], e["arrows"]) for e in drawn(html, "edges")] == expected


def test_lines_between_two_actors_do_not_cover_each_other(html: str) -> None:
    """Parallel lines are bent differently, seen from the same one of the two ends."""
    seen = set()
    for drawn_edge in drawn(html, "edges"):
        smooth = drawn_edge["smooth"]
        assert isinstance(smooth, dict)
        ends = (str(drawn_edge["from"]), str(drawn_edge["to"]))
        sign = {"curvedCW": 1, "curvedCCW": -1}.get(smooth.get("type", ""), 0) * (
            1 if ends == tuple(sorted(ends)) else -1
        )
        seen.add((*sorted(ends), sign * smooth.get("roundness", 0)))

    assert len(seen) == len(drawn(html, "edges"))


def test_labels_are_two_lines_each_isolated(html: str) -> None:
    """On a canvas, mixed names are scrambled unless each line is isolated."""
    labels = {str(node["label"]) for node in drawn(html, "nodes")}

    assert "\u2067كوريا الشمالية\u2069\n\u2066North Korea\u2069" in labels
    assert "\u2067الأمم المتحدة (UN)\u2069\n\u2066United Nations\u2069" in labels
    assert len(labels) == 5


def test_direction_marks_in_a_name_cannot_break_out_of_its_label() -> None:
    actor = NodeRow("https://x.example/1", "اسم\u2069\u202e\u0007", "na\u2066me\nb", "group")
    html = render(Network.of([edge(actor, "meets", KIM)]))

    assert "\u2067اسم\u2069\n\u2066na me b\u2069" in {node["label"] for node in drawn(html, "nodes")}


def test_voices_differ_by_dashes_and_glyph_not_only_by_colour(html: str) -> None:
    told, alleged, denied, doubted = (OWN,), (telling(),), (DENIAL,), (DOUBT,)
    rows = [
        edge(KOREA, str(n), RUSSIA, *t) for n, t in enumerate((told, alleged, denied, doubted, (*alleged, *denied)))
    ]
    html = render(Network.of(rows))
    looks = [(str(e["dashes"]), str(e["label"])[0], e["color"]) for e in drawn(html, "edges")]

    assert [row.voice for row in rows] == ["told", "alleged", "denied", "open", "contested"]
    for part in range(3):
        assert len({look[part] for look in looks}) == 5


def test_every_voice_and_actor_type_has_a_style() -> None:
    from graphbuild.records import ACTOR_TYPES

    assert set(LINES) == set(VOICES)
    assert set(NODES) == {*ACTOR_TYPES, "source"}
    assert len({style.shape for style in NODES.values()}) == len(NODES)


def test_legend_and_counts_are_on_the_page(page: Page) -> None:
    for style in LINES.values():
        assert style.glyph in page.text
    assert "Showing 5 of 5 actors and 6 of 9 relations." in page.text
    assert (
        "Not in the picture: 1 relations with an end that no text names, 1 offices held, 1 relations within one state."
        in page.text
    )


def test_cap_is_stated() -> None:
    text = Page(render(Network.of(ROWS, top=2))).text

    assert "Showing 2 of 5 actors and 2 of 9 relations." in text
    assert "4 relations of actors beyond the first 2" in text


def test_names_of_relations_are_thinned_out_where_there_are_many() -> None:
    many = [edge(NodeRow(f"https://x.example/{n}", f"ا{n}", f"A{n}", "group"), "meets", KIM) for n in range(61)]
    few = drawn(render(Network.of(many[:60])), "edges")
    all_ = drawn(render(Network.of(many)), "edges")

    assert {e["label"] for e in few} == {"\u201c \u2067يلتقي\u2069"}
    assert {e["label"] for e in all_} == {"\u201c"}


def test_a_crowded_picture_is_drawn_plainly_and_says_what_its_list_leaves_out() -> None:
    crowd = [edge(NodeRow(f"https://x.example/{n}", f"ا{n}", f"A{n}", "group"), "meets", KIM, OWN) for n in range(3001)]
    html = render(Network.of(crowd, top=4000))
    page = Page(html)

    assert Counter(tag for tag, _ in page.tags)["details"] == 1500
    assert "The first 1,500 of 3,001 relations, those most often told first" in page.text
    assert "Too many lines for arrows and dashes" in page.text
    assert {(e["arrows"], e["dashes"]) for e in drawn(html, "edges")} == {("", False)}
    assert {json.dumps(e["color"]) for e in drawn(html, "edges")} == {'{"color": "#0072b2", "opacity": 0.5}'}
    assert "those most often told first" not in Page(render(Network.of(crowd[:1500], top=4000))).text


def test_arabic_letters_take_two_bytes_and_a_backslash_stays_one() -> None:
    """pyvis escapes every letter; a name with what looks like an escape keeps it."""
    odd = NodeRow("https://x.example/1", "اسم\\u0627", "\\\\u0628", "group")
    html = render(Network.of([edge(odd, "meets", KIM)]))

    assert "\u2067كيم جونغ أون" in html.replace("\\u2067", "\u2067")
    assert "\u2067اسم\\u0627\u2069\n\u2066\\\\u0628\u2069" in {node["label"] for node in drawn(html, "nodes")}


def test_list_beside_the_picture_has_every_sentence_with_its_source(page: Page) -> None:
    assert Counter(tag for tag, _ in page.tags)["details"] == 6
    assert page.text.count(QUOTE) == 7
    from_where = "الكرملين ينفي · النبأ · 2024-10-16 · https://news.example/1"
    assert f"ينفيها denied by: روسيا Russia {QUOTE} {from_where}" in page.text
    assert Counter(tag for tag, _ in page.tags)["mark"] == 7


def test_own_voice_is_not_listed_as_a_claimant() -> None:
    text = Page(render(Network.of([edge(KOREA, "meets", RUSSIA, OWN)]))).text

    assert "بصوت الناشر in the outlet's own voice: النبأ النبأ" in text
    assert "affirmed by:" not in text


def test_hostile_text_stays_text_everywhere() -> None:
    actor = NodeRow("https://x.example/" + HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    bad = telling(
        quote=HOSTILE, cue_quote=HOSTILE, source_label_ar=HOSTILE, source_label_en=HOSTILE, article_title=HOSTILE, url=HOSTILE,
        publisher=HOSTILE, date=HOSTILE,
    )  # fmt: skip
    row = edge(actor, HOSTILE, UN, bad, relation_label_ar=HOSTILE, relation_label_en=HOSTILE, proposition=HOSTILE)
    html = render(Network.of([row]), heading=HOSTILE)
    page = Page(html)

    assert {tag for tag, _ in page.tags} < {tag for tag, _ in Page(render(Network.of(ROWS))).tags}
    assert html.count("</script>") == 3
    assert not any("\u2028" in script for script in re.findall(r"<script>(.*?)</script>", html, re.DOTALL))


def test_unexpected_pyvis_is_an_error_that_names_the_version() -> None:
    with pytest.raises(OutputError, match=r"pyvis 0\.3\.2 writes a page of other parts"):
        _viewer("<html><script>var a</script></html>")


def test_empty_network_is_a_page() -> None:
    assert "Showing 0 of 0 actors and 0 of 0 relations." in Page(render(Network.of([]))).text


def test_page_of_nothing_is_small_enough_to_send() -> None:
    """The base that every page carries, most of it the viewer."""
    assert len(render(Network.of([])).encode()) < 700_000
