"""A small set of rows, made by hand, that has everything a page must show."""

from __future__ import annotations

from dataclasses import replace

from graphbuild.rows import EdgeRow, NodeRow, Telling

QUOTE = "زعم مسؤولون أوكرانيون أن كوريا الشمالية تدعم روسيا، وهو ما نفاه الكرملين."
KOREA = NodeRow("https://w3id.org/graphbuild/id/actor/PRK", "كوريا الشمالية", "North Korea", "country", "PRK")
RUSSIA = NodeRow("https://w3id.org/graphbuild/id/actor/RUS", "روسيا", "Russia", "country", "RUS")
UKRAINE = NodeRow("https://w3id.org/graphbuild/id/actor/UKR", "أوكرانيا", "Ukraine", "country", "UKR")
KIM = NodeRow("https://w3id.org/graphbuild/id/actor/kim-jong-un", "كيم جونغ أون", "Kim Jong Un", "person", "PRK")
UN = NodeRow("https://w3id.org/graphbuild/id/actor/UN", "الأمم المتحدة (UN)", "United Nations", "organization", "UN")


def telling(**changes: object) -> Telling:
    start = QUOTE.index("تدعم")
    base = Telling(
        article="https://w3id.org/graphbuild/id/article/1",
        date="2024-10-16",
        quote=QUOTE,
        mention="https://w3id.org/graphbuild/id/mention/1",
        source=UKRAINE.id,
        source_label_ar="أوكرانيا",
        source_label_en="Ukraine",
        source_type="country",
        source_state="UKR",
        own_voice=False,
        stance="asserts",
        polarity="affirms",
        negated=False,
        status="actual",
        article_title="الكرملين ينفي",
        publisher="النبأ",
        url="https://news.example/1",
        quote_start=100,
        quote_end=100 + len(QUOTE),
        trigger="تدعم",
        trigger_start=100 + start,
        trigger_end=100 + start + 4,
        cue="زعم",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


OWN = telling(
    own_voice=True, source="https://w3id.org/graphbuild/id/outlet/1", source_label_ar="النبأ", source_label_en=""
)
DENIAL = telling(
    source=RUSSIA.id, source_label_ar="روسيا", source_label_en="Russia", stance="denies", polarity="rejects", cue="نفاه"
)
DOUBT = telling(stance="doubts", polarity="open")


def edge(
    subject: NodeRow | None, relation: str, object_: NodeRow | None, *tellings: Telling, **changes: object
) -> EdgeRow:
    labels = {"supports": ("يدعم", "supports"), "meets": ("يلتقي", "meets"), "attacks": ("يهاجم", "attacks")}
    arabic, english = labels.get(relation, (relation, relation))
    row = EdgeRow(
        proposition=f"https://w3id.org/graphbuild/id/proposition/{relation}",
        subject=subject,
        relation=relation,
        relation_label_ar=arabic,
        relation_label_en=english,
        category="SUPPORT",
        quad_class="VERBAL COOPERATION",
        object=object_,
        tellings=tellings or (telling(),),
    )
    return replace(row, **changes)  # type: ignore[arg-type]


ROWS = [
    edge(KOREA, "supports", RUSSIA, telling(), DENIAL),
    edge(KOREA, "meets", RUSSIA, OWN, symmetric=True),
    edge(RUSSIA, "attacks", UKRAINE, telling()),
    edge(UKRAINE, "attacks", RUSSIA, DENIAL),
    edge(KIM, "supports", RUSSIA, DOUBT),
    edge(UN, "meets", KIM, telling(status="planned")),
    edge(KIM, "holds_office", KOREA, OWN, category="HOLDS_OFFICE", office="زعيم"),
    edge(RUSSIA, "supports", RUSSIA, OWN, same_state=True),
    edge(None, "attacks", UKRAINE, telling()),
]
