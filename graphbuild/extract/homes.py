"""The state of whom no word gives one: ``الحكومة``, ``المتظاهرون``, ``مدرسة``, a person whom no list has, in a sentence that
names states.

The states and bodies that the sentence names compete with "none"; a small log-linear model, learned from the gold's
countries, chooses. What it says is a guess about the end of a claim (``near``): nobody's identity rests on it, and no
reading is chosen by it. Without the model nothing is guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from graphbuild.extract.mentions import Mention, beside
from graphbuild.extract.scene import Scene
from graphbuild.lexicon import Known, closed_class, word_group

#: Distances are told apart up to these many words.
_STEPS = (0, 1, 2, 4, 8, 16)
#: Counts above this are alike.
_MANY = 3

#: The states that may be a mention's, each with its features.
Choices = dict[str, tuple[str, ...]]


def homeless(mention: Mention) -> bool:
    """Whether a mention has no state by its phrase, and neither is nor belongs to anybody whom the data knows (a known actor
    without a state has none on purpose)."""
    return mention.country is None and mention.affiliation is None and not mention.known


class Homes:
    """Chooses the state of a mention that has none; ``known`` are the actors of data/, which tell states from blocs."""

    def __init__(self, weights: Mapping[str, float], known: Iterable[Known]) -> None:
        self._weights = weights
        self._blocs = frozenset(one.slug for one in known if one.kind in ("bloc", "body"))

    @classmethod
    def load(cls, path: Path, known: Iterable[Known]) -> Homes:
        """Read a model file (JSON: ``weights`` in thousandths by feature); without the file, one that knows nothing."""
        if not path.exists():
            return cls({}, known)
        weights = json.loads(path.read_text(encoding="utf-8"))["weights"]
        return cls({feature: n / 1000 for feature, n in weights.items()}, known)

    def __call__(self, scene: Scene, mention: Mention) -> str | None:
        """ISO 3166 alpha-3 code, or a bloc's short code, of the likeliest; None where "none" is likelier, or the mention has
        one of its own."""
        if not self._weights or not homeless(mention) or beside(scene.words[mention.head]):
            return None
        owner = scene.owner(mention)
        if owner is not None and owner.country is not None:
            return owner.country
        best, most = None, 0.0
        for code, features in self.choices(scene, mention).items():
            score = sum(self._weights.get(feature, 0.0) for feature in features)
            if score > most:
                best, most = code, score
        return best

    def choices(self, scene: Scene, mention: Mention) -> Choices:
        """The states and bodies that a sentence names beside a mention, by their codes, with the features of each as the
        mention's."""
        named: dict[str, list[Mention]] = {}
        # An international body has no government and no territory.
        states_only = mention.type == "place" or _of_state(scene, mention)
        for other in (*scene.mentions, *scene.nisbas(None)):
            if other.country is None or other.level < 2 or other.head == mention.head:
                continue
            if not (states_only and other.country in self._blocs):
                named.setdefault(other.country, []).append(other)
        if _royal(scene, mention):
            named = {code: by for code, by in named.items() if code in closed_class("monarchy")}
        if _befallen(scene, mention):
            named = {code: by for code, by in named.items() if not all(_strikes(scene, other) for other in by)}
        if not named:
            return {}
        shared = tuple(_of_mention(scene, mention))
        ranks = {
            code: rank
            for rank, code in enumerate(sorted(named, key=lambda code: min(_apart(mention, m)[0] for m in named[code])))
        }
        return {
            code: (
                *shared,
                *sorted(set(_of_choice(scene, mention, code, named, ranks[code], bloc=code in self._blocs))),
            )
            for code in sorted(named)
        }


