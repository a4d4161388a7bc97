"""The words of a sentence that may make a relation: those that have frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graphbuild.arabic.morphology import Analysis
from graphbuild.arabic.words import Word
from graphbuild.extract.scene import Scene
from graphbuild.lexicon import Frame, Lexicon, closed_class
from graphbuild.text import LIL, clean

#: How far back, in items, a light verb is looked for.
_LIGHT_WINDOW = 7

#: Nouns of these classes are no participle of a verb that is spelled alike. With this, 165 false triggers of the annotated
#: sentences go and no right one of 5,670.
_NO_PARTICIPLE = frozenset(("source", "body", "time", "other", "asset", "place", "quantity", "military"))

#: Within how many phrases behind a verb of declining stands what is declined.
_COMMENT_WITHIN = 3

LightRow = tuple[str, str, tuple[str, ...], Frame]


#: News often writes li- for ilaa: ``توصلا لاتفاق``.
_FOR, _TO = "\u0644", "\u0625\u0644\u0649"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may make a relation: its index, how it stands (a frame's ``pos``), and the frames it may make."""

    at: int
    pos: str
    frames: tuple[Frame, ...]
    light: int = -1


class TriggerFinder:
    """Finds the words of a scene that have frames."""

    def __init__(self, lexicon: Lexicon) -> None:
        plain: dict[tuple[str, str], list[Frame]] = {}
        light: dict[str, list[LightRow]] = {}
        expressions: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
        for frame in lexicon.frames:
            if "lv" in frame.pos:
                for preposition, noun in frame.nouns:
                    first, *rest = noun.split()
                    for verb in frame.lemma.split("|"):
                        light.setdefault(clean(first), []).append(
                            (clean(verb.strip()), preposition, tuple(clean(r) for r in rest), frame)
                        )
            elif " " in frame.lemma:
                first, *rest = frame.lemma.split()
                expressions.setdefault(clean(first), []).append((tuple(clean(r) for r in rest), frame))
            else:
                for pos in frame.pos:
                    plain.setdefault((pos, frame.lemma), []).append(frame)
        self._plain: Mapping[tuple[str, str], tuple[Frame, ...]] = {k: tuple(v) for k, v in plain.items()}
        self._light = light
        self._expressions = expressions

    def __call__(self, scene: Scene) -> list[Trigger]:
        """The triggers of a scene, left to right.

        A light verb's relation is told by its noun (``شن هجوما``), unless the noun tells one of its own: then the verb
        tells it (``رفض اتهامات``: the verb denies, the noun accuses).
        """
        out: list[Trigger] = []
        moved: dict[int, list[Frame]] = {}
        meant: dict[int, list[Frame]] = {}
        for at, word in enumerate(scene.words):
            a = word.a
            if a is None or word.pos not in ("verb", "noun", "adj"):
                continue
            if word.pos == "verb":
                lemmas = dict.fromkeys(o.lemma for o in (a, *word.others) if _same_form(o, a))
                frames = [f for lemma in lemmas for f in self._plain.get(("v", lemma), ())]
                if a.vox in ("p", "?"):
                    frames += [f for lemma in lemmas for f in self._plain.get(("vp", lemma), ()) if f not in frames]
                pos = "vp" if a.vox == "p" else "v"
                if frames:
                    out.append(Trigger(at, pos, tuple(frames)))
                continue
            trigger = self._nominal(scene, at, moved, meant)
            if trigger is not None:
                out.append(trigger)
        for at, frames in moved.items():
            number = next((n for n, t in enumerate(out) if t.at == at), None)
            if number is None:
                pos = "v" if scene.words[at].pos == "verb" else ("vn" if scene.words[at].pos == "noun" else "ap")
                out.append(Trigger(at, pos, tuple(frames)))
            else:
                old = out[number]
                out[number] = Trigger(
                    at, old.pos, (*old.frames, *(f for f in frames if f not in old.frames)), old.light
                )
        nothing = (_declines, _answers, _ceases, _named_again)
        out = [trigger for trigger in out if not any(tells(scene, trigger) for tells in nothing)]
        settled = (_as_meant(_as_denied(scene, trigger), meant.get(trigger.at, ())) for trigger in out)
        return sorted((trigger for trigger in settled if trigger.frames), key=lambda t: t.at)

    def _nominal(
        self, scene: Scene, at: int, moved: dict[int, list[Frame]], meant: dict[int, list[Frame]]
    ) -> Trigger | None:
        """The trigger that a noun or adjective is; light-verb frames that belong to the verb are put into ``moved``,
        all that the verb may mean with its noun into ``meant``."""
        word = scene.words[at]
        if _is_title(scene, at):
            return None
        keys = noun_keys(word)
        frames = self._own_frames(word)
        for key in keys:
            for rest, f in self._expressions.get(key, ()):
                if _follows(scene, at, rest):
                    frames.setdefault(f, "n")
        verb_at, light_frames = self._light_frames(scene, at, keys)
        own = {f.category for f in frames}
        verbs = self._verb_categories(scene, verb_at) if light_frames else set()
        elsewhere = [f for f in light_frames if (own and f.category not in own) or (verbs and f.category not in verbs)]
        if light_frames:
            meant.setdefault(verb_at, []).extend(light_frames)
        if elsewhere:
            moved.setdefault(verb_at, []).extend(f for f in elsewhere if f not in moved.get(verb_at, ()))
            light_frames = [f for f in light_frames if f not in elsewhere]
        if light_frames:
            return Trigger(at, "lv", (*light_frames, *(f for f in frames if f not in light_frames)), verb_at)
        if not frames:
            return None
        kinds = dict.fromkeys(frames.values())
        pos = "vn" if "vn" in kinds and word.pos == "noun" else next(iter(kinds))
        if pos in ("ap", "pp") and word.pos == "noun" and "n" in kinds:
            pos = "n"
        it = scene.items[scene.item_of[at]]
        if pos == "ap" and it.kind == "adjunct" and it.first == at and any("v" in f.pos for f in frames):
            return Trigger(at, "v", tuple(f for f in frames if "v" in f.pos))  # muttahiman: governs as its verb does
        return Trigger(at, pos, tuple(frames))

    def _verb_categories(self, scene: Scene, at: int) -> set[str]:
        """What a verb tells without a noun: ``رفض`` rejects, also where with ``مزاعم`` it denies."""
        word = scene.words[at]
        if word.pos != "verb" or word.a is None:
            return set()
        return {f.category for f in self._plain.get(("v", word.a.lemma), ()) if "weak" not in f.flags}

    def _own_frames(self, word: Word) -> dict[Frame, str]:
        """The frames of all nominal readings of a word, with how it stands in each."""
        readings = [
            o for o in dict.fromkeys((word.a, *word.others)) if o is not None and o.pos in ("noun", "adj") and o.exact
        ]
        if word.a is not None:  # widaa`: a farewell, not *and one who calls*
            readings = [o for o in readings if bool(o.conj) == bool(word.a.conj)]
        if word.a is not None and not word.a.exact:
            readings.append(word.a)
        if word.a is not None and word.a.der == "" and word.a.cls in _NO_PARTICIPLE:
            readings = [
                o for o in readings if o.der not in ("ap", "pp", "part")
            ]  # masaadir: sources, not "confiscating"
        frames: dict[Frame, str] = {}
        for reading in readings:
            for pos in _frame_pos(reading):
                for f in self._plain.get((pos, reading.lemma), ()):
                    frames.setdefault(f, pos)
        return frames

    def _light_frames(self, scene: Scene, at: int, keys: Sequence[str]) -> tuple[int, list[Frame]]:
        """The frames of a light verb before the noun at a word, with the verb's index: ``شنت … هجوما``; its verbal noun
        with the noun in its genitive counts too: ``فرض عقوبات``."""
        rows = [row for key in keys for row in self._light.get(key, ()) if _follows(scene, at, row[2])]
        if not rows:
            return -1, []
        item = scene.item_of[at]
        place = scene.places.get(at)
        if place is not None and place.parent is not None:
            for prep in dict.fromkeys(
                (place.phrase.prep, scene.items[item].prep)
            ):  # `an daf` al-malaayiin: its own first
                found = self._governed(scene, place.parent.head, prep, rows)
                if found:
                    return place.parent.head, found
        for index in range(item - 1, max(-1, item - _LIGHT_WINDOW), -1):
            previous = scene.items[index]
            if previous.kind == "stop":
                break
            if previous.kind in ("verb", "adjunct"):
                found = self._governed(scene, previous.first, scene.items[item].prep, rows)
                if found:
                    return previous.first, found
            elif previous.phrase is not None and index >= item - 2:
                found = self._governed(scene, previous.phrase.head, scene.items[item].prep, rows)
                if found:
                    return previous.phrase.head, found
        return -1, []

    @staticmethod
    def _governed(scene: Scene, verb_at: int, prep: str, rows: Sequence[LightRow]) -> list[Frame]:
        """The frames whose light verb stands at a word, as a verb, participle or verbal noun, and governs a noun under
        this preposition, or as its object."""
        verb = scene.words[verb_at]
        lemmas = {
            _spelled(o.lemma)
            for o in (verb.a, *verb.others)
            if o is not None and (o.pos == "verb" or o.der in ("vn", "ap", "pp", "part"))
        }
        if not lemmas:
            return []
        under = prep.split(" ")[-1]
        said = (under, _TO) if under == _FOR else (under,)
        return list(dict.fromkeys([row[3] for row in rows if row[0] in lemmas and row[1] in said]))


