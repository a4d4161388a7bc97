"""What the recogniser of names sees of a word: its letters, what the lists say of it, its neighbours.

What depends on the word alone is put together once and kept (:class:`_Look`); a sentence then only joins what is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphbuild.arabic.kept import Kept
from graphbuild.arabic.morphology import Morphology
from graphbuild.arabic.tokens import Token
from graphbuild.extract.names import clitic_variants
from graphbuild.lexicon import Lexicon, name_words
from graphbuild.lexicon.namewords import PERSONAL
from graphbuild.text import fold

#: What may stand before a demonstrative: ``وبهذا``.
_AND, _UNDER = ("", "\u0648", "\u0641"), ("", "\u0628", "\u0644", "\u0643")
_SPLIT = frozenset("\u0648\u0628\u0644\u0641\u0643")
_AL = "\u0627\u0644"
_MAIN = frozenset(("noun", "verb", "adj", "particle", "unknown", "nisba", "office", "body", "al"))
_HEADS = frozenset(("body", "military", "group", "source"))
_TITLES = frozenset(("office", "rank", "honorific", "person"))
#: How far behind a head or title a word may still belong to it, and how long a word is told to be.
_REACH, _LONGEST = {"o": 5, "t": 6}, 9
_EDGES = {d: f"{d}:edge" for d in (-2, -1, 1, 2)}
#: Places beside a word, and how features of what stands there are marked; 3 and -3 are the nearest words across a clitic.
_SIDES = {-3: "p", -2: "-2:", -1: "-1:", 1: "1:", 2: "2:", 3: "n"}


class Unit(NamedTuple):
    """What the model sees: a word without its proclitics, or a proclitic; ``token`` is the index it came from."""

    key: str
    form: str
    token: int
    clitic: bool
    body: int


class WordFacts:
    """What the lexicon says of single words, looked up once."""

    def __init__(self, lexicon: Lexicon, morphology: Morphology) -> None:
        self._morphology = morphology
        names: dict[str, set[str]] = {}
        for known in lexicon.known:
            for name in known.names:
                words = fold(name).replace("-", " ").split()
                for position, word in enumerate(words):
                    names.setdefault(word, set()).add(
                        f"{known.type[:3]}{'1' if len(words) == 1 else ('b' if position == 0 else 'i')}"
                    )
        self._names: Mapping[str, tuple[str, ...]] = {k: tuple(sorted(v)) for k, v in names.items()}
        pointing = [p.form for p in lexicon.particles if p.pos == "dem"]
        self.particles = frozenset(
            fold(form)
            for form in (
                *(p.form for p in lexicon.particles),
                *(conj + prep + form for form in pointing for conj in _AND for prep in _UNDER),
            )
        )
        self._seen: Kept[str, tuple[str, ...]] = Kept()
        self._cut: Kept[str, tuple[int, str, str]] = Kept()
        self._personal = frozenset(word for word, kinds in name_words().items() if not set(kinds).isdisjoint(PERSONAL))

    def __call__(self, form: str) -> tuple[str, ...]:
        """Short facts: parts of speech, noun classes, kinds of name the word occurs in."""
        found = self._seen.get(form)
        if found is None:
            key = fold(form)
            facts = set()
            if key in self.particles:
                facts.add("particle")
            for analysis in self._morphology(form):
                facts.add(analysis.pos)
                if analysis.cls and analysis.cls not in ("other", "quality"):
                    facts.add(analysis.cls)
                if analysis.der:
                    facts.add(analysis.der)
            if not facts:
                facts.add("unknown")
            facts.update(self._names.get(key, ()))
            if key.startswith(_AL):
                facts.add("al")
                facts.update("al-" + n for n in self._names.get(key[2:], ()))
            found = self._seen.keep(form, tuple(sorted(facts)))
        return found

    def known(self, form: str) -> bool:
        """Whether any list has the word."""
        return self(form) != ("unknown",) and self(form) != ("al", "unknown")

    def personal(self, form: str) -> bool:
        """Whether the word is part of a person's name in any list."""
        return fold(form) in self._personal or any(f.startswith("per") for f in self(form))

    def units(self, tokens: Sequence[Token]) -> list[Unit]:
        """The tokens with proclitics split off where the lexicon, or the word that is left, shows them."""
        out: list[Unit] = []
        for index, token in enumerate(tokens):
            form = token.form
            body, key, rest = self._split(token)
            if body:
                out.extend(Unit(letter, letter, index, True, 0) for letter in form[:body])
            out.append(Unit(key, rest, index, False, body))
        return out

    def _split(self, token: Token) -> tuple[int, str, str]:
        """How many letters of a token are proclitics, and the word behind them, folded and as written."""
        form, word = token.form, token.kind == "word"
        found = self._cut.get(form) if word else None
        if found is None:
            body = self._clitics(token) if word else 0
            rest = form[body:]
            if body and rest.startswith("\u0644") and form[body - 1] == "\u0644":
                rest = "\u0627" + rest
            found = (body, fold(rest), rest)
            if word:
                self._cut.keep(form, found)
        return found

    def _clitics(self, token: Token) -> int:
        form = token.form
        if form[0] not in _SPLIT or len(form) < 4:
            return 0
        analyses = self._morphology(form)
        if analyses:
            best = analyses[0]
            if any(not a.conj and not a.prep for a in analyses if a.exact == best.exact):
                return 0
            return max(0, best.start - (2 if best.article else 0)) if best.conj or best.prep else 0
        for key, _, _, body in clitic_variants(token.key):
            if body and (key in self._names or (key.startswith(_AL) and len(key) > 4)):
                return body
        if form[0] == "\u0648" and len(form) > 5:
            return 1
        return 0


