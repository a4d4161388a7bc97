"""Triggers and the arguments that the grammar offers them – generously; the scorer chooses.

Each option carries the rule that made it. Rules of a verb's subject begin with ``vs:``, of its object ``vo:``; of a noun's ``ns:`` and ``no:``; of
a participle's ``ps:``. See docs/extraction.md for the list with examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.arabic.tagger import Word
from graphbuild.extract.clauses import Item
from graphbuild.extract.mentions import Mention
from graphbuild.extract.phrases import Phrase
from graphbuild.extract.scene import Scene
from graphbuild.lexicon import Frame, Lexicon
from graphbuild.text import clean

_BARRIERS = frozenset(("stop",))
_WINDOW = 16
_BY = frozenset(("من قبل", "على يد", "على أيدي", "من جانب", "بيد", "بأيدي"))
_MEANS = frozenset(("ب", "في", "خلال", "جراء", "إثر", "بعد", "من", "عقب", "بسبب", "نتيجة"))
_BY_NOUNS = frozenset(("يد", "قبل", "جانب", "أيدي", "طرف"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may make a relation: its index, how it stands (a frame's ``pos``), and the frames it may make."""

    at: int
    pos: str
    frames: tuple[Frame, ...]
    light: int = -1


@dataclass(frozen=True, slots=True)
class Option:
    """One possible end of a relation: the mention, the rule that offers it, how it was reached, the phrase (None where it is an adjective or an
    antecedent), and the item it stands in."""

    mention: Mention
    rule: str
    how: str
    phrase: Phrase | None
    item: int
    prep: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible relation: trigger, frame, and an option (or None) for each end."""

    trigger: Trigger
    frame: Frame
    subject: Option | None
    object: Option | None


class TriggerFinder:
    """Finds the words of a scene that have frames."""

    def __init__(self, lexicon: Lexicon) -> None:
        plain: dict[tuple[str, str], list[Frame]] = {}
        light: dict[str, list[tuple[str, str, tuple[str, ...], Frame]]] = {}
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

        A light verb's relation is told by its noun (``شن هجوما``), unless the noun tells one of its own: then the verb tells it
        (``رفض اتهامات``: the verb denies, the noun accuses).
        """
        out: list[Trigger] = []
        moved: dict[int, list[Frame]] = {}
        for at, word in enumerate(scene.words):
            a = word.a
            if a is None or word.pos not in ("verb", "noun", "adj"):
                continue
            if word.pos == "verb":
                lemmas = dict.fromkeys(o.lemma for o in (a, *word.others) if o.pos == "verb" and o.exact == a.exact)
                frames = [f for lemma in lemmas for f in self._plain.get(("v", lemma), ())]
                if a.vox in ("p", "?"):
                    frames += [f for lemma in lemmas for f in self._plain.get(("vp", lemma), ()) if f not in frames]
                pos = "vp" if a.vox == "p" else "v"
                if frames:
                    out.append(Trigger(at, pos, tuple(frames)))
                continue
            trigger = self._nominal(scene, at, moved)
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
        return sorted(out, key=lambda t: t.at)

    def _nominal(self, scene: Scene, at: int, moved: dict[int, list[Frame]]) -> Trigger | None:
        word = scene.words[at]
        readings = [
            o for o in dict.fromkeys((word.a, *word.others)) if o is not None and o.pos in ("noun", "adj") and o.exact
        ]
        if word.a is not None and not word.a.exact:
            readings.append(word.a)
        frames: dict[Frame, str] = {}
        for o in readings:
            if o.der == "vn":
                for f in self._plain.get(("vn", o.lemma), ()):
                    frames.setdefault(f, "vn")
            if o.pos == "noun" and o.der == "":
                for f in self._plain.get(("n", o.lemma), ()):
                    frames.setdefault(f, "n")
            if o.der in ("ap", "part"):
                for f in self._plain.get(("ap", o.lemma), ()):
                    frames.setdefault(f, "ap")
            if o.der in ("pp", "part"):
                for f in self._plain.get(("pp", o.lemma), ()):
                    frames.setdefault(f, "pp")
            if o.pos == "adj" and o.der == "":
                for f in self._plain.get(("adj", o.lemma), ()):
                    frames.setdefault(f, "adj")
        keys = noun_keys(word)
        for key in keys:
            for rest, f in self._expressions.get(key, ()):
                if _follows(scene, at, rest):
                    frames.setdefault(f, "n")
        light = self._light_frames(scene, at, keys)
        if light:
            verb_at, light_frames = light
            own = {f.category for f in frames}
            elsewhere = [f for f in light_frames if own and f.category not in own]
            if elsewhere:
                moved.setdefault(verb_at, []).extend(f for f in elsewhere if f not in moved.get(verb_at, ()))
                light_frames = [f for f in light_frames if f not in elsewhere]
        if light and light_frames:
            return Trigger(at, "lv", (*light_frames, *(f for f in frames if f not in light_frames)), verb_at)
        if not frames:
            return None
        kinds = dict.fromkeys(frames.values())
        pos = "vn" if "vn" in kinds and word.pos == "noun" else next(iter(kinds))
        if pos in ("ap", "pp") and word.pos == "noun" and "n" in kinds:
            pos = "n"
        return Trigger(at, pos, tuple(frames))

    def _light_frames(self, scene: Scene, at: int, keys: Sequence[str]) -> tuple[int, list[Frame]] | None:
        """The frames of a light verb before the noun at a word, with the verb's index: ``شنت … هجوما``; its verbal noun with the noun in its
        genitive counts too: ``فرض عقوبات``."""
        rows = [row for key in keys for row in self._light.get(key, ()) if _follows(scene, at, row[2])]
        if not rows:
            return None
        item = scene.item_of[at]
        place = scene.places.get(at)
        if place is not None and place.parent is not None:
            found = self._governed(scene, place.parent.head, scene.items[item].prep, rows)
            if found:
                return place.parent.head, found
        for index in range(item - 1, max(-1, item - 7), -1):
            previous = scene.items[index]
            if previous.kind in _BARRIERS:
                return None
            if previous.kind in ("verb", "adjunct"):
                found = self._governed(scene, previous.first, scene.items[item].prep, rows)
                if found:
                    return previous.first, found
            elif previous.phrase is not None and index >= item - 2:
                found = self._governed(scene, previous.phrase.head, scene.items[item].prep, rows)
                if found:
                    return previous.phrase.head, found
        return None

    @staticmethod
    def _governed(
        scene: Scene, verb_at: int, prep: str, rows: Sequence[tuple[str, str, tuple[str, ...], Frame]]
    ) -> list[Frame]:
        """The frames whose light verb stands at a word, as a verb, participle or verbal noun."""
        verb = scene.words[verb_at]
        lemmas = {
            clean(o.lemma)
            for o in (verb.a, *verb.others)
            if o is not None and (o.pos == "verb" or o.der in ("vn", "ap", "pp", "part"))
        }
        return list(
            dict.fromkeys(
                frame
                for lemma, preposition, _, frame in rows
                if lemma in lemmas and (not preposition or preposition == prep.split(" ")[-1])
            )
        )


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
            and clean(word.lemma) != part
        ):
            return False
    return True