@lru_cache(maxsize=1 << 15)
def _spelled(lemma: str) -> str:
    """A lemma as rows spell it; kept, since the same verbs are asked for again and again."""
    return clean(lemma)


def _as_meant(trigger: Trigger, meant: Sequence[Frame]) -> Trigger:
    """A verb with the frames of what it means together with its noun, before those of the verb alone (``رفض مزاعم``
    denies, and does not reject); where none is of that kind, those that are not weak. A weak meaning settles nothing."""
    if all("weak" in f.flags for f in meant):
        return trigger
    kinds = {f.category for f in meant}
    kept = tuple(f for f in trigger.frames if f.category in kinds) or tuple(
        f for f in trigger.frames if "weak" not in f.flags
    )
    return Trigger(trigger.at, trigger.pos, kept, trigger.light)


def _as_denied(scene: Scene, trigger: Trigger) -> Trigger:
    """A trigger without the frames that are of its negation alone, where none stands before it: ``لن تقبل`` rejects."""
    before = scene.words[trigger.at - 1] if trigger.at else None
    if (before is not None and before.pos == "neg") or not any("refusal" in f.flags for f in trigger.frames):
        return trigger
    return Trigger(
        trigger.at, trigger.pos, tuple(f for f in trigger.frames if "refusal" not in f.flags), trigger.light
    )


