"""The ends that no rule of grammar offers: whom the rest of the sentence names, nearest first."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.extract.mentions import Mention
from graphbuild.extract.options import Option, accusative
from graphbuild.extract.scene import Scene
from graphbuild.lexicon import closed_class


def far(scene: Scene, at: int, offered: Sequence[Option], side: str) -> list[Option]:
    """The named or described actors of the rest of the sentence, nearest first, that no other rule offers."""
    seen = {(o.mention.first, o.mention.last) for o in offered}
    out: list[Option] = []
    whole = [
        m
        for m in scene.mentions
        if m.level >= 1
        and (m.first, m.last) not in seen
        and scene.words[m.head].lemma not in closed_class("by-noun")  # min jaanib al-hizb: the party is offered
        and not m.first <= at < m.last
        and not (m.level == 1 and _uncounted(scene, m))  # some soldiers, the object of a verb over there
        and not (side.endswith("s:") and _where_it_was(scene, m))
    ]
    main = next((m for m in scene.mentions if m.level >= 1), None)
    before = _outermost([m for m in whole if m.last <= at][::-1])[:3]
    after = _outermost([m for m in whole if m.first > at])[:2]
    for rule, mentions in (("before", before), ("after", after)):
        for rank, mention in enumerate(mentions, start=1):
            name = f"{side}far-{rule}{rank}" + ("-main" if mention is main else "")
            out.append(Option(mention, name, "f", scene.phrase_of(mention), scene.item_of[mention.first]))
    if main is not None and main in whole and main not in before and main not in after and main.last <= at:
        out.append(Option(main, f"{side}far-main", "f", scene.phrase_of(main), scene.item_of[main.first]))
    return out + _adjectives(scene, at, [*offered, *out], side)


def _where_it_was(scene: Scene, mention: Mention) -> bool:
    """Whether it is a place that something happened in, so that it did nothing there: ``تظاهرات في بغداد``."""
    item = scene.items[scene.item_of[mention.first]]
    own = item.phrase is not None and item.phrase.head == mention.head
    return own and item.prep in closed_class("happened-in") and mention.type in ("place", "country")


def _uncounted(scene: Scene, mention: Mention) -> bool:
    phrase = scene.phrase_of(mention)
    return phrase is not None and accusative(scene, phrase)


def _adjectives(scene: Scene, at: int, offered: Sequence[Option], side: str) -> list[Option]:
    """The nearest adjective of a state on either side that no offered end is of: ``استشهد شاب …، جراء الهجوم الإسرائيلي``."""
    states = {o.mention.country for o in offered if o.mention.country is not None}
    item = scene.item_of[at]
    nearest: dict[str, tuple[int, Option]] = {}
    for place in scene.places.values():
        if not place.as_head or place.item == item or scene.mention(place.phrase) is not None:
            continue
        for mention in scene.nisba_mentions(place.phrase)[:1]:
            if mention.country in states:
                continue
            where = "before" if mention.first < at else "after"
            option = Option(mention, f"{side}far-nisba-{where}", "n", None, place.item)
            if where not in nearest or abs(mention.first - at) < nearest[where][0]:
                nearest[where] = (abs(mention.first - at), option)
    return [option for _, option in nearest.values()]


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions without those of the same state inside one of them: ``أحد الشواطئ الليبية`` and in it ``الشواطئ الليبية``."""
    return [
        m
        for m in mentions
        if not any(o.first <= m.first and m.last <= o.last and o is not m and o.country == m.country for o in mentions)
    ]
