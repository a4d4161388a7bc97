"""Material for reports, made by hand from the rows of tests/view/rows.py, and a page opened in Chromium."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.rows import EdgeRow, NodeRow
from graphbuild.view.report import Answer, Material, Tenure
from tests.browsing import PATIENCE
from tests.view.rows import DENIAL, KIM, KOREA, OWN, ROWS, RUSSIA, UKRAINE, edge, telling

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = (
    "<img src=x onerror=\"document.title='gone'\"></script><script>document.title='gone'</script>"
    '" onmouseover="document.title=\'gone\'" {{ 7*7 }} href javascript:\u2028\u2029'
)
#: What a canvas scrambles on a page of the other direction.
MIXED = ("تنظيم «داعش» - ISIS!", "COVID-19 في لبنان.", "الأمم المتحدة (UN)")


def distinct(rows: list[EdgeRow]) -> list[EdgeRow]:
    """The rows with a proposition, and for each telling a mention, of its own."""
    out = []
    for number, row in enumerate(rows):
        tellings = tuple(
            replace(t, mention=f"https://w3id.org/graphbuild/id/mention/{number}-{i}", day=t.day or t.date)
            for i, t in enumerate(row.tellings)
        )
        proposition = f"https://w3id.org/graphbuild/id/proposition/{number:020x}"
        out.append(replace(row, proposition=proposition, tellings=tellings))
    return out


#: The rows of every report test: those of the network's tests, later news, and a second outlet.
REPORT_ROWS = distinct(
    [
        *ROWS,
        edge(UKRAINE, "meets", RUSSIA, replace(OWN, date="2024-12-03", publisher="الأفق", article="https://w3id.org/graphbuild/id/article/2"), symmetric=True),
        edge(KOREA, "attacks", UKRAINE, telling(confidence=0.3, date="2023-02-01"), DENIAL, category="ASSAULT", quad_class="MaterialConflict"),
    ]
)  # fmt: skip
ANSWER = Answer(
    name="who-denies-what",
    title_ar="من ينفي ماذا",
    title_en="Who denies what",
    description_ar="كل نفي مع جملته.",
    description_en="Every denial with its sentence.",
    text="SELECT ?denier ?quote WHERE { ?a gb:stance gb:Denies }",
    params=(("since", "من هذا اليوم / from this day on"),),
    columns=("denier", "denierLabel", "quote"),
    rows=((RUSSIA.id, "روسيا", DENIAL.quote),),
)


def material(rows: list[EdgeRow] | None = None) -> Material:
    """A report's material; the level of states holds the relations between states."""
    rows = REPORT_ROWS if rows is None else rows
    states = [r for r in rows if all(end is None or end.type == "country" for end in (r.subject, r.object))]
    return Material(
        levels={"actor": rows, "state": states},
        answers=(ANSWER, replace(ANSWER, name="path-between", asked=False, rows=())),
        counts={"articles": 2, "by_status": {"Actual": 11}},
        aliases={KIM.id: ("كيم", "كيم جونغ أون")},
        tenures=(Tenure(KIM.id, "زعيم", "كوريا الشمالية", "North Korea", "2011-12-17", None),),
        versions=(("graphbuild", "0.1"), ("engine", "graphbuild-rules/0.1.0+3a1ce581a163")),
    )


def hostile() -> Material:
    """A report in which every text that comes from outside tries to run something."""
    actor = NodeRow(f"https://w3id.org/graphbuild/id/actor/{HOSTILE}", HOSTILE, HOSTILE, "group", HOSTILE)
    told = telling(
        quote=HOSTILE, url="javascript:document.title='gone'", article_title=HOSTILE, publisher=HOSTILE,
        article=f"https://w3id.org/graphbuild/id/article/{HOSTILE}", cue=HOSTILE, cue_quote=HOSTILE + "!", rule=HOSTILE,
        source_label_ar=HOSTILE, source_label_en=HOSTILE, time=HOSTILE, place_label_ar=HOSTILE, place_label_en=HOSTILE,
        trigger=HOSTILE[:4], trigger_start=100, trigger_end=104, day=HOSTILE, date=HOSTILE,
    )  # fmt: skip
    rows = distinct(
        [
            edge(actor, HOSTILE, KIM, told, replace(told, polarity="rejects", stance="denies"), relation_label_ar=HOSTILE, relation_label_en=HOSTILE, category=HOSTILE, office=HOSTILE),
            edge(KIM, "meets", actor, told, quad_class=HOSTILE),
        ]
    )  # fmt: skip
    answer = replace(
        ANSWER, title_ar=HOSTILE, title_en=HOSTILE, description_ar=HOSTILE, text=HOSTILE, params=((HOSTILE, HOSTILE),),
        columns=("x", HOSTILE, "quote"), rows=((HOSTILE, HOSTILE, HOSTILE),),
    )  # fmt: skip
    return replace(
        material(rows), answers=(answer,), aliases={actor.id: (HOSTILE,)}, versions=((HOSTILE, HOSTILE),),
        quality=((HOSTILE, HOSTILE),), counts={HOSTILE: {HOSTILE: 1}},
        tenures=(Tenure(KIM.id, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
    )  # fmt: skip


class Opened:
    """A report opened from disk, with what it asked for and complained of."""

    def __init__(
        self, browser: Browser, path: Path, html: str, *, state: str = "", script: bool = True, width: int = 1280
    ) -> None:
        path.write_text(html, encoding="utf-8", newline="\n")
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, accept_downloads=True
        )
        context.set_default_timeout(PATIENCE * 1000)
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri() + (f"#{state}" if state else ""))
        if script:
            self.page.wait_for_selector("html[data-drawn]")

    @property
    def elsewhere(self) -> list[str]:
        """Requests for anything but the page itself and what it made."""
        return [url for url in self.requests[1:] if not url.startswith(("blob:", "data:"))]