def _is_title(scene: Scene, at: int) -> bool:
    """Whether a word is a name's honorific, which tells nothing: ``الشهيد ياسر عرفات``; *the* one martyr always is."""
    readings = (scene.words[at].a, *scene.words[at].others)
    if not any(r is not None and r.cls == "honorific" for r in readings):
        return False
    a = scene.words[at].a
    if a is not None and a.article and a.num == "s":
        return True
    place = scene.places.get(at)
    if place is not None and place.phrase.name is not None and at < place.phrase.name[0]:
        return True
    following = scene.words[at + 1] if at + 1 < len(scene.words) else None  # shuhada' bi-Tuubaas: killed there
    return following is not None and following.pos in ("name", "unk") and not following.prep and not following.conj


def _declines(scene: Scene, trigger: Trigger) -> bool:
    """``رفض الكرملين التعليق``: whoever declines to comment, or neither confirms nor denies, rejects and denies nothing."""
    if trigger.pos not in ("v", "vn", "ap") or scene.words[trigger.at].lemma not in closed_class("declines"):
        return False
    here = scene.item_of[trigger.at]
    for item in scene.items[here + 1 : here + 1 + _COMMENT_WITHIN]:
        if item.kind not in ("np", "pp", "adv"):
            return False
        head = scene.words[item.phrase.head] if item.phrase is not None else None
        if head is not None and head.a is not None and head.a.der == "vn" and head.lemma in closed_class("comments"):
            return True
    return False


