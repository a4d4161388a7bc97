"""What belongs to which event of a sentence: its clause, and what another event between them takes for itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphbuild.extract.clauses import Item
from graphbuild.extract.scene import Scene
from graphbuild.lexicon import closed_class

#: Classes of the nouns that tell an event.
_EVENTS = frozenset(("violence", "talk", "accord"))


class Scopes:
    """The clauses of a scene, asked by the numbers of its items."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._clauses = _clauses(scene, relative=True)
        self._main_clauses = _clauses(scene, relative=False)

    def is_in_clause(self, item: int, event: int) -> bool:
        """Whether an item stands in an event's clause, to which the relative clause about the event itself belongs
        (``الهجوم الذي وقع أمس``)."""
        number, own = self._clauses.numbers[item], self._clauses.numbers[event]
        return number == own or self._clauses.of_what.get(number) == (event, own)

    def is_in_relative_of(self, item: int, event: int) -> bool:
        """Whether an item of an event's clause stands in the relative clause about it."""
        return self._clauses.numbers[item] != self._clauses.numbers[event]

    def is_in_main_clause(self, item: int, event: int) -> bool:
        """Whether two items stand in one clause, relative clauses not told apart."""
        return self._main_clauses.numbers[item] == self._main_clauses.numbers[event]

    def is_relative(self, item: int) -> bool:
        """Whether an item stands in a relative clause."""
        return self._clauses.numbers[item] in self._clauses.of_what

    def is_main(self, item: int) -> bool:
        """Whether an item is the first verb of its clause."""
        items = self._scene.items
        if items[item].kind != "verb":
            return False
        number = self._clauses.numbers[item]
        return not any(items[at].kind == "verb" and self._clauses.numbers[at] == number for at in range(item))

    def event_between(self, item: int, other: int, *, violent: bool = False) -> bool:
        """Whether another event is told between an event and what stands behind it, so that this is the other's; killings and
        what killed are one (``قتل جندي في كمين نصبته حماس بمحافظة الخليل``)."""
        items = self._scene.items
        first = item + 1
        while first < other and items[first].kind in ("rel", "verb") and items[item].kind != "verb":
            first += 1  # liqaa' yajma` kiri: the verb tells of the event itself
        return any(self._tells(between, violent=violent) for between in items[first:other])

    def _tells(self, item: Item, *, violent: bool) -> bool:
        """Whether an item tells an event of its own; what is under *in*, *by* or *during* tells how the first one came about, and
        a verbal noun with the article is a thing (``ناقش الاقتراح في كييف``)."""
        if item.kind == "verb":
            lemma = self._scene.words[item.first].lemma
            return not violent and lemma not in (*closed_class("auxiliary"), *closed_class("carries-out"))
        if item.phrase is None or item.prep in closed_class("means"):
            return False
        a = self._scene.words[item.phrase.head].a
        if a is None:
            return False
        if a.cls in _EVENTS:
            return not violent
        return a.der == "vn" and a.cls in ("", "masdar") and a.state not in ("d", "i")


@dataclass(slots=True)
class _Clauses:
    """The number of each item's clause, and for a relative clause the item that it describes and the number of that item's."""

    numbers: list[int] = field(default_factory=list)
    of_what: dict[int, tuple[int, int]] = field(default_factory=dict)


def _clauses(scene: Scene, *, relative: bool) -> _Clauses:
    """Clauses by number; a relative clause, and what happened before or meanwhile, end at the next comma (``قصفت الجسر، بعد
    زيارة الوزير أمس، ثم الميناء``)."""
    out = _Clauses()
    number, highest, outer = 0, 0, None
    for index, item in enumerate(scene.items):
        if item.kind == "comma" and outer is not None and not _is_free(scene, index + 1):
            number, outer = outer, None
        aside = _is_meanwhile(scene, index)
        describes = relative and item.kind == "rel" and not _is_free(scene, index)
        if describes or aside:
            outer = number if outer is None else outer
            highest += 1
            if describes and index:
                out.of_what[highest] = _described(scene, index), number
            number = highest
        elif item.kind in ("comp", "sub", "cond", "but", "stop", "colon") or (item.kind == "verb" and item.conj):
            highest += 1
            number, outer = highest, None
        out.numbers.append(number)
    return out


def _is_free(scene: Scene, index: int) -> bool:
    """Whether an item opens a relative clause that describes no noun: what an event led to (``ما أدى إلى مقتل جندي``)."""
    item = scene.items[index] if index < len(scene.items) else None
    return item is not None and item.kind == "rel" and scene.words[item.last - 1].role == "free"


def _described(scene: Scene, index: int) -> int:
    """The item that a relative clause describes: the one before it, commas and quotation marks aside."""
    index -= 1
    while index > 0 and scene.items[index].kind in ("comma", "quote"):
        index -= 1
    return index


def _is_meanwhile(scene: Scene, index: int) -> bool:
    """Whether an item behind a comma tells another event, before or beside its clause's: ``، بعد اعتقال صحفي``, ``، وسط قصف``."""
    item = scene.items[index]
    if item.phrase is None or not index or scene.items[index - 1].kind != "comma":
        return False
    head = scene.words[item.phrase.head]
    if head.lemma in closed_class("simultaneity"):
        return True
    event = head.a is not None and (head.a.cls in _EVENTS or head.a.der == "vn")
    return event and item.prep.replace("_", " ") in closed_class("besides")
