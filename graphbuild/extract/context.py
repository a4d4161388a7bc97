"""The state of bodies, offices and people whose phrase names none: ``الحكومة``, ``وزير الداخلية``, ``البرلمان`` in a sentence
that names a state are likely to be that state's.

Of bodies and offices only what every state has is taken so, and only where it is definite; people with a name that no
list has, only where the sentence names one state. Generic people, groups and places are left without: in the training
sentences the guess was right of fewer than six in ten of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.arabic.words import Word
from graphbuild.extract.mentions import Mention
from graphbuild.extract.phrases import Phrase
from graphbuild.lexicon import closed_class


def wants_state(mention: Mention, words: Sequence[Word], phrase: Phrase | None, *, state: bool) -> bool:
    """Whether a mention is what every state has one of (or somebody with a name), without a word on whose; ``state`` says
    that its head noun is flagged as a body that speaks for its state."""
    if mention.country is not None or mention.affiliation is not None or mention.known:
        return False
    head = words[mention.head]
    if mention.personal:
        return True
    if mention.cls == "name":  # وزارة الهجرة, taken for a name: what every state has all the same
        return mention.type == "organization" and head.token.form[head.body :] in closed_class("state-body")
    if mention.cls == "office":
        kind = mention.number == "s" and head.lemma in closed_class("office-of-state")
    else:
        kind = (state and mention.number == "s") or head.lemma in closed_class("organ-of-state")
    return kind and _definite(words, mention, phrase)


def _definite(words: Sequence[Word], mention: Mention, phrase: Phrase | None) -> bool:
    if words[mention.head].article:
        return True
    inner = phrase.gen if phrase is not None else None
    return inner is not None and inner.named is None and inner.name is None and words[inner.head].article


def state_nearby(mention: Mention, naming: Sequence[Mention]) -> str | None:
    """The state that the sentence names nearest to a mention; the one before it, of two as near. International bodies are
    nobody's state; for somebody with a name it must be the only one."""
    near = [m for m in naming if m.country is not None and len(m.country) == 3 and m.head != mention.head]
    near = [m for m in near if not (mention.first <= m.first and m.last <= mention.last)]

    if mention.personal and len({m.country for m in near}) > 1:
        return None

    def distance(other: Mention) -> tuple[int, bool]:
        if other.last <= mention.first:
            return mention.first - other.last, False
        return max(0, other.first - mention.last), True

    return min(near, key=distance).country if near else None
