"""What the claims of one sentence do to each other: an accusation, denial, promise or demand to the act inside it, and two
tellings of one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from graphbuild.extract.draft import Draft, Saying, same
from graphbuild.extract.mentions import Mention
from graphbuild.extract.reporting import subjunctive_end
from graphbuild.extract.scene import Scene
from graphbuild.records import Stance

#: Relations of one who is against what somebody does.
_AGAINST = frozenset(("opposes", "rejects"))
#: Acts of force: who condemns one has not done it, and they are done to places, in which other acts only happen.
_BY_FORCE = frozenset(("ASSAULT", "COERCE"))


def settled(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a scene, in the order of the text, each as the others leave it; some are dropped."""
    out = _not_the_judge(scene, _controlled(scene, list(drafts)))
    out = _effects(scene, _not_the_victim(out))
    return _about_whom(_told_once(scene, out))


def _controlled(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Who does what a speech act speaks of, where a verbal noun tells it: the promiser what is promised (``وعد بايدن
    زيلينسكي بتزويد أوكرانيا``), the accused what he is accused of."""
    out = list(drafts)
    for outer in drafts:
        if outer.frame is None or not outer.frame.control or outer.subject is None or outer.object is None:
            continue
        wrong, doer = (outer.object, outer.subject) if outer.frame.control == "S" else (outer.subject, outer.object)
        start, end = _complement(scene, outer)
        for number, inner in enumerate(out):
            at = inner.trigger[0]
            spoken_of = start <= at < end and scene.words[at].pos == "noun" and inner.category != "HOLDS_OFFICE"
            finite = any(word.pos == "verb" for word in scene.words[start:at])  # a clause has a subject of its own
            before = inner.subject is not None and inner.subject.last <= outer.trigger[0]  # of a clause around it
            inherited = not finite and (before or (inner.subject is wrong and wrong.last <= at))
            if spoken_of and inherited and inner.object is not None and inner.object is not doer:
                out[number] = replace(inner, subject=doer)
    return out


def _judges(draft: Draft) -> bool:
    return draft.category == "ACCUSE" or draft.relation in _AGAINST


def _not_the_judge(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """``تعارض واشنطن اجتياح رفح``, ``أدانت مصر قصف غزة``: who condemns or opposes an act of force does not do it."""
    out = list(drafts)
    for outer in drafts:
        if outer.subject is None or not _judges(outer):
            continue
        start, end = _complement(scene, outer)
        for number, inner in enumerate(drafts):
            at = inner.trigger[0]
            told = start <= at < end and scene.words[at].pos == "noun" and inner.category in _BY_FORCE
            finite = any(word.pos == "verb" for word in scene.words[start:at])
            if told and not finite and inner.subject is outer.subject and inner.object is not None:
                out[number] = replace(inner, subject=None)
    return out


def _not_the_victim(drafts: list[Draft]) -> list[Draft]:
    """``أدان المجلس مقتل الجنود``: who condemns a deed accuses who did it, or nobody that is named, and not who suffered it; nor is
    sorrow for the dead told to them (``أعرب عن حزنه لمقتل``)."""
    out = list(drafts)
    removed: set[int] = set()
    for number, outer in enumerate(drafts):
        sorrow = outer.relation == "condoles"
        if outer.object is None or not (sorrow or _judges(outer)):
            continue
        for inner in drafts:
            between = outer.trigger[0] < inner.trigger[0] < outer.object.first
            suffered = inner.category in _BY_FORCE and inner.object is outer.object
            if between and suffered and sorrow:
                removed.add(number)
            elif between and suffered and inner.subject is not outer.subject:
                out[number] = replace(outer, object=inner.subject)
    return [draft for number, draft in enumerate(out) if number not in removed]


def _effects(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """What a speech act does to what it says: accused of, denied, promised - or demanded, which is no relation of
    its own."""
    out = list(drafts)
    removed: set[int] = set()
    for index, outer in enumerate(drafts):
        effect = "denies" if outer.called_false else outer.frame.effect if outer.frame is not None else ""
        if not effect or (outer.subject is None and effect != "drop"):
            continue
        start, end = outer.called_false or _complement(scene, outer)
        for other, inner in enumerate(drafts):
            if other == index or inner.category == "HOLDS_OFFICE" or not start <= inner.trigger[0] < end:
                continue
            if outer.subject is not None and scene.item_of[inner.trigger[0]] == scene.item_of[outer.subject.head]:
                continue  # ``وهو ما نفاه الدعم التركي``: who speaks, not what he says
            current = out[other]
            accusation = inner.category == "ACCUSE" and scene.words[inner.trigger[0]].pos != "verb"
            if accusation and effect in ("denies", "doubts"):
                continue  # an accusation that is denied was made
            if effect == "drop":
                if not _known_already(scene, start, inner.trigger[0]):
                    removed.add(other)
            elif effect in ("asserts", "denies", "doubts"):
                stance: Stance = "doubts" if outer.negated else effect  # type: ignore[assignment]
                told = _told_by(current, outer, stance)
                if told is not current:
                    out[other] = told
                    if stance == "denies":
                        out[index] = replace(out[index], denies=(*out[index].denies, other))
            elif effect in ("planned", "possible") and current.status == "actual":
                out[other] = replace(current, status=effect)  # type: ignore[arg-type]
    removed |= {
        i for i, draft in enumerate(out) if draft.category == "DENY" and draft.negated
    }  # lam yanfi: no denial
    return _renumber(out, removed)


def _told_once(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """What two words of a sentence tell of the same ends, once it is known who does it, is one claim: a finite verb's, whose clause
    says when and where, else the likelier (``بتزويد أوكرانيا بالصواريخ``, ``التقى الشرع في دمشق وأجريا مباحثات``)."""
    removed: set[int] = set()
    told = [_told(draft) for draft in drafts]
    for n, m in combinations(range(len(drafts)), 2):
        one, other = drafts[n], drafts[m]
        alike = told[n] == told[m] and one.category != "HOLDS_OFFICE" and not removed & {n, m}
        if alike and _one_end(one.subject, other.subject) and _one_end(one.object, other.object):
            finite = [scene.words[draft.trigger[0]].pos == "verb" for draft in (one, other)]
            better = one.confidence >= other.confidence if finite[0] == finite[1] else finite[0]
            removed.add(m if better else n)
    return _renumber(drafts, removed)


def _one_end(one: Mention | None, other: Mention | None) -> bool:
    """Whether two ends are one: by the last word, for ``five soldiers`` and ``soldiers`` are the same."""
    return one is other or (one is not None and other is not None and one.last == other.last and one.country == other.country)


def _told(draft: Draft) -> tuple[object, ...]:
    """What two tellings have in common that are one claim: the kind of act, whether it happened, and who says so."""
    said = frozenset((s.stance, s.scene, s.words if s.mention is None else id(s.mention)) for s in draft.sayings)
    return draft.category, draft.negated, draft.status, said


def _about_whom(drafts: list[Draft]) -> list[Draft]:
    """A denial of one's own act, where nobody is said to have alleged it, is about whom it was done to: ``نفى الحوثيون أنهم هاجموا
    السعودية``, ``نفت طهران زيارة وفد إيراني إلى الرياض``. (**Source:** the annotation guidelines: who alleged it, else the other
    actor the denied act is about.)"""
    out = list(drafts)
    for n, denial in enumerate(drafts):
        if denial.category != "DENY" or denial.subject is None:
            continue
        denied = [d for d in drafts if any(s.stance == "denies" and s.cue == denial.trigger[0] for s in d.sayings)]
        act = min((d.trigger for d in denied), default=None)  # what is denied itself, and not what it would be for
        about = [pair for d in denied if d.trigger == act for pair in ((d, d.subject, d.object), (d, d.object, d.subject))]
        named = denial.object
        if named is not None and not (_of_one_side(named, denial.subject) and any(own is named for _, own, _ in about)):
            continue
        others = {
            id(other): other
            for claim, own, other in about
            if own is not None and other is not None and (same(own, denial.subject) or own is named)
            if other.type != "place" or claim.category in _BY_FORCE or named is not None
        }
        if len(others) == 1:
            out[n] = replace(denial, object=next(iter(others.values())))
    return out


def _of_one_side(one: Mention, other: Mention) -> bool:
    return one.country is not None and one.country == other.country


def _known_already(scene: Scene, start: int, at: int) -> bool:
    """Whether what a word inside a demand tells is no part of what is demanded: it is told in a relative clause, or
    as the reason or time (``نتيجة``, ``بعد``)."""
    item = scene.item_of[at]
    first = scene.item_of[min(start, len(scene.words) - 1)]
    for index in range(item, first - 1, -1):
        it = scene.items[index]
        if it.background:
            return True
        if it.kind == "rel" and it.prep != "free" and scene.words[at].pos == "verb":
            return True
    return False


def _complement(scene: Scene, outer: Draft) -> tuple[int, int]:
    """The words that a speech act's complement covers."""
    start = outer.trigger[1]
    item = scene.item_of[outer.trigger[0]]
    end = len(scene.words)
    seen_comp = False
    for ahead in range(item + 1, len(scene.items)):
        it = scene.items[ahead]
        of_another = scene.items[ahead - 1].kind == "verb" and ahead - 1 > item  # nafat ittihaamaat li-man qaalat inna
        if it.kind == "comp" and not seen_comp and not of_another:
            seen_comp, end = True, subjunctive_end(scene, ahead)
        if it.first >= end:
            break
        if (
            it.kind == "stop"
            or (it.kind == "adjunct" and not seen_comp)
            or (it.kind in ("verb", "neg") and (it.conj or scene.words[it.first].conj) and not seen_comp)
        ):
            end = it.first
            break
        if it.kind in ("sub", "but") and not seen_comp:
            end = it.first
            break
    return start, end


def _told_by(draft: Draft, outer: Draft, stance: Stance) -> Draft:
    """A draft as the subject of a speech act has it: his saying is added; where he is said to have told it and what he tells is
    that it is false, he denies it. The draft itself where he has his say already."""
    by = outer.subject
    if by is None:
        return draft
    for n, saying in enumerate(draft.sayings):
        if saying.mention is not None and same(saying.mention, by):
            if stance != "denies" or saying.stance != "asserts":
                return draft
            said = (*draft.sayings[:n], replace(saying, stance=stance, cue=outer.trigger[0]), *draft.sayings[n + 1 :])
            return replace(draft, sayings=said)
    via = len(draft.sayings) - 1 if draft.sayings else None
    saying = Saying(outer.scene, by, (by.first, by.last), stance, outer.trigger[0], via)
    return replace(draft, sayings=(*draft.sayings, saying))


def _renumber(drafts: list[Draft], removed: set[int]) -> list[Draft]:
    numbers = {}
    kept: list[Draft] = []
    for index, draft in enumerate(drafts):
        if index not in removed:
            numbers[index] = len(kept)
            kept.append(draft)
    return [replace(d, denies=tuple(numbers[i] for i in d.denies if i in numbers)) if d.denies else d for d in kept]