def _royal(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is named by a style of royals: ``سموه``, ``ولي العهد``."""
    phrase = scene.phrase_of(mention)
    lemmas = [scene.words[mention.head].lemma]
    if phrase is not None and phrase.gen is not None:
        lemmas.append(f"{lemmas[0]} {scene.words[phrase.gen.head].lemma}")
    return not closed_class("royal").isdisjoint(lemmas)


def _befallen(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is of those who were killed, hurt or seized: ``مقتل متظاهرين``."""
    place = scene.places.get(mention.head)
    parent = place.parent if place is not None else None
    return parent is not None and scene.words[parent.head].lemma in closed_class("befalls")


def _strikes(scene: Scene, state: Mention) -> bool:
    """Whether a state is named as the doer of violence, whose victims are not its own people: ``قصف إسرائيلي``."""
    place = scene.places.get(state.head)
    a = scene.words[place.phrase.head].a if place is not None and not place.as_head else None
    return a is not None and (a.cls == "violence" or a.der == "vn")


def _of_mention(scene: Scene, mention: Mention) -> Iterator[str]:
    """What speaks for or against a state of any name: the kind of actor, its noun, definiteness, adjectives."""
    words, phrase = scene.words, scene.phrase_of(mention)
    head = words[mention.head]
    lemma = head.lemma if head.a is not None else "?"
    definite = head.article or (phrase is not None and phrase.gen is not None)
    yield "bias"
    yield f"class={mention.cls},{'definite' if definite else 'indefinite'}"
    yield f"class={mention.cls},{mention.type}"
    yield f"lemma={lemma}"
    yield f"group={word_group(lemma)},{'definite' if definite else 'indefinite'}"
    yield f"level={mention.level}"
    yield f"number={mention.number},{mention.type}"
    yield f"of-state={_of_state(scene, mention)},{mention.cls}"
    if phrase is not None:
        if phrase.gen is not None:
            inner = words[phrase.gen.head]
            yield f"genitive={inner.lemma if inner.a is not None else '?'}"
            yield f"genitive={word_group(inner.lemma)}"
        for at in phrase.adjectives:
            yield f"adjective={words[at].lemma}"
            yield f"adjective={word_group(words[at].lemma)}"
    place = scene.places.get(mention.head)
    if place is not None and place.parent is not None:
        yield f"parent={word_group(words[place.parent.head].lemma)}"


def _of_choice(
    scene: Scene, mention: Mention, code: str, named: Mapping[str, Sequence[Mention]], rank: int, *, bloc: bool
) -> Iterator[str]:
    """What speaks for one state: how near and how often it is named, by what, in which place of the clause."""
    count = min(len(named), _MANY)
    distance, side = min(_apart(mention, other) for other in named[code])
    yield f"distance={side},{next((step for step in _STEPS if distance <= step), 'far')}"
    yield f"rank={min(rank, _MANY)},{mention.type}"
    yield f"rank={min(rank, _MANY)},of {count}"
    yield f"times={min(len(named[code]), _MANY)}"
    yield f"only={len(named) == 1},{mention.type}"
    yield f"only={len(named) == 1},{mention.cls}"
    yield f"bloc={bloc},{mention.cls}"
    yield f"shared={_shared(scene, mention, named[code])}"
    yield f"state={code},{mention.type}"
    yield f"state={code},{scene.words[mention.head].lemma}"
    group = word_group(scene.words[mention.head].lemma)
    yield f"state={code},{group}"
    yield f"rank={min(rank, _MANY)},{group}"
    for other in named[code]:
        place = _place(scene, other)
        yield f"place={place},{mention.type}"
        yield f"place={place},{_apart(mention, other)[1]}"
        yield f"place={place},{_apart(mention, other)[1]},{mention.cls}"
        yield f"named-by={other.type},{mention.type}"
        yield f"named-by={other.type},{'adjective' if other.cls == 'nisba' else 'noun'}"


def _shared(scene: Scene, mention: Mention, naming: Sequence[Mention]) -> bool:
    """Whether what is joined to a mention by *and* is described by a state: ``قوات وآليات الاحتلال``."""
    phrase = scene.phrase_of(mention)
    joined = [] if phrase is None else phrase.coordinated
    return any(one.first <= other.first and other.last <= one.last for one in joined for other in naming)


def _of_state(scene: Scene, mention: Mention) -> bool:
    """Whether a noun names what every state has one of: ``البرلمان``, ``وزير الداخلية``."""
    head = scene.words[mention.head]
    if mention.cls == "name":  # وزارة الهجرة, taken for a name: what every state has all the same
        return mention.type == "organization" and head.token.form[head.body :] in closed_class("state-body")
    if mention.number != "s":
        return head.lemma in closed_class("organ-of-state")
    if mention.cls == "office":
        return head.lemma in closed_class("office-of-state")
    return "state" in scene.flags(head.lemma) or head.lemma in closed_class("organ-of-state")


def _place(scene: Scene, mention: Mention) -> str:
    """Where in its clause a mention stands: the kind of its item, and the preposition."""
    place = scene.places.get(mention.head)
    if place is None:
        return "none"
    item = scene.items[place.item]
    return f"{item.kind}:{item.prep.split(' ')[0]}" if item.prep else item.kind


def _apart(mention: Mention, other: Mention) -> tuple[int, str]:
    """Words between two mentions, and on which side the other is; inside counts as none."""
    if other.last <= mention.first:
        return mention.first - other.last, "before"
    if other.first >= mention.last:
        return other.first - mention.last, "after"
    return 0, "inside"