def _ceases(scene: Scene, trigger: Trigger) -> bool:
    """``وقف إطلاق النار``: where fire ceases nobody is shot at."""
    words = scene.words
    for at in (trigger.light, trigger.at):
        opens = at > 0 and words[at].lemma in closed_class("opens-fire") and words[at - 1].lemma in closed_class("ceases")
        if opens and (at == trigger.light or (at + 1 < len(words) and words[at + 1].lemma in closed_class("fire"))):
            return True
    return False


def _named_again(scene: Scene, trigger: Trigger) -> bool:
    """``هذه الاتهامات``: accusations that have been told of."""
    place = scene.places.get(trigger.at)
    accuses = all(frame.category == "ACCUSE" for frame in trigger.frames)
    return accuses and place is not None and place.as_head and place.phrase.demonstrative


def _answers(scene: Scene, trigger: Trigger) -> bool:
    """``ردت إيران على مزاعم إسرائيل``: who answers somebody's words retaliates against nobody."""
    if scene.words[trigger.at].lemma not in closed_class("answers"):
        return False
    here = scene.item_of[trigger.at]
    for item in scene.items[here + 1 : here + 1 + _COMMENT_WITHIN]:
        a = scene.words[item.phrase.head].a if item.phrase is not None else None
        if item.kind == "pp" and item.prep in closed_class("answers-to"):
            return a is not None and a.cls in ("speech", "claim")
    return False


def _same_form(other: Analysis, chosen: Analysis) -> bool:
    """Whether another reading is as good a form of a verb: what person and number tell apart is no homograph, nor what
    gender does in the same tense (``تحدث``: she happens, he spoke)."""
    return (
        other.pos == "verb"
        and other.exact == chosen.exact
        and (other.per, other.num, other.prep, other.future) == (chosen.per, chosen.num, chosen.prep, chosen.future)
        and (other.gen == chosen.gen or other.asp != chosen.asp)
        and other.jussive <= chosen.jussive
    )


def _frame_pos(reading: Analysis) -> Iterable[str]:
    """How a nominal reading may stand in a frame."""
    if reading.der == "vn":
        yield "vn"
    if reading.der in ("ap", "part"):
        yield "ap"
    if reading.der in ("pp", "part"):
        yield "pp"
    if reading.der == "":
        yield "n" if reading.pos == "noun" else "adj"


def _follows(scene: Scene, at: int, rest: tuple[str, ...]) -> bool:
    """Whether the words after one are those of a fixed expression; endings and the article are allowed for."""
    for offset, part in enumerate(rest, start=1):
        if at + offset >= len(scene.words):
            return False
        word = scene.words[at + offset]
        form = word.token.form[word.body :]
        bare = form[2:] if form.startswith("\u0627\u0644") else form
        if (
            part not in (form, bare, word.lemma, bare.rstrip("\u0629"), bare.rstrip("\u0627"))
            and _spelled(word.lemma) != part
        ):
            return False
    return True


def noun_keys(word: Word) -> tuple[str, ...]:
    """The spellings by which a noun may stand in a light-verb row: lemma, bare word, without ending or pronoun, its
    singular.

    ``زيارته`` gives ``زيارة``, ``هجوما`` gives ``هجوم``, ``اتهامات`` gives ``اتهام`` and ``اتهامة``.
    """
    a = word.a
    form = word.token.form[word.body :]
    if word.article and form.startswith("\u0627\u0644"):
        form = form[2:]
    elif word.article and form.startswith("\u0644"):
        form = form[1 + form.startswith(LIL) :]  # lil-qasf: the article's alif is not written
    keys = [form]
    if a is not None and a.pronoun:
        for ending in (
            "\u0647\u0645\u0627",
            "\u0647\u0645",
            "\u0647\u0627",
            "\u0647\u0646",
            "\u0646\u0627",
            "\u0647",
            "\u064a",
        ):
            if form.endswith(ending):
                stem = form[: -len(ending)]
                keys += [stem, stem[:-1] + "\u0629"] if stem.endswith("\u062a") else [stem]
                break
    if a is not None and a.state == "i":
        keys.append(form[:-1])
    for key in tuple(keys):
        if key.endswith("\u0627\u062a"):
            keys += [key[:-2], key[:-2] + "\u0629"]
    if a is not None and a.pos == "noun" and a.der == "":
        keys.append(_spelled(a.lemma))
    return tuple(dict.fromkeys(keys))