def noun_keys(word: Word) -> tuple[str, ...]:
    """The spellings by which a noun may stand in a light-verb row: lemma, bare word, without ending or pronoun, its singular.

    ``زيارته`` gives ``زيارة``, ``هجوما`` gives ``هجوم``, ``اتهامات`` gives ``اتهام`` and ``اتهامة``.
    """
    a = word.a
    form = word.token.form[word.body :]
    if word.article and form.startswith("\u0627\u0644"):
        form = form[2:]
    elif word.article and form.startswith("\u0644"):
        form = form[1:]
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
        keys.append(clean(a.lemma))
    return tuple(dict.fromkeys(keys))


class ArgumentFinder:
    """Offers ends for a trigger."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    # ---- neighbours of a verb ------------------------------------------------------------------------------------------

    def following(self, item: int, *, through_comp: bool = False) -> Iterator[tuple[int, Item]]:
        """The phrases after an item that may belong to it: up to the next clause."""
        items = self.scene.items
        depth = 0
        for index in range(item + 1, min(len(items), item + 1 + _WINDOW)):
            it = items[index]
            if it.kind in _BARRIERS:
                return
            if it.kind == "verb":
                if it.conj or not depth:
                    return
                continue
            if it.kind in ("comp", "sub", "cond", "but") and not through_comp:
                return
            if it.kind == "rel":
                depth += 1
                continue
            if it.kind == "comma":
                depth = 0
            if it.phrase is not None:
                yield index, it

    def preceding(self, item: int) -> Iterator[tuple[int, Item]]:
        """The bare noun phrases before an item, nearest first, back to the start of the sentence or the last stop."""
        items = self.scene.items
        for index in range(item - 1, max(-1, item - 1 - _WINDOW), -1):
            it = items[index]
            if it.kind in _BARRIERS:
                return
            if it.phrase is not None:
                yield index, it

    def _option(self, phrase: Phrase, rule: str, item: int, prep: str = "") -> list[Option]:
        return [
            Option(mention, rule, how, inner, item, prep) for mention, how, inner in list(self.scene.actors(phrase))[:2]
        ]

    def _means(self, phrase: Phrase, rule: str, item: int, prep: str) -> list[Option]:
        """Whose doing it was, behind what it was done with or in: ``برصاص قوات الاحتلال``, ``في غارة إسرائيلية``."""
        return [
            Option(mention, rule, how, inner, item, prep)
            for mention, how, inner in list(self.scene.actors(phrase))[:2]
            if how in ("g", "n", "t")
        ]

    def _far(self, at: int, offered: list[Option], side: str) -> list[Option]:
        """The named or described actors of the rest of the sentence, nearest first, that no other rule offers."""
        scene = self.scene
        seen = {(o.mention.first, o.mention.last) for o in offered}
        out: list[Option] = []
        whole = [
            m for m in scene.mentions if m.level >= 1 and (m.first, m.last) not in seen and not m.first <= at < m.last
        ]
        main = next((m for m in scene.mentions if m.level >= 1), None)
        before = [m for m in whole if m.last <= at][::-1][:3]
        after = [m for m in whole if m.first > at][:2]
        for rule, mentions in (("before", before), ("after", after)):
            for rank, mention in enumerate(mentions, start=1):
                name = f"{side}far-{rule}{rank}" + ("-main" if mention is main else "")
                out.append(Option(mention, name, "f", scene.phrase_of(mention), scene.item_of[mention.first]))
        if main is not None and main in whole and main not in before and main not in after and main.last <= at:
            out.append(Option(main, f"{side}far-main", "f", scene.phrase_of(main), scene.item_of[main.first]))
        return out

    def _inner(self, phrase: Phrase, rule: str, item: int) -> list[Option]:
        """The phrases inside another, innermost last: a relative clause may belong to any of them."""
        out: list[Option] = []
        for inner in list(phrase.nested())[1:4]:
            mention = self.scene.mention(inner)
            if mention is not None:
                out.append(Option(mention, rule + "-inner", "g", inner, item))
        return out

    # ---- verbs -----------------------------------------------------------------------------------------------------------

    def verb_subjects(self, at: int, *, deep: bool = True) -> list[Option]:
        """Possible subjects of a verb (or participial adjunct) at a word, best rule first."""
        scene = self.scene
        item = scene.item_of[at]
        out: list[Option] = []
        rank = 0
        for index, it in self.following(item):
            if it.kind == "np" and it.phrase is not None:
                rank += 1
                out += self._option(it.phrase, f"vs:post{rank}", index)
                if rank == 2:
                    break
        for index, it in self.following(item):
            if it.kind == "pp" and it.phrase is not None:
                if self._is_by(it):
                    out += self._option(it.phrase.gen or it.phrase, "vs:by", index)
                elif it.prep in _MEANS:
                    out += self._means(it.phrase, f"vs:pp-{it.prep}", index, it.prep)
        previous = scene.items[item - 1] if item > 0 else None
        probe = item - 1
        while probe >= 0 and scene.items[probe].kind in ("neg", "mod", "adv"):
            probe -= 1
        if probe >= 0 and scene.items[probe].kind == "rel":
            for index, it in self.preceding(probe):
                if it.phrase is not None:
                    out += self._option(it.phrase, "vs:relative", index)
                    out += self._inner(it.phrase, "vs:relative", index)
                    break
        elif probe >= 0 and scene.items[probe].kind in ("comp", "but"):
            word = scene.words[scene.items[probe].last - 1]
            pronoun = _comp_pronoun(word.token.form)
            if pronoun:
                for n, mention in enumerate(scene.antecedents(scene.items[probe].first, pronoun)):
                    out.append(
                        Option(
                            mention, f"vs:that-pron{n + 1}", "a", scene.phrase_of(mention), scene.item_of[mention.first]
                        )
                    )
        if previous is not None and previous.phrase is not None and not scene.items[item].conj:
            out += self._option(previous.phrase, f"vs:adjacent-{previous.kind}", item - 1)
            out += self._inner(previous.phrase, "vs:adjacent", item - 1)
        topics = 0
        crossed = False
        for index in range(item - 1, max(-1, item - 1 - _WINDOW), -1):
            it = scene.items[index]
            if it.kind in _BARRIERS:
                break
            if it.kind in ("verb", "comp", "sub", "rel"):
                crossed = True
            if it.kind == "np" and it.phrase is not None:
                topics += 1
                out += self._option(it.phrase, f"vs:topic{topics}{'x' if crossed else ''}", index)
                if topics == 2:
                    break
        if deep and (
            previous is None
            or scene.items[item].conj
            or scene.items[item].kind == "adjunct"
            or (previous.kind in ("comma", "comp", "sub"))
        ):
            for index in range(item - 1, -1, -1):
                it = scene.items[index]
                if it.kind == "verb":
                    for option in self.verb_subjects(it.first, deep=False)[:2]:
                        out.append(
                            Option(
                                option.mention,
                                "vs:shared-" + option.rule[3:].rstrip("x"),
                                option.how,
                                option.phrase,
                                option.item,
                            )
                        )
                    break
        return _distinct(out)

    def verb_objects(self, at: int, frames: Sequence[Frame]) -> list[Option]:
        """Possible objects of a verb: its pronoun, bare phrases, and phrases under the frames' prepositions."""
        scene = self.scene
        item = scene.item_of[at]
        out: list[Option] = []
        a = scene.words[at].a
        if a is not None and a.pronoun:
            for n, mention in enumerate(scene.antecedents(at, a.pronoun)):
                out.append(
                    Option(mention, f"vo:pron{n + 1}", "a", scene.phrase_of(mention), scene.item_of[mention.first])
                )
        wanted = {slot for frame in frames for slot in frame.object}
        out += self._governed_pronouns(item, wanted, "vo:")
        rank = 0
        for index, it in self.following(item):
            if it.phrase is None:
                continue
            if it.kind == "np":
                rank += 1
                if rank <= 3:
                    out += self._option(it.phrase, f"vo:post{rank}", index)
                if rank == 1 and it.phrase.coordinated:
                    out += self._option(it.phrase.coordinated[0], "vo:post1-second", index)
            elif it.prep in wanted:
                out += self._option(it.phrase, "vo:prep", index, it.prep)
            elif rank <= 2 and any(scene.mention(p) is not None for p in it.phrase.nested()):
                out += self._option(it.phrase, "vo:other-prep", index, it.prep)
        for _n, (index, it) in enumerate(self._topics(item)):
            if it.phrase is not None:
                out += self._option(it.phrase, "vo:topic", index)
                if it.phrase.coordinated:
                    out += self._option(it.phrase.coordinated[0], "vo:topic-second", index)
            break
        return _distinct(out)

    def _governed_pronouns(self, item: int, wanted: set[str], side: str) -> list[Option]:
        """What a pronoun under one of the frames' prepositions stands for: ``هجوم عليها``, ``التقى به``."""
        scene = self.scene
        out: list[Option] = []
        for index in range(item + 1, min(len(scene.items), item + 8)):
            it = scene.items[index]
            if it.kind in ("stop", "comp", "rel") or (it.kind == "verb" and it.conj):
                break
            if it.kind == "ppron" and it.prep in wanted:
                a = scene.words[it.first].a
                for n, mention in enumerate(
                    scene.antecedents(scene.items[item].first, a.pronoun if a is not None else "")
                ):
                    out.append(
                        Option(
                            mention,
                            f"{side}prep-pron{n + 1}",
                            "a",
                            scene.phrase_of(mention),
                            scene.item_of[mention.first],
                            it.prep,
                        )
                    )
                break
        return out

    def _topics(self, item: int) -> Iterator[tuple[int, Item]]:
        for index, it in self.preceding(item):
            if it.kind == "np":
                yield index, it

    def _is_by(self, it: Item) -> bool:
        if it.phrase is None:
            return False
        head = self.scene.words[it.phrase.head]
        return it.prep.split(" ")[0] in ("من", "على", "ب") and head.lemma in _BY_NOUNS

    # ---- nouns -----------------------------------------------------------------------------------------------------------

    def noun_ends(self, trigger: Trigger) -> tuple[list[Option], list[Option]]:
        """Possible subjects and objects of a verbal noun or noun."""
        scene = self.scene
        at = trigger.at
        place = scene.places.get(at)
        item = scene.item_of[at]
        subjects: list[Option] = []
        objects: list[Option] = []
        word = scene.words[at]
        phrase = place.phrase if place is not None and place.as_head else None
        if phrase is not None:
            if phrase.gen is not None:
                subjects += self._option(phrase.gen, "ns:gen", item)
                objects += self._option(phrase.gen, "no:gen", item)
                if phrase.gen.coordinated:
                    objects += self._option(phrase.gen.coordinated[0], "no:gen2", item)
            adjective = scene.nisba_mention(phrase)
            if adjective is not None:
                subjects.append(Option(adjective, "ns:nisba", "n", None, item))
                objects.append(Option(adjective, "no:nisba", "n", None, item))
            own = scene.mention(phrase)
            if own is not None:
                objects.append(Option(own, "no:self", "d", phrase, item))
                subjects.append(Option(own, "ns:self", "d", phrase, item))
            for prep, tail in phrase.tail:
                objects += self._option(tail, "no:tail", item, prep)
        if word.a is not None and word.a.pronoun:
            for n, mention in enumerate(scene.antecedents(at, word.a.pronoun)):
                subjects.append(
                    Option(mention, f"ns:pron{n + 1}", "a", scene.phrase_of(mention), scene.item_of[mention.first])
                )
                objects.append(
                    Option(mention, f"no:pron{n + 1}", "a", scene.phrase_of(mention), scene.item_of[mention.first])
                )
        wanted = {slot for frame in trigger.frames for slot in frame.object}
        givers = {slot for frame in trigger.frames for slot in frame.subject if slot not in ("subj", "-")}
        objects += self._governed_pronouns(item, wanted, "no:")
        rank = 0
        for index, it in self.following(item, through_comp=False):
            if it.phrase is None:
                continue
            if self._is_by(it):
                subjects += self._option(it.phrase.gen or it.phrase, "ns:by", index)
            elif it.kind == "pp":
                if it.prep in _MEANS:
                    subjects += self._means(it.phrase, f"ns:pp-{it.prep}", index, it.prep)
                if it.prep in givers:
                    subjects += self._option(it.phrase, "ns:prep", index, it.prep)
                if it.prep == "بين":
                    subjects += self._option(it.phrase, "ns:between", index, it.prep)
                    if it.phrase.coordinated:
                        objects += self._option(it.phrase.coordinated[0], "no:between2", index, it.prep)
                if it.prep == "بين" and it.phrase.coordinated:
                    continue
                if it.prep in wanted:
                    objects += self._option(it.phrase, "no:prep", index, it.prep)
                elif it.prep == "ل":
                    objects += self._option(it.phrase, "no:l", index, it.prep)
                    subjects += self._option(it.phrase, "ns:l", index, it.prep)
                else:
                    objects += self._option(
                        it.phrase, f"no:pp-{it.prep}" if it.prep in _MEANS else "no:pp", index, it.prep
                    )
            elif rank == 0:
                rank = 1
                objects += self._option(it.phrase, "no:np", index)
                subjects += self._option(it.phrase, "ns:np", index)
        self._from_verb(trigger, item, subjects, objects)
        self._from_context(at, item, subjects, objects)
        return _distinct(subjects), _distinct(objects)

    def _from_verb(self, trigger: Trigger, item: int, subjects: list[Option], objects: list[Option]) -> None:
        """What a noun inherits from the verb that governs it: ``شنت إسرائيل هجوما``, ``اتهمت كييف موسكو بقصف``."""
        scene = self.scene
        verb = trigger.light if trigger.light >= 0 else self._governor(item)
        if verb < 0:
            return
        how = "light" if trigger.light >= 0 else "verb"
        for option in self.verb_subjects(verb)[:4]:
            subjects.append(
                Option(option.mention, f"ns:{how}-{option.rule[3:]}", option.how, option.phrase, option.item)
            )
            if trigger.light < 0:
                objects.append(
                    Option(option.mention, f"no:{how}-{option.rule[3:]}", option.how, option.phrase, option.item)
                )
        for index, it in self.following(scene.item_of[verb]):
            if index >= item:
                break
            if it.phrase is not None and index != item:
                name = "np" if it.kind == "np" else it.prep
                subjects += self._option(it.phrase, f"ns:{how}-obj-{name}", index, it.prep)
                objects += self._option(it.phrase, f"no:{how}-obj-{name}", index, it.prep)

    def _governor(self, item: int) -> int:
        for index in range(item - 1, max(-1, item - 9), -1):
            it = self.scene.items[index]
            if it.kind in ("stop", "comp"):
                return -1
            if it.kind in ("verb", "adjunct"):
                return it.first
        return -1

    def _from_context(self, at: int, item: int, subjects: list[Option], objects: list[Option]) -> None:
        place = self.scene.places.get(at)
        parent = place.parent if place is not None else None
        if parent is not None:
            subjects += self._option(parent, "ns:parent", item)
            objects += self._option(parent, "no:parent", item)
        count = 0
        for index, it in self.preceding(item):
            if it.phrase is None:
                continue
            count += 1
            kind = "np" if it.kind == "np" else "pp"
            subjects += self._option(it.phrase, f"ns:before-{kind}{count}", index, it.prep)
            if it.phrase.coordinated and count == 1:
                objects += self._option(it.phrase.coordinated[0], f"no:before-{kind}-second", index, it.prep)
            objects += self._option(it.phrase, f"no:before-{kind}{count}", index, it.prep)
            if count == 2:
                break

    # ---- participles and adjectives ----------------------------------------------------------------------------------------

    def participle_ends(self, trigger: Trigger) -> tuple[list[Option], list[Option]]:
        """Possible ends of a participle or adjective: what it modifies, and what follows it."""
        scene = self.scene
        at = trigger.at
        place = scene.places.get(at)
        item = scene.item_of[at]
        subjects: list[Option] = []
        objects: list[Option] = []
        if place is not None and not place.as_head:
            subjects += self._option(place.phrase, "ps:head", item)
            objects += self._option(place.phrase, "po:head", item)
            if place.parent is not None:
                subjects += self._option(place.parent, "ps:parent", item)
        elif place is not None:
            own = scene.mention(place.phrase)
            if own is not None:
                subjects.append(Option(own, "ps:self", "d", place.phrase, item))
                objects.append(Option(own, "po:self", "d", place.phrase, item))
            if place.phrase.gen is not None:
                objects += self._option(place.phrase.gen, "po:gen", item)
        subjects += [
            Option(o.mention, "ps:" + o.rule[3:], o.how, o.phrase, o.item)
            for o in self.verb_subjects(at)
            if not o.rule.startswith("vs:post")
        ]
        wanted = {slot for frame in trigger.frames for slot in frame.object}
        a = scene.words[at].a
        if a is not None and a.pronoun:
            for n, mention in enumerate(scene.antecedents(at, a.pronoun)):
                objects.append(
                    Option(mention, f"po:pron{n + 1}", "a", scene.phrase_of(mention), scene.item_of[mention.first])
                )
        rank = 0
        for index, it in self.following(item):
            if it.phrase is None:
                continue
            if it.kind == "np":
                rank += 1
                if rank <= 2:
                    objects += self._option(it.phrase, f"po:post{rank}", index)
            elif self._is_by(it):
                subjects += self._option(it.phrase.gen or it.phrase, "ps:by", index)
            elif it.prep in wanted:
                objects += self._option(it.phrase, "po:prep", index, it.prep)
            elif it.prep == "ل":
                objects += self._option(it.phrase, "po:l", index, it.prep)
        return _distinct(subjects), _distinct(objects)

    # ---- all together ------------------------------------------------------------------------------------------------------

    def ends(self, trigger: Trigger) -> tuple[list[Option], list[Option]]:
        """Possible subjects and objects of any trigger."""
        if trigger.pos in ("v", "vp"):
            subjects, objects = self.verb_subjects(trigger.at), self.verb_objects(trigger.at, trigger.frames)
            side = "v"
        elif trigger.pos in ("ap", "pp", "adj"):
            subjects, objects = self.participle_ends(trigger)
            side = "p"
        else:
            subjects, objects = self.noun_ends(trigger)
            side = "n"
        return subjects + self._far(trigger.at, subjects, side + "s:"), objects + self._far(
            trigger.at, objects, side + "o:"
        )


def _distinct(options: list[Option]) -> list[Option]:
    seen: dict[tuple[int, int], Option] = {}
    for option in options:
        seen.setdefault((option.mention.first, option.mention.last), option)
    return list(seen.values())


_COMP_PRONOUNS = (
    ("\u0647\u0645\u0627", "3d"),
    ("\u0647\u0645", "3mp"),
    ("\u0647\u0627", "3fs"),
    ("\u0647", "3ms"),
)


def _comp_pronoun(form: str) -> str:
    """The pronoun on a complementiser: ``أنها`` → 3fs."""
    for ending, code in _COMP_PRONOUNS:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            return code
    return ""
