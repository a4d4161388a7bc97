"""The gazetteer: stretches of tokens that are names of known actors, clitics before the first word allowed for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild.arabic.kept import Kept
from graphbuild.arabic.morphology import Morphology
from graphbuild.arabic.tokens import Token, tokenize
from graphbuild.arabic.words import NameHit
from graphbuild.lexicon import Known, Lexicon, closed_class
from graphbuild.text import fold

_AL, _LAM = "\u0627\u0644", "\u0644"
_CONJ = {"\u0648": "w", "\u0641": "f"}
_PREP = {"\u0628": "b", "\u0644": "l", "\u0643": "k"}
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Named:
    """What a name may be: the known actors that bear it, most likely first."""

    known: tuple[Known, ...]


#: A word without the clitics read off it (key, conjunction, preposition, letters of both), and the names it then begins.
_Beginning = tuple[str, str, str, int, list[tuple[tuple[str, ...], Named]]]


def clitic_variants(key: str) -> Iterator[tuple[str, str, str, int]]:
    """``(key, conj, prep, body)`` for each way to read clitics off a folded word, the word itself first.

    >>> [v[0] for v in clitic_variants("وللكرملين")]
    ['وللكرملين', 'للكرملين', 'الكرملين', 'لكرملين']
    """
    yield key, "", "", 0
    rest, conj, body = key, "", 0
    bases = [(key, "", 0)]
    if key[0] in _CONJ and len(key) > 3:
        rest, conj, body = key[1:], _CONJ[key[0]], 1
        yield rest, conj, "", 1
        bases.append((rest, conj, body))
    for base, c, b in reversed(bases):
        if len(base) > 3 and base[0] in _PREP:
            if base.startswith(_LAM + _LAM):
                yield _AL + base[2:], c, "l", b + 1
            yield base[1:], c, _PREP[base[0]], b + 1


def short_variants(key: str) -> Iterator[tuple[str, str, str, int]]:
    """The ways to read clitics off a word of two letters, which only the words after it make sure of.

    >>> [v[0] for v in short_variants("وبتل")]  # wa-bi-Tel (Aviv)
    ['تل']
    """
    letters = key[:-_SHORT]
    conj = letters[:1] if letters[:1] in _CONJ else ""
    prep = letters[len(conj) :]
    if letters and (not prep or prep in _PREP):
        yield key[-_SHORT:], _CONJ.get(conj, ""), _PREP.get(prep, ""), len(letters)


def _passed_over(tokens: Sequence[Token], position: int, first: int) -> bool:
    """Whether a mark within a name is no part of it: a hyphen, or the quotation mark before what a body is called
    (``حزب "القوات اللبنانية"``)."""
    token = tokens[position]
    if token.kind == "dash":
        return token.start == tokens[position - 1].end
    return token.kind == "quote" and position == first + 1 and token.start > tokens[first].end


class Gazetteer:
    """Finds the longest known names in a sentence."""

    def __init__(self, lexicon: Lexicon, morphology: Morphology) -> None:
        self._morphology = morphology
        self._sure = frozenset(fold(form) for form in closed_class("sure-name"))
        self._people = frozenset(fold(form) for form in closed_class("sure-people"))
        table: dict[str, dict[tuple[str, ...], list[Known]]] = {}
        for known in lexicon.known:
            for name in known.names:
                keys = tuple(t.key for t in tokenize(name) if t.kind in ("word", "latin", "number"))
                if keys:
                    entries = table.setdefault(keys[0], {}).setdefault(keys, [])
                    if known not in entries:
                        entries.append(known)
        self._table = {
            first: sorted(((keys, Named(tuple(known))) for keys, known in entries.items()), key=lambda e: -len(e[0]))
            for first, entries in table.items()
        }
        self._begun: Kept[str, tuple[_Beginning, ...]] = Kept()

    def __call__(self, tokens: Sequence[Token]) -> list[NameHit]:
        """The names of a sentence, left to right, none overlapping; one-word names that are common words too are marked
        weak."""
        hits: list[NameHit] = []
        index = 0
        while index < len(tokens):
            hit = self._at(tokens, index) if tokens[index].kind in ("word", "latin") else None
            if hit is None:
                index += 1
            else:
                hits.append(hit)
                index = hit.last
        return hits

    def _at(self, tokens: Sequence[Token], index: int) -> NameHit | None:
        best: NameHit | None = None
        for key, conj, prep, body, entries in self._beginnings(tokens[index].key):
            for keys, named in entries:
                last = self._match(tokens, index, keys)
                if last is not None:
                    if best is None or last > best.last:
                        weak = len(keys) == 1 and self._common(tokens[index], prep)
                        country = named.known[0].type == "country"
                        best = NameHit(
                            index,
                            last,
                            conj,
                            prep,
                            body,
                            named,
                            weak=weak or (len(keys) == 1 and country),
                            strong=country or (weak and key in self._people),
                            sure=weak and key in self._sure,
                        )
                    break
        return best

    def _beginnings(self, whole: str) -> tuple[_Beginning, ...]:
        """The names that a word may begin, by the ways to read clitics off it; kept, for most words begin none."""
        found = self._begun.get(whole)
        if found is None:
            variants = [(*v, 1) for v in clitic_variants(whole)] + [(*v, _SHORT) for v in short_variants(whole)]
            read = [
                (key, conj, prep, body, [entry for entry in self._table.get(key, ()) if len(entry[0]) >= least])
                for key, conj, prep, body, least in variants
            ]
            found = self._begun.keep(whole, tuple(beginning for beginning in read if beginning[-1]))
        return found

    @staticmethod
    def _match(tokens: Sequence[Token], index: int, keys: tuple[str, ...]) -> int | None:
        position = index + 1
        for key in keys[1:]:
            while position < len(tokens) and _passed_over(tokens, position, index):
                position += 1
            if position >= len(tokens) or tokens[position].key != key:
                return None
            position += 1
        quoted = position < len(tokens) and any(t.kind == "quote" for t in tokens[index:position])
        return position + 1 if quoted and tokens[position].kind == "quote" else position

    def _common(self, token: Token, prep: str) -> bool:
        """Whether the word is also one of the lexicon's (other than the adjective made from the very name), be it under the same
        preposition (``لفتح المعبر``)."""
        for a in self._morphology(token.form):
            if a.der == "nisba" or not a.exact:
                continue
            if prep and a.der == "vn" and a.prep == prep and not a.conj:
                return True
            bare = a.start <= (1 if a.asp == "i" else (2 if a.article else 0))
            if bare and not a.conj and not a.prep:
                return True
        return False
