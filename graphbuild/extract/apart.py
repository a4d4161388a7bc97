"""Offices and their holders that the phrase grammar leaves apart: ``سفير المغرب لدى التايلاند، عبد الرحيم رحالي``,
``البشير الدخيل، رئيس منتدى بدائل دولية،``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graphbuild.extract.clauses import Item
from graphbuild.extract.mentions import Mention
from graphbuild.extract.phrases import Phrase
from graphbuild.extract.scene import Scene
from graphbuild.lexicon import closed_class

#: What ends an apposition that a comma has opened.
_CLOSING = ("comma", "stop", "comp", "colon", "dash", "quote", "verb")
_PAUSES = ("comma", "dash")
#: How many prepositional phrases may stand between an office and its holder, and how many titles behind a name.
_FAR, _TITLES = 3, 3


class Apart(NamedTuple):
    """A person, the phrase of an office that stands apart from the name, and the prepositional phrases behind the office,
    which may say what it belongs to."""

    person: Mention
    title: Phrase
    behind: list[Phrase]


def apart(scene: Scene) -> Iterator[Apart]:
    """The offices of a scene that stand apart from their holders."""
    for index in range(len(scene.items)):
        yield from _name_behind(scene, index)
        yield from _titles_behind(scene, index)


def _name_behind(scene: Scene, index: int) -> Iterator[Apart]:
    """``رئيس اللجنة في مجلس الشيوخ، السيناتور روبرت منينديز،``: the holder's name after what the office is of."""
    items = scene.items
    title = _title(scene, items[index])
    if title is None:
        return
    between: list[Phrase] = []
    paused = set_off = False
    for at in range(index + 1, len(items)):
        item = items[at]
        if item.kind == "pp" and not paused and len(between) < _FAR and _may_belong(item):
            between.append(item.phrase)  # type: ignore[arg-type]
        elif item.kind in _PAUSES and not paused:
            paused = True
        elif item.kind == "np" and not paused and _another_field(scene, title, item):
            continue
        elif item.kind == "quote" or (item.kind == "other" and scene.words[item.first].pos == "adj"):
            set_off = True
        else:
            break
    else:
        return
    person = _person(scene, item)
    if person is None or item.kind != "np" or not _agree(scene, title, person):
        return
    if paused:
        if not _closed(scene, at + 1):
            return
    elif not ((set_off and _of_something(title)) or (between and _titled(scene, item))):
        return
    yield Apart(person, title, between)


def _titles_behind(scene: Scene, index: int) -> Iterator[Apart]:
    """``سمانثا باور، سفيرة الولايات المتحدة لدى الأمم المتحدة،``: offices after the name; without a comma only where no verb
    may have the office for its object."""
    items = scene.items
    person = _last_person(scene, items[index])
    if person is None:
        return
    at = index + 1
    found: list[Apart] = []
    paused = at < len(items) and items[at].kind in _PAUSES
    at += paused
    while at < len(items) and items[at].kind == "np" and len(found) < _TITLES:
        titles = _titles(scene, items[at])
        if not titles or titles[0] is not items[at].phrase or not all(_agree(scene, one, person) for one in titles):
            break
        behind: list[Phrase] = []
        at += 1
        while at < len(items) and items[at].kind == "pp" and len(behind) < _FAR and _may_belong(items[at]):
            behind.append(items[at].phrase)  # type: ignore[arg-type]
            at += 1
        found += [Apart(person, title, behind if title is titles[-1] else []) for title in titles]
        if at + 1 < len(items) and items[at].kind in _PAUSES and items[at + 1].kind == "np" and not items[at + 1].conj:
            following = items[at + 1].phrase
            at += following is not None and _is_title(scene, following)
    if not found:
        return
    if paused:
        closed = _closed(scene, at) or (_closed(scene, at + 1) and _named_body(items[at]))
    else:
        governed = items[index].kind == "np" and index > 0 and items[index - 1].kind == "verb"
        closed = not governed or (at < len(items) and items[at].kind == "comp")  # afaada X `udwu Y bi-anna
    if closed:
        yield from found