@dataclass(frozen=True, slots=True)
class _Look:
    """What is kept of a word: its main facts; features of its own, and as a neighbour by its place there; which chains it
    begins, and whether it can stand in one."""

    main: str
    own: tuple[str, ...]
    near: Mapping[int, tuple[str, ...]]
    begins: str
    carries: bool


class Evidence:
    """Features of the units of a sentence; with ``weighed``, only those (others would change nothing)."""

    def __init__(self, facts: WordFacts, weighed: frozenset[str] | None = None) -> None:
        self.facts = facts
        self._weighed = weighed
        self._kinds = name_words()
        self._shared: Kept[tuple[str, ...], Mapping[int, tuple[str, ...]]] = Kept()
        self._looks: Kept[tuple[str, bool], _Look] = Kept()

    def __call__(self, units: Sequence[Unit], gazetteer: Mapping[int, str]) -> list[list[str]]:
        """Features of each unit; ``gazetteer`` gives, for a token index, a tag as ``B-per``."""
        looks = [self._look(unit) for unit in units]
        tags = ["" if unit.clitic else gazetteer.get(unit.token, "") for unit in units]
        chains = [self._chains(units, looks, tags, kind) for kind in _REACH]
        last, weighed = len(units) - 1, self._weighed
        out = []
        for i, look in enumerate(looks):
            row = list(look.own)
            for d, edge in _EDGES.items():
                j = i + d
                if 0 <= j <= last:
                    row += looks[j].near[d]
                    if tags[j]:
                        row.append(f"{d}:g={tags[j]}")
                else:
                    row.append(edge)
            if tags[i]:
                row.append("g=" + tags[i])
            if i:
                before = looks[i - 1].main
                row.append(f"-1,0={before}|{look.main}")
                pair = f"w-1,0={units[i - 1].key}|{units[i].key}"
                if weighed is None or pair in weighed:
                    row.append(pair)
                if i > 1:
                    row.append(f"-2,0={looks[i - 2].main}|{before}|{look.main}")
                    if units[i - 1].clitic:
                        row += looks[i - 2].near[-3]
            if i < last:
                row.append(f"0,1={look.main}|{looks[i + 1].main}")
                if i + 1 < last and units[i + 1].clitic:
                    row += looks[i + 2].near[3]
            for chain in chains:
                row += chain[i]
            out.append(row)
        return out

    @staticmethod
    def _chains(units: Sequence[Unit], looks: Sequence[_Look], tags: Sequence[str], kind: str) -> list[tuple[str, ...]]:
        """For each unit, how far behind the head of a body (``o``) or an office or title (``t``) it stands, if no
        particle, verb or mark is between: ``وزارة`` [الخارجية]."""
        out: list[tuple[str, ...]] = []
        head, distance = "", 0
        for unit, look, tag in zip(units, looks, tags, strict=True):
            if head:
                out.append((f"{kind}h={distance}", f"{kind}w={head}", f"{kind}h={distance}|{look.main}"))
            else:
                out.append(())
            if kind in look.begins and not tag.startswith("I-"):
                head, distance = unit.key, 1
            elif head and distance < _REACH[kind] and look.carries:
                distance += 1
            else:
                head = ""
        return out

    def _look(self, unit: Unit) -> _Look:
        found = self._looks.get((unit.form, unit.clitic))
        if found is None:
            found = self._looks.keep((unit.form, unit.clitic), self._made(unit))
        return found

    def _made(self, unit: Unit) -> _Look:
        key = unit.key
        word = not unit.clitic and unit.form[:1].isalpha()
        if word:
            facts = self.facts(unit.form)
            main = "+".join(f for f in facts if f in _MAIN) or "none"
            shown = (main, *(f"f={f}" for f in facts), *(f"n={kind}" for kind in self._kinds.get(key, ())))
        else:
            facts = ()
            main = "clitic" if unit.clitic else ("number" if unit.form[:1].isdigit() else "mark")
            shown = (main,)
        shared = self._sides(shown)
        near: dict[int, tuple[str, ...]] = {}
        for side, mark in _SIDES.items():
            beside = [f"{mark}w={key}"]
            if side in (-1, 1) and len(key) > 3:
                beside += (f"{mark}s2={key[-2:]}", f"{mark}p2={key[:2]}")
            near[side] = (*self._weighing(beside), *shared[side])
        begins = ("o" if _HEADS & set(facts) else "") + ("t" if _TITLES & set(facts) else "")
        carries = word and "particle" not in facts and facts != ("verb",)
        own = (*self._weighing(["b", *_letters(key)]), *shared[0])
        return _Look(main, own, near, begins, carries)

    def _sides(self, shown: tuple[str, ...]) -> Mapping[int, tuple[str, ...]]:
        """What the lists say of a word, for the word itself (0) and for each place beside another; many words share it."""
        found = self._shared.get(shown)
        if found is None:
            sides = {0: "", **_SIDES}.items()
            found = self._shared.keep(shown, {side: self._weighing([mark + f for f in shown]) for side, mark in sides})
        return found

    def _weighing(self, features: list[str]) -> tuple[str, ...]:
        """The features that the model has a weight for."""
        weighed = self._weighed
        return tuple(features if weighed is None else [f for f in features if f in weighed])


def _letters(key: str) -> list[str]:
    """A word as spelled: whole, its beginnings and ends, its length, what follows an article."""
    out = [f"w={key}", f"len={min(len(key), _LONGEST)}"]
    out += [f"p{n}={key[:n]}" for n in (2, 3, 4) if len(key) > n]
    out += [f"s{n}={key[-n:]}" for n in (1, 2, 3, 4) if len(key) > n]
    if key.startswith(_AL) and len(key) > 4:
        out.append(f"al={key[2:5]}")
    return out
