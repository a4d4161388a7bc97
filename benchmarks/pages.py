"""How soon the network is first drawn in a browser: quick page and report of 2,000 actors with 10,000 relations.

Run by ``make bench-pages``; prints, and gates nothing. Needs a Chromium and playwright (requirements-dev.txt). Each figure
is of a page of its own, opened from disk without a graphics card: from the start of the navigation to the first frame
after everything was drawn, names included.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from graphbuild.rows import EdgeRow, NodeRow, Telling  # noqa: E402
from graphbuild.view import Network  # noqa: E402
from graphbuild.view.pyvis_page import render  # noqa: E402
from graphbuild.view.report import Material, render_report  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ID = "https://w3id.org/graphbuild/id/"
_TYPES = ("country", "person", "organization", "military", "group", "place")
_RELATIONS = (("supports", "يدعم", "SUPPORT"), ("meets", "يلتقي", "CONSULT"), ("attacks", "يهاجم", "ASSAULT"))
#: Looked at in every frame: when was everything drawn for the first time? The report says so when its picture has names.
_WATCH = """() => {
  const look = () => {
    const { GB } = window, root = document.documentElement;
    const drawn = root && root.dataset.drawn && GB && (GB.model ? GB.model.drawn : GB.drawn);
    if (drawn) window.firstDrawn = performance.now(); else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def rows(actors: int, relations: int) -> list[EdgeRow]:
    """Made-up relations whose actors are as unevenly connected as those of news; the same at every run."""
    chance = random.Random(7)
    people = [
        NodeRow(f"{_ID}actor/{n}", f"فاعل مختلق رقم {n}", f"Made-up actor {n}", chance.choice(_TYPES))
        for n in range(actors)
    ]
    weights = [1 / (n + 5) ** 0.8 for n in range(actors)]
    found = []
    for number in range(relations):
        # everybody has a relation; beyond these the frequent have most
        subject = people[number] if number < actors else chance.choices(people, weights)[0]
        target = subject
        while target is subject:
            target = chance.choices(people, weights)[0]
        relation, label, category = chance.choice(_RELATIONS)
        found.append(_row(number, subject, relation, label, category, target, chance))
    return found


def _row(
    number: int, subject: NodeRow, relation: str, label: str, category: str, target: NodeRow, chance: random.Random
) -> EdgeRow:
    quote = f"قال متحدث إن {subject.label_ar} {label} {target.label_ar} في البيان رقم {number}."
    own = chance.random() < 0.5
    polarity, stance = ("rejects", "denies") if not own and chance.random() < 0.2 else ("affirms", "asserts")
    start = quote.index(label)
    telling = Telling(
        article=f"{_ID}article/{number // 10}", date=f"2024-{number % 12 + 1:02}-11", quote=quote,
        mention=f"{_ID}mention/{number}", source=subject.id, source_label_ar=subject.label_ar,
        source_label_en=subject.label_en, source_type=subject.type, source_state=None, own_voice=own, stance=stance,
        polarity=polarity, negated=False, status="actual", article_title=f"خبر مختلق {number // 10}",
        publisher=f"صحيفة {number % 7}", url=f"https://news.example/{number // 10}", quote_start=0, quote_end=len(quote),
        trigger=label, trigger_start=start, trigger_end=start + len(label), cue="قال",
    )  # fmt: skip
    return EdgeRow(
        proposition=f"{_ID}proposition/{number:020x}", subject=subject, relation=relation, relation_label_ar=label,
        relation_label_en=relation, category=category, quad_class="VerbalCooperation", object=target, tellings=(telling,),
    )  # fmt: skip


def first_drawn(browser: Browser, address: str, times: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each opening until everything was drawn, and until the page was read (DOMContentLoaded)."""
    drawn, read = [], []
    for _ in range(times):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.add_init_script(f"({_WATCH})()")
        page.goto(address)
        end = time.monotonic() + 60
        while not (value := page.evaluate("window.firstDrawn")):
            if time.monotonic() > end:
                sys.exit(f"{address} was not drawn within a minute")
            page.wait_for_timeout(50)
        drawn.append(float(value))
        read.append(float(page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")))
        context.close()
    return drawn, read


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--actors", type=int, default=2000)
    parser.add_argument("--relations", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=7, help="how often each page is opened")
    parser.add_argument("--keep", type=Path, help="a folder in which the pages are left")
    chosen = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("needs a Chromium (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    made = rows(chosen.actors, chosen.relations)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = chosen.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        pages = {
            "network.html": lambda: render(Network.of(made, top=chosen.actors)),
            "report.html": lambda: render_report(Material(levels={"actor": made}), top=chosen.actors),
        }
        for file, write in pages.items():
            start = time.perf_counter()
            text = write()
            seconds = time.perf_counter() - start
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
            print(f"{file:14} {len(text.encode()) / 2**20:.1f} MB, made in {seconds:.1f} s")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for what, address in (
            ("quick page", "network.html"),
            ("report, network of 100", "report.html#tab=network"),
            ("report, network of all", f"report.html#tab=network&top={chosen.actors}"),
        ):
            path, _, state = address.partition("#")
            uri = (folder / path).resolve().as_uri() + (f"#{state}" if state else "")
            drawn, read = first_drawn(browser, uri, chosen.times)
            print(
                f"{what:24} first drawn {statistics.median(drawn):5.0f} ms ({min(drawn):.0f}-{max(drawn):.0f}), "
                f"document read after {statistics.median(read):.0f} ms; {chosen.times} openings"
            )
        browser.close()


if __name__ == "__main__":
    main()