def _named_body(item: Item) -> bool:
    """Whether an item is a body's name in apposition: ``حركة المقاومة الفلسطينية حماس``."""
    phrase = item.phrase
    return item.kind == "np" and not item.conj and phrase is not None and phrase.named is not None and phrase.name is None


def _is_title(scene: Scene, part: Phrase) -> bool:
    """Whether a phrase's head is an office, or somebody described by what he belongs to (``مراسلة قناة الجزيرة``, ``أستاذ العلوم
    السياسية``)."""
    word = scene.words[part.head]
    if part.name is not None or part.named is not None or word.a is None or word.a.pronoun or word.a.num != "s":
        return False
    described = word.a.cls in ("person", "honorific") and part.gen is not None and not word.article
    return (word.a.cls == "office" or described) and not part.titles


def _title(scene: Scene, item: Item) -> Phrase | None:
    """The phrase of one office without its holder in an item: the item's own, or the innermost genitive's."""
    part = item.phrase
    if part is None or any(_is_somebody(scene, other) for other in part.coordinated):
        return None
    while part is not None and part.name is None and part.named is None:
        if _is_title(scene, part):
            return part if _nameless(part) else None
        part = part.gen
    return None


def _titles(scene: Scene, item: Item) -> list[Phrase]:
    """The offices of one man in an item: its own, and what is joined to it by *and* (``أمين عام المؤسسة ووزير الخارجية الأسبق``)."""
    title = _title(scene, item)
    if title is not None:
        return [title]
    parts = list(item.phrase.all()) if item.phrase is not None else []
    return parts if parts and all(_is_title(scene, one) and _nameless(one) for one in parts) else []


def _of_something(title: Phrase) -> bool:
    """Whether an office says what it is of; else a name in quotation marks behind it does (``رئيس «كويليام»``)."""
    return title.gen is not None or bool(title.tail or title.adjectives)


def _nameless(phrase: Phrase) -> bool:
    return not any(one.name is not None for one in phrase.nested())


def _another_field(scene: Scene, title: Phrase, item: Item) -> bool:
    """Whether an item goes on with the fields of a minister: ``وزير الفلاحة والمياه | والغابات``."""
    phrase = item.phrase
    portfolio = "portfolio" in scene.flags(scene.words[title.head].lemma)
    return portfolio and phrase is not None and item.conj == "w" and not _is_somebody(scene, phrase)


def _is_somebody(scene: Scene, phrase: Phrase) -> bool:
    """Whether what is coordinated with an office is another person, and no second field of it (``وزير الخارجية والتعاون``)."""
    a = scene.words[phrase.head].a
    return phrase.named is not None or phrase.name is not None or (a is not None and a.cls in ("office", "person"))


def _may_belong(item: Item) -> bool:
    """Whether a prepositional phrase may say what the office before it is of, rather than where or when something was."""
    phrase = item.phrase
    if phrase is None or item.conj or item.prep not in closed_class("of-office-apart"):
        return False
    return not any(one.name is not None and one.titles for one in phrase.nested())


def _person(scene: Scene, item: Item) -> Mention | None:
    """The one person that an item names."""
    phrase = item.phrase
    if phrase is None or phrase.conj or phrase.coordinated or phrase.name is None:
        return None
    mention = scene.mention(phrase)
    return mention if mention is not None and mention.personal else None


def _last_person(scene: Scene, item: Item) -> Mention | None:
    """The person whose name ends an item: the item's own, or that of its last genitive."""
    part = item.phrase
    while part is not None and not part.coordinated:
        if part.name is not None:
            mention = scene.mention(part)
            return mention if mention is not None and mention.personal and mention.last == item.last else None
        part = part.gen
    return None


def _titled(scene: Scene, item: Item) -> bool:
    """Whether a name has a rank or courtesy before it: such a name begins nothing new (``الدكتور إبراهيم فريحات``)."""
    a = scene.words[item.first].a
    return a is not None and a.cls in ("honorific", "rank") and scene.words[item.first].article


def _agree(scene: Scene, title: Phrase, person: Mention) -> bool:
    a = scene.words[title.head].a
    return a is not None and not (a.gen == "m" and person.gender == "f" and person.known != ())


def _closed(scene: Scene, at: int) -> bool:
    return at >= len(scene.items) or scene.items[at].kind in _CLOSING
