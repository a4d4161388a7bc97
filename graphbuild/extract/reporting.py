"""Who says so: the reporting verbs, phrases and headline leads of a sentence, with the stretch that each covers.

**Source:** FactBank's source-introducing predicates carried over to Arabic; the words are rows of data/cues/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from graphbuild.arabic.morphology import Analysis
from graphbuild.arabic.tokens import opens
from graphbuild.extract.arguments import ArgumentFinder, comp_pronoun
from graphbuild.extract.clauses import Item
from graphbuild.extract.mentions import Mention
from graphbuild.extract.options import Option
from graphbuild.extract.phrases import Phrase
from graphbuild.extract.scene import Scene, agrees
from graphbuild.extract.triggers import noun_keys
from graphbuild.lexicon import Cue, Lexicon, closed_class
from graphbuild.text import clean

#: How many phrases may stand between a reporting verb and what it says under a preposition: its subject and its hearer.
_NEAR = 3
#: Within how many items behind a verb of quoting stands whom it quotes.
_QUOTED_WITHIN = 4
#: Within how many items of a headline its speaker and the colon stand.
_LEAD = 9
#: How far behind a verb an aside between commas may end.
_ASIDE = 9
_WITH, _OF = "\u0628", "\u0644"
#: Classes of nouns that tell without being actors: texts, and people without a state.
_TELLING = frozenset(("speech", "source", "claim", "person", "group"))


@dataclass(frozen=True, slots=True)
class Report:
    """A stretch of words that somebody says, denies or doubts.

    ``cue`` is the word index of the reporting word; ``source`` the mention of who says so (None: ``source_range`` alone
    names it, as ``مصادر``); ``first`` to ``last`` the words it covers, half-open. A source that is ``carried`` is a
    mention of an earlier sentence.
    """

    cue: int
    stance: str
    factuality: str
    source: Mention | None
    source_range: tuple[int, int] | None
    first: int
    last: int
    kind: str
    negated: bool = False
    distance: bool = False
    carried: bool = False

    def covers(self, at: int) -> bool:
        """Whether a word stands in what is said."""
        return (
            self.first <= at < self.last
            and at != self.cue
            and not (self.source_range and self.source_range[0] <= at < self.source_range[1])
        )


class ReportFinder:
    """Finds the reports of a scene."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by: dict[tuple[str, str], Cue] = {}
        phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        for cue in lexicon.cues:
            for pos in cue.pos:
                if pos == "phrase":
                    parts = tuple(clean(p) for p in cue.lemma.split())
                    phrases.setdefault(parts[0], []).append((parts, cue))
                else:
                    self._by.setdefault((pos, cue.lemma), cue)
        self._phrases: Mapping[str, list[tuple[tuple[str, ...], Cue]]] = {
            first: sorted(rows, key=lambda r: -len(r[0])) for first, rows in phrases.items()
        }

    def __call__(self, scene: Scene, carried: Mention | None = None) -> list[Report]:
        """The reports of a scene, left to right; ``carried`` is the speaker of the sentence before, for «وأضاف …»
        without a subject."""
        out: list[Report] = []
        finder = ArgumentFinder(scene)
        lead = self._lead(scene)
        if lead is not None:
            out.append(lead)
        for index, item in enumerate(scene.items):
            if item.kind == "verb":
                report = self._verb(scene, finder, index, item, out, carried)
            elif item.kind == "adjunct":
                report = self._adjunct(scene, finder, index, item, out)
            else:
                report = None
            if report is not None:
                # also by way of a report before, «وأكد …، مضيفا …»
                if carried is not None and report.source is carried:
                    report = replace(report, carried=True)
                out.append(report)
                out.extend(self._co_sources(scene, report))
                if item.kind == "verb":
                    out.extend(self._quoted_by(scene, index, report))
            out.extend(self._phrase_reports(scene, item, carried))
            if item.phrase is not None:
                out.extend(self._nouns(scene, finder, index, item, out))
        return self._close(scene, out)

    # ---- verbs
    # -----------------------------------------------------------------------------------------------------------

    def _cue_of_verb(self, scene: Scene, at: int) -> Cue | None:
        word = scene.words[at]
        return self._by.get(("v", word.a.lemma)) if word.a is not None else None

    @staticmethod
    def _co_sources(scene: Scene, report: Report) -> Iterator[Report]:
        """A second source: coordinated with the first, or a second state that its people are of (``مسؤولون من كوريا
        الجنوبية وأوكرانيا``)."""
        if report.source is None or report.carried:  # the words of one who is carried in are not of this sentence
            return
        phrase = scene.phrase_of(report.source)
        if phrase is None:
            return
        others = list(phrase.coordinated)
        for _, tail in phrase.tail:
            others += tail.coordinated
        for other in others:
            mention = scene.mention(other)
            if mention is not None and mention.level > 0:
                yield replace(report, source=mention, source_range=(mention.first, mention.last))
        among = _including(scene, report.source)
        if among is not None:
            yield replace(report, source=among, source_range=(among.first, among.last))

    @staticmethod
    def _quoted_by(scene: Scene, index: int, report: Report) -> Iterator[Report]:
        """Whom an outlet quotes: ``نقلت قناة الجزيرة عن حماس أن``; the outlet is the subject, and both say it."""
        if scene.words[report.cue].lemma not in closed_class("quotes-from"):
            return
        for item in scene.items[index + 1 : index + 1 + _QUOTED_WITHIN]:
            if item.kind in ("comp", "verb", "stop", "colon") or item.first >= report.first:
                return
            if item.kind == "pp" and item.phrase is not None and item.prep in closed_class("about-what"):
                mention = next((m for m, how, _ in scene.actors(item.phrase) if how == "d"), None)
                if mention is not None:
                    yield replace(report, source=mention, source_range=(mention.first, mention.last), carried=False)
                return

    @staticmethod
    def _speaker_before(
        scene: Scene, out: list[Report], at: int, code: str, verb: Analysis | None = None
    ) -> Report | None:
        """The last speaker of the sentence that a dropped subject may be: of a reporting verb or headline lead before,
        agreeing; ``verb`` is the verb that dropped it."""
        for report in reversed(out):
            if (
                report.kind in ("verb", "lead", "adjunct")
                and report.cue < at
                and report.source is not None
                and agrees(report.source, code)
                and not (verb is not None and _of_another(scene, report, verb))
            ):
                return report
        return None

    def _verb(
        self, scene: Scene, finder: ArgumentFinder, index: int, item: Item, out: list[Report], carried: Mention | None
    ) -> Report | None:
        cue = self._cue_of_verb(scene, item.first)
        if cue is None:
            return None
        scope = (
            self._scope(scene, index, cue) or self._quoted_before(scene, index) or self._what_was_said(scene, index)
        )
        if scope is None:
            return self._aside(scene, index, cue)
        if self._passes_on(scene, index) and any(before.first == scope[0] for before in out):
            return None
        negated = index > 0 and scene.items[index - 1].kind == "neg" and not _nothing_but(scene, index + 1)
        stance = cue.stance
        if negated:
            stance = "doubts"
        limit = scope[0] if scope[0] > item.first else len(scene.words)
        source, source_range = self._source(scene, finder, item.first, limit, out, carried)
        return Report(
            item.first,
            stance,
            cue.factuality,
            source,
            source_range,
            scope[0],
            scope[1] if stance == "asserts" else _spoken_in(scene, *scope, source),
            "verb",
            negated,
            cue.distance,
        )

    def _passes_on(self, scene: Scene, index: int) -> bool:
        """Whether a verb only tells who passed on a text, as its relative clause with a pronoun for it: ``قال في خطاب بثه
        التلفزيون إن``; what is said is said by who spoke."""
        item, a = scene.items[index], scene.words[scene.items[index].first].a
        before = next((it for it in reversed(scene.items[:index]) if it.kind not in ("adv", "ppron", "rel")), None)
        if a is None or not a.pronoun or item.conj or before is None or before.phrase is None:
            return False
        return self._tells(scene, before.phrase)

    @staticmethod
    def _quoted_before(scene: Scene, index: int) -> tuple[int, int] | None:
        """What stands in quotation marks right before a verb of saying: ``«تركيا تدعم قطر»، قال أردوغان``."""
        items = scene.items
        if index < 2 or items[index - 1].kind != "comma" or items[index - 2].kind != "quote" or items[index].conj:
            return None
        closing = items[index - 2]
        opening = next((it for it in reversed(items[: index - 2]) if it.kind == "quote"), None)
        return (opening.last, closing.first) if opening is not None else None

    @staticmethod
    def _aside(scene: Scene, index: int, cue: Cue) -> Report | None:
        """``كما يرى المحلل``: a reporting verb behind *as*, with its subject and nothing that it says; the sentence is
        what is said."""
        items = scene.items
        if not index or index + 1 >= len(items) or items[index - 1].kind != "sub":
            return None
        if scene.words[items[index - 1].first].token.form not in closed_class("as"):
            return None
        phrase = items[index + 1].phrase
        ends = index + 2 >= len(items) or items[index + 2].kind in ("comma", "dash", "stop")
        if phrase is None or items[index + 1].kind != "np" or not ends:
            return None
        mention = next((m for m, how, _ in scene.actors(phrase) if how == "d"), None)
        said = (phrase.first, phrase.last)
        return Report(items[index].first, cue.stance, cue.factuality, mention, said, 0, len(scene.words), "phrase")

    def _source(
        self, scene: Scene, finder: ArgumentFinder, at: int, limit: int, out: list[Report], carried: Mention | None
    ) -> tuple[Mention | None, tuple[int, int] | None]:
        """The subject of a reporting verb: the first actor after it that agrees and stands before what is said, else
        the topic."""
        some = self._some_of_them(scene, at, limit)
        if some is not None:
            return None, some
        a = scene.words[at].a
        options = finder.verb_subjects(at)
        passive = a is not None and a.vox == "p"
        ordered = [
            o
            for o in options
            if o.rule.startswith("vs:post") and o.mention.last <= max(limit, at) and o.mention.first > at
        ]
        named_before = [o for o in options if o.rule.startswith(("vs:relative", "vs:that-pron"))]
        if self._relative_of(scene, at):
            named_before = [o for o in options if o.rule.startswith("vs:adjacent")] + named_before
        ordered += sorted(
            named_before, key=lambda o: o.rule.startswith("vs:that-pron") and not scene.subject_like(o.mention)
        )
        here = scene.item_of[at]
        also = here > 0 and scene.words[scene.items[here - 1].first].token.form in closed_class("as")  # ``كما أطلق``
        conj = bool(scene.items[here].conj) or also
        if here > 1 and scene.items[here - 1].kind == "np" and scene.items[here - 2].kind == "comp" and not conj:
            # ``أن أردوغان اتهم إسرائيل``: behind inna the subject is before its verb
            ordered = [o for o in options if o.rule.startswith("vs:adjacent")] + ordered
        own = next(
            (
                o
                for o in ordered
                if o.mention.level
                and not _deed(scene, o)
                and (passive or a is None or a.per != "3" or self._agreement(a.gen, a.num, o))
            ),
            None,
        )
        if own is None and here > 0 and scene.items[here - 1].kind == "rel" and not passive:
            told = self._teller(scene, at, at)  # ``الأنباء التي تحدثت عن``
            if told is not None:
                return told
        if own is None and conj and a is not None and not passive:
            before = self._speaker_before(scene, out, at, _code(a), a)
            if before is not None:
                return before.source, before.source_range
        topics = [o for o in options if o.rule.startswith(("vs:topic", "vs:adjacent-np"))]
        shared = [o for o in options if o.rule.startswith("vs:shared")]
        ordered += (shared + topics) if conj else (topics + shared)
        # ``روسيا تعلن سيطرتها``: what stands behind the verb is what is said, and is the speaker's
        ordered += [o for o in options if o.rule.startswith("vs:post") and o.how == "p" and o.mention.last <= at]
        for option in ordered:
            if (option.mention.level == 0 and option.mention.type != "place") or _deed(scene, option):
                continue
            if not passive and a is not None and a.per == "3" and not self._agreement(a.gen, a.num, option):
                continue
            return option.mention, (option.mention.first, option.mention.last)
        teller = None if passive else self._teller(scene, at, limit)
        if teller is not None:
            return teller
        if carried is not None and not passive and (a is None or a.per != "3" or agrees(carried, _code(a))):
            return carried, None
        if a is not None and a.conj == "f" and not passive:  # ``سألوا الملك فيصل فقال``: who was just spoken to
            spoken = (m for m in scene.antecedents(at, _code(a)) if m.type == "person" and m.level > 1)
            answering = next(spoken, None)
            if answering is not None:
                return answering, (answering.first, answering.last)
        return None, None

    @staticmethod
    def _relative_of(scene: Scene, at: int) -> bool:
        """Whether a verb opens a relative clause on something indefinite right before it: ``على عائلة ادعت أن``."""
        index = scene.item_of[at]
        item, before = scene.items[index], scene.items[index - 1] if index else None
        return before is not None and before.kind == "pp" and not item.conj and _indefinite(scene, before.phrase)

    @staticmethod
    def _some_of_them(scene: Scene, at: int, limit: int) -> tuple[int, int] | None:
        """The subject of a verb where it is a part of those spoken of: ``يستبعد بعضهم``, ``قال أحدهما``."""
        index = scene.item_of[at] + 1
        phrase = scene.items[index].phrase if index < len(scene.items) and scene.items[index].kind == "np" else None
        a = scene.words[phrase.head].a if phrase is not None else None
        if phrase is None or a is None or not a.pronoun or phrase.last > limit:
            return None
        return (phrase.first, phrase.last) if a.lemma in closed_class("some") else None

    def _teller(self, scene: Scene, at: int, limit: int) -> tuple[Mention | None, tuple[int, int]] | None:
        """The subject of a reporting verb that names no actor: whatever stands right behind the verb and agrees
        (``ذكر تقرير لصحيفة هآرتس أن``), or a text or crowd before it (``رسائل تكشف``); with the actor that it is of."""
        items, a = scene.items, scene.words[at].a
        index = scene.item_of[at]
        before = index - 1
        while before > 0 and items[before].kind in ("neg", "mod", "rel"):  # ``مصادر لا تستبعد``, ``الأنباء التي ترددت``
            before -= 1
        for place in (index + 1, before):
            if not 0 <= place < len(items) or items[place].kind != "np":
                continue
            phrase = items[place].phrase
            if phrase is not None and place < index and items[index - 1].kind == "rel":
                phrase = [*phrase.all()][-1]
                while phrase.gen is not None:  # ``نفي المعلومات التي ترددت``: the relative clause is of the last noun
                    phrase = phrase.gen
            head = scene.words[phrase.head].a if phrase is not None else None
            if phrase is None or (place > index and phrase.last > limit):
                continue
            if place < index and not self._tells(scene, phrase):
                continue
            if place > index and self._shown(scene, place) is not None:  # ``ينشرون فيديو لقصف سفينة``: it is shown
                continue
            if head is not None and a is not None and a.per == "3" and not _may_be_subject(head, a, place > index):
                continue
            last = phrase.last
            of = next((m for m, _, _ in scene.actors(phrase)), None)
            behind = items[place + 1] if place + 1 < len(items) else None
            if (
                of is None
                and behind is not None
                and behind.kind == "pp"
                and (behind.prep == _OF or _issued_by(scene, place + 1))
                and behind.phrase is not None
            ):
                of = next((m for m, how, _ in scene.actors(behind.phrase) if how == "d"), None)
                if of is not None and (place < index or behind.last <= limit):
                    last = behind.last
            return of, (phrase.first, last)
        return None

    @staticmethod
    def _agreement(gender: str, number: str, option: Option) -> bool:
        mention = option.mention
        if option.rule.startswith("vs:post"):
            code = "3fs" if gender == "f" else "3ms"
            if code == "3ms" and (mention.number != "s" or mention.type in ("group", "military")):
                return True
            if code == "3fs" and mention.number == "p":
                return True
            return agrees(mention, code)
        code = {"p": "3mp", "d": "3d"}.get(number, "3fs" if gender == "f" else "3ms")
        return agrees(mention, code)

    def _scope(self, scene: Scene, index: int, cue: Cue) -> tuple[int, int] | None:
        """The words a reporting verb covers: from the complement's opening to the end of the sentence, or the phrases
        it governs."""
        items = scene.items
        end = len(scene.words)
        openings = {c.split(" ")[-1] for c in cue.complement}
        bare = "obj" in openings
        preps = {c for c in cue.complement if c not in ("obj", '"', ":")}
        phrases = 0
        inner = False  # behind another verb stands what that one governs: only an opener is still of the first
        aside = _asides(scene, index)
        for ahead in range(index + 1, min(len(items), index + 14)):
            it = items[ahead]
            if ahead in aside:
                continue
            if it.kind == "comp":
                last = min(_also(scene, ahead), _meanwhile(scene, ahead), subjunctive_end(scene, ahead))
                if cue.stance != "asserts" and ahead + 2 < len(items) and scene.spoken_of(ahead + 2):
                    return _clause_after(scene, ahead + 3), last
                return it.last, min(last, _resumed(scene, ahead)) if _in_relative(scene, index) else last
            closed = it.kind == "quote" and _closes(scene, items[index].last, it.first)
            if closed and inner:
                break
            if it.kind in ("colon", "quote") and not closed:
                closing = self._closing(scene, ahead) if it.kind == "quote" else end
                return it.last, closing
            if it.kind in ("stop", "adjunct") or (it.kind == "verb" and it.conj):
                break
            inner |= it.kind == "verb"
            if it.kind == "rel" and cue.stance != "asserts":
                said = self._what_was_said(scene, ahead + 1)
                if said is not None:
                    return said
            if it.phrase is not None and not inner and not _issued_by(scene, ahead):
                phrases += 1
                head = scene.words[it.phrase.head]
                if bare and it.prep in closed_class("without") and self._event(scene, it.phrase):
                    return it.first, self._clause_end(scene, ahead)
                if it.kind == "pp" and it.prep in preps and phrases <= _NEAR:
                    return it.phrase.head, self._clause_end(scene, ahead)
                if bare and it.kind == "np" and self._event(scene, it.phrase) and not self._says(scene, ahead, phrases):
                    return it.first, self._clause_end(scene, ahead)
                shown = self._shown(scene, ahead) if bare and it.kind == "np" else None
                if shown is not None:
                    return shown
                if cue.pos and head is None:
                    break
        return None

    def _what_was_said(self, scene: Scene, index: int) -> tuple[int, int] | None:
        """What a verb of saying behind *what* is about: ``ما ذكرته رويترز عن اتفاق``, ``الأنباء التي تحدثت عن هجوم``."""
        items = scene.items
        if not 0 < index < len(items) or items[index].kind != "verb":
            return None
        before = scene.words[items[index - 1].first]
        if items[index - 1].kind != "rel" or self._cue_of_verb(scene, items[index].first) is None:
            return None
        report = items[index - 2].phrase if index > 1 else None
        if before.role != "free" and (report is None or not self._tells(scene, report)):
            return None
        for ahead in range(index + 1, min(len(items), index + 1 + _NEAR)):
            it = items[ahead]
            if it.kind not in ("np", "pp", "adv", "quote"):
                return None
            if it.kind == "pp" and it.phrase is not None and it.prep in closed_class("said-about"):
                return (it.phrase.head, self._clause_end(scene, ahead)) if self._event(scene, it.phrase) else None
        return None

    def _shown(self, scene: Scene, index: int) -> tuple[int, int] | None:
        """What a film or picture shows, where that is told as its noun's own: ``مشاهد استهداف آلية``, ``فيديو لتفجير آلية``."""
        item = scene.items[index]
        phrase = item.phrase
        if phrase is None or scene.words[phrase.head].lemma not in closed_class("footage"):
            return None
        behind = scene.items[index + 1] if index + 1 < len(scene.items) else None
        of = [phrase.gen, *(tail for prep, tail in phrase.tail if prep == _OF)]
        if behind is not None and behind.kind == "pp" and behind.prep == _OF:
            of.append(behind.phrase)
        for act in of:
            if act is not None and self._event(scene, act):
                return act.head, self._clause_end(scene, scene.item_of[act.head])
        return None

    def _says(self, scene: Scene, index: int, rank: int) -> bool:
        """Whether a text right behind a reporting verb is who says what a clause behind it tells: ``أكد تقرير لصحيفة هآرتس أن``."""
        phrase = scene.items[index].phrase
        if rank > 1 or phrase is None or not self._tells(scene, phrase):
            return False
        for it in scene.items[index + 1 : index + 4]:
            if it.kind not in ("pp", "np", "comp"):
                return False
            if it.kind == "comp":
                return True
        return False

    @staticmethod
    def _event(scene: Scene, phrase: Phrase) -> bool:
        a = scene.words[phrase.head].a
        return a is not None and (
            a.der == "vn" or a.cls in ("violence", "talk", "accord", "measure", "stance", "claim", "aid")
        )

    @staticmethod
    def _closing(scene: Scene, opening: int) -> int:
        for ahead in range(opening + 1, len(scene.items)):
            if scene.items[ahead].kind == "quote":
                return scene.items[ahead].first
        return len(scene.words)

    def _quoted(self, scene: Scene, index: int) -> int:
        """Where what a clause, a colon or a mark opens ends: with its quotation, if it is one, else with the sentence."""
        items = scene.items
        if items[index].kind == "colon" and index + 1 < len(items) and items[index + 1].kind == "quote":
            index += 1
        return self._closing(scene, index) if items[index].kind == "quote" else len(scene.words)

    @staticmethod
    def _clause_end(scene: Scene, index: int) -> int:
        """Where what is said in phrases ends: before the next clause (``تقديرات بمقتل جنود والجيش يكثف …``), unless it
        is a relative clause on something indefinite (``كشفت عن صفقة تنوي روسيا إبرامها``)."""
        items = scene.items
        for ahead in range(index + 1, len(items)):
            it = items[ahead]
            if it.kind == "comp":
                if it.prep.split(" ")[0] in closed_class("concession"):
                    return it.first
                return min(_resumed(scene, ahead), _next_told(scene, ahead))
            aside = it.kind == "rel" and ahead > index + 1  # of something further in, not of what is said itself
            if it.kind in ("stop", "adjunct", "but", "sub", "cond") or aside:
                return it.first
            if it.kind == "rel":
                return _clause_after(scene, ahead)
            if it.kind == "verb" and (it.conj or not _indefinite(scene, items[ahead - 1].phrase)):
                return it.first
            if it.kind == "np" and it.conj and ahead + 1 < len(items) and items[ahead + 1].kind == "verb":
                return it.first
        return len(scene.words)

    def _adjunct(
        self, scene: Scene, finder: ArgumentFinder, index: int, item: Item, out: list[Report]
    ) -> Report | None:
        word = scene.words[item.first]
        cue = None
        for reading in (word.a, *word.others):
            if reading is not None and reading.der in ("ap", "part"):
                cue = self._by.get(("ap", reading.lemma)) or self._by.get(("v", reading.lemma))
                if cue is not None:
                    break
        if cue is None:
            return None
        scope = self._scope(scene, index, cue)
        if scope is None:
            return None
        code = "3fs" if word.a is not None and word.a.gen == "f" else "3ms"
        before = self._speaker_before(
            scene, out, item.first, "3mp" if word.a is not None and word.a.num == "p" else code
        )
        if before is not None:
            source, source_range = before.source, before.source_range
        else:
            source, source_range = self._adjunct_source(scene, finder, item.first)
        return Report(
            item.first,
            cue.stance,
            cue.factuality,
            source,
            source_range,
            scope[0],
            scope[1],
            "adjunct",
            distance=cue.distance,
        )

    @staticmethod
    def _adjunct_source(scene: Scene, finder: ArgumentFinder, at: int) -> tuple[Mention | None, tuple[int, int] | None]:
        a = scene.words[at].a
        code = "3fs" if a is not None and a.gen == "f" else "3ms"
        options = [o for o in finder.verb_subjects(at) if not o.rule.startswith("vs:post")]
        options.sort(key=lambda o: (not o.rule.startswith("vs:shared-post1"), not o.rule.startswith("vs:shared")))
        for option in options:
            fits = agrees(option.mention, code) or (a is not None and a.num == "p")
            if option.mention.level and fits and not _deed(scene, option):
                return option.mention, (option.mention.first, option.mention.last)
        return None, None

    # ---- phrases, nouns, leads
    # -----------------------------------------------------------------------------------------------

    def _phrase_reports(self, scene: Scene, item: Item, carried: Mention | None) -> Iterator[Report]:
        """``وفقا لتقرير``, ``بحسب مصادر``, ``برأيه``: the whole sentence, the phrase itself left out."""
        words = scene.words
        for at in range(item.first, item.last):
            word = words[at]
            form = word.token.form
            if not form:
                continue
            stripped = form[1:] if form[0] == "\u0648" and len(form) > 3 else form
            rows = self._phrases.get(form) or self._phrases.get(stripped)
            whose = self._whose(scene, at, stripped)
            if whose is not None:
                cue, last = whose
                pronoun = words[last - 1].a.pronoun  # type: ignore[union-attr]
                mention = _speaking(scene, at, pronoun) or carried
                own = mention is not None and mention is not carried
                span = (mention.first, mention.last) if own and mention is not None else (at, last)
                yield Report(
                    at,
                    cue.stance,
                    cue.factuality,
                    mention,
                    span if own or mention is None else None,
                    _interrupted(scene, at, last),
                    len(words),
                    "phrase",
                    carried=mention is not None and not own,
                )
                continue
            if not rows:
                continue
            for parts, cue in rows:
                phrase = self._after_phrase(scene, at, parts)
                if phrase is None:
                    continue
                if not self._can_say(scene, phrase):
                    return
                mention = self._meant(scene, phrase)
                said = (phrase.first, phrase.last) if mention is None else (mention.first, mention.last)
                if mention is None:
                    mention, said = self._whose_text(scene, phrase, at)
                first = _interrupted(scene, at, phrase.last)
                yield Report(at, cue.stance, cue.factuality, mention, said, first, len(words), "phrase")
                return

    @staticmethod
    def _whose_text(scene: Scene, phrase: Phrase, at: int) -> tuple[Mention | None, tuple[int, int]]:
        """Who is behind a text or an opinion that a phrase names, and what names him: ``وفقا لتقرير للبنك``, ``بحسب بيان صادر عن
        الرئاسة``; an opinion is part of the phrase, and not of the name (``برأي الخبير``)."""
        mention = next((m for m, _, _ in scene.actors(phrase)), None)
        if mention is not None and phrase.first <= at:
            return mention, (mention.first, mention.last)
        index = scene.item_of[phrase.last - 1] + 1
        index += index < len(scene.items) and scene.items[index].kind == "verb"  # ``بيانات صدرت عن``
        issuer = scene.items[index].phrase if mention is None and _issued_by(scene, index) else None
        if issuer is None:
            return mention, (phrase.first, phrase.last)
        return next((m for m, how, _ in scene.actors(issuer) if how == "d"), None), (phrase.first, issuer.last)

    def _whose(self, scene: Scene, at: int, form: str) -> tuple[Cue, int] | None:
        """The phrase at a word that ends in a pronoun (``برأيه``, ``على حد قولها``), and where it ends."""
        words = scene.words
        a = words[at].a
        if a is not None and a.pronoun:
            rows = next((self._phrases[form[:-n]] for n in (1, 2, 3) if form[:-n] in self._phrases), ())
            return next(((cue, at + 1) for parts, cue in rows if len(parts) == 1), None)
        for parts, cue in self._phrases.get(form, ()):
            last = at + len(parts)
            if last > len(words) or len(parts) < 2:
                continue
            a = words[last - 1].a
            middle = all(words[at + n].token.form == part for n, part in enumerate(parts[1:-1], start=1))
            ending = words[last - 1].token.form
            if middle and a is not None and a.pronoun and ending.startswith(parts[-1]) and len(ending) > len(parts[-1]):
                return cue, last
        return None

    @staticmethod
    def _can_say(scene: Scene, phrase: Phrase) -> bool:
        """Whether a phrase names somebody or something that says: an actor, a report, a statement (``وفقا للعادة`` is
        no attribution)."""
        mention = scene.mention(phrase)
        if mention is not None and mention.level > 0:
            return True
        a = scene.words[phrase.head].a
        return a is None or (
            a.cls in ("speech", "claim", "source")
            or a.lemma in closed_class("saying-noun")
            or (a.der == "vn" and a.pronoun != "")
        )

    @staticmethod
    def _meant(scene: Scene, phrase: Phrase) -> Mention | None:
        """Who the pronoun on a noun of saying stands for: ``بحسب قولها``."""
        a = scene.words[phrase.head].a
        if a is None or not a.pronoun:
            return None
        return _speaking(scene, phrase.first, a.pronoun)

    @staticmethod
    def _after_phrase(scene: Scene, at: int, parts: tuple[str, ...]) -> Phrase | None:
        words = scene.words
        position = at
        for number, part in enumerate(parts[1:], start=1):
            position = at + number
            if position >= len(words):
                return None
            word = words[position]
            if part in ("\u0644", "\u0628"):  # a clitic: it stands on the noun itself
                unknown = word.a is None and word.token.form.startswith(part)
                if word.prep != {"\u0644": "l", "\u0628": "b"}[part] and not unknown:
                    return None
                position -= 1
                break
            if word.token.form != part:
                return None
        for follower in range(position + 1, min(position + 3, len(words))):
            if words[follower].token.kind == "quote":
                continue
            place = scene.places.get(follower)
            if place is not None and place.phrase.head == follower:
                return place.phrase
            break
        for index in range(
            scene.item_of[min(position + 1, len(words) - 1)],
            min(scene.item_of[min(position + 1, len(words) - 1)] + 2, len(scene.items)),
        ):
            phrase = scene.items[index].phrase
            if phrase is not None and phrase.last > position + 1:
                return phrase
        return None

    def _nouns(
        self,
        scene: Scene,
        finder: ArgumentFinder,
        index: int,
        item: Item,
        out: list[Report],
    ) -> Iterator[Report]:
        """``مزاعم إسرائيل بأن``, ``تقارير عن``, ``إعلان إسرائيل مقتل``: a noun of saying with what is said behind it; the
        object of a verb is said by its subject (``جدد المتحدث القول إن``)."""
        if item.phrase is None:
            return
        yield from self._alleged(scene, item.phrase)
        for phrase in item.phrase.all():
            word = scene.words[phrase.head]
            cue = next((c for c in (self._by.get(("n", k)) for k in noun_keys(word)) if c is not None), None)
            if cue is None and word.a is not None and word.a.der == "vn":
                cue = self._by.get(("vn", word.a.lemma))
            if cue is None:
                continue
            following = scene.items[index + 1] if index + 1 < len(scene.items) else None
            if following is None or _issued_by(scene, index + 1):
                continue
            if following.kind == "comp" or (following.kind in ("colon", "quote") and '"' in cue.complement):
                start = following.last
            elif (
                following.kind == "pp"
                and self._tells_about(cue, following.prep)
                and following.phrase is not None
                and not self._people(scene, following.phrase)
            ) or self._said_outright(scene, phrase, following):
                start = following.first
            else:
                continue
            mention = next((m for m, how, _ in scene.actors(phrase) if how != "d"), None)
            span = (mention.first, mention.last) if mention is not None else (phrase.first, phrase.last)
            if mention is None and item.kind == "np" and phrase is item.phrase:
                mention, span = self._by_subject(scene, finder, index, out) or (mention, span)
            if mention is None and word.article and word.a is not None and word.a.der == "vn":
                continue  # ``بعد الإعلان عن``: by nobody in particular
            if mention is None and phrase.head and scene.words[phrase.head - 1].lemma in closed_class("impersonal"):
                continue  # ``يمكن وصفه بأنه``
            yield Report(
                phrase.head,
                cue.stance,
                cue.factuality,
                mention,
                span,
                start,
                self._clause_end(scene, index + 1)
                if following.kind in ("pp", "np")
                else self._quoted(scene, index + 1),
                "noun",
                distance=cue.distance,
            )

    @staticmethod
    def _people(scene: Scene, phrase: Phrase) -> bool:
        """Whether people are counted or named by what they are: ``معلومات عن 6 عقداء`` says nothing of them."""
        a = scene.words[phrase.head].a
        return a is not None and a.der != "vn" and a.cls in ("rank", "person", "office")

    def _alleged(self, scene: Scene, whole: Phrase) -> Iterator[Report]:
        """``التجسس المزعوم على``: an act that its adjective calls alleged, by nobody in particular."""
        for phrase in whole.nested():
            keys = noun_keys(scene.words[phrase.head])
            noun = next((c for c in (self._by.get(("n", key)) for key in keys) if c is not None and c.distance), None)
            if noun is not None and phrase.gen is not None and self._event(scene, phrase.gen):  # ``مزاعم الإبادة``
                said, end = (phrase.head, phrase.head + 1), phrase.gen.last
                yield Report(
                    phrase.head, noun.stance, noun.factuality, None, said, phrase.gen.head, end, "noun", distance=True
                )
            for at in phrase.adjectives:
                a = scene.words[at].a
                cue = self._by.get(("ap", a.lemma)) if a is not None and a.der == "pp" else None
                if cue is not None and cue.distance:
                    yield Report(
                        at,
                        cue.stance,
                        cue.factuality,
                        None,
                        (at, at + 1),
                        phrase.head,
                        phrase.last,
                        "noun",
                        distance=True,
                    )

    def _said_outright(self, scene: Scene, phrase: Phrase, following: Item) -> bool:
        """Whether a verbal noun of saying has what is said as its object: ``إعلان إسرائيل مقتل القائد``."""
        a = scene.words[phrase.head].a
        cue = self._by.get(("vn", a.lemma)) if a is not None and a.der == "vn" else None
        return (
            cue is not None
            and "obj" in cue.complement
            and (phrase.gen is not None or bool(a is not None and a.pronoun))
            and following.kind == "np"
            and not following.conj
            and following.phrase is not None
            and self._event(scene, following.phrase)
        )

    def _by_subject(
        self, scene: Scene, finder: ArgumentFinder, index: int, out: list[Report]
    ) -> tuple[Mention, tuple[int, int]] | None:
        """Who says what the object of a verb says: the subject of the verb before it in its clause."""
        for back in range(index - 1, max(-1, index - 5), -1):
            it = scene.items[back]
            if it.kind not in ("np", "verb", "adv", "pp", "comma", "quote"):
                return None
            if it.kind == "verb":
                source, span = self._source(scene, finder, it.first, scene.items[index].first, out, None)
                return (source, span) if source is not None and span is not None else None
        return None

    @staticmethod
    def _tells_about(cue: Cue, preposition: str) -> bool:
        """Whether what is said may stand under a preposition behind a noun of saying: ``أنباء عن``, not ``تحقيق في``."""
        about = closed_class("about")
        return preposition in about and (
            preposition in cue.complement or (preposition != _WITH and not about.isdisjoint(cue.complement))
        )

    def _lead(self, scene: Scene) -> Report | None:
        """``سفير روسي: القوات الأوكرانية قصفت …``: a speaker and a colon at the start of the sentence, or behind what a
        headline begins with (``بعد الهجوم.. خبراء: …``)."""
        start = 0
        for index, item in enumerate(scene.items[:_LEAD]):
            if item.kind == "stop":
                start = index + 1
            if item.kind == "colon":
                first = scene.items[start]
                if first.phrase is None or first.kind != "np" or index == start:
                    return None
                if any(it.kind in ("verb", "comp") for it in scene.items[start:index]):
                    return None
                mention = next((m for m, how, _ in scene.actors(first.phrase) if how == "d"), None)
                if mention is None or mention.level == 0:
                    head = scene.words[first.phrase.head]
                    if head.article or not self._tells(scene, first.phrase):
                        return None
                return Report(
                    item.first,
                    "asserts",
                    "CT+",
                    mention,
                    (first.first, item.first),
                    item.last,
                    len(scene.words),
                    "lead",
                )
        return None

    def _tells(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether a phrase that names no actor names something that tells: a text, people."""
        word = scene.words[phrase.head]
        return (word.a is not None and word.a.cls in _TELLING) or any(("n", key) in self._by for key in noun_keys(word))

    @staticmethod
    def _close(scene: Scene, reports: list[Report]) -> list[Report]:
        """End what one verb covers where the next reporting verb begins that is coordinated with it or set against it."""
        out = []
        for report in reports:
            last = report.last
            for other in reports:
                if _quotes(scene, report.cue, other.cue):
                    continue
                if (
                    other.kind == "verb"
                    and report.cue < other.cue < last
                    and report.kind in ("verb", "adjunct", "lead")
                    and (
                        (opening := _sets_apart(scene, other.cue)) is not None
                        or (opening := _relative_beside(scene, report.cue, other.cue)) is not None
                    )
                ):
                    last = max(report.first, min(last, opening))
                if other.kind == "adjunct" and report.kind == "verb" and report.cue < other.cue < last:
                    last = min(last, other.cue)
            out.append(replace(report, last=last))
        return out


def _including(scene: Scene, source: Mention) -> Mention | None:
    """Who is said to be among a source: ``السلطات التونسية، بما في ذلك الرئيس التونسي،``."""
    at = scene.item_of[source.last - 1] + 1
    at += at < len(scene.items) and scene.items[at].kind == "comma"
    if at + 1 >= len(scene.items):
        return None
    first, phrase = scene.items[at].first, scene.items[at + 1].phrase
    form = " ".join(word.token.form for word in scene.words[first : first + 3])
    return scene.mention(phrase) if phrase is not None and form in closed_class("including") else None


def _deed(scene: Scene, option: Option) -> bool:
    """Whether a source would be somebody's deed, named by his state, which says nothing itself (``نفاه الدعم التركي``,
    ``استنكر الهجوم المصري، قائلا``); a text or statement may."""
    a = scene.words[option.phrase.head].a if option.phrase is not None and option.how == "n" else None
    return a is not None and (a.cls == "violence" or (a.der == "vn" and a.cls == ""))


def _next_told(scene: Scene, index: int) -> int:
    """Where, behind a comma, a verb in the perfect goes on with what is told (``، ورفضتها جملة``): what was said in
    phrases ends there."""
    for before, it in pairwise(scene.items[index:]):
        a = scene.words[it.first].a
        if before.kind == "comma" and it.kind == "verb" and it.conj == "w" and a is not None and a.asp == "p":
            return before.first
    return len(scene.words)


def _code(verb: Analysis) -> str:
    """The pronoun of a verb's dropped subject, as ``3ms``."""
    return {"p": "3mp", "d": "3d"}.get(verb.num, "3fs" if verb.gen == "f" else "3ms")


def _interrupted(scene: Scene, at: int, last: int) -> int:
    """From where an aside is about what is said: from itself where it parts a noun from its preposition (``ردا - بحسب قولها - على
    قصف``), else from the beginning."""
    items = scene.items
    before, behind = scene.item_of[at] - 1, scene.item_of[last - 1] + 1
    parted = before >= 0 and behind + 1 < len(items) and items[before].kind == items[behind].kind == "dash"
    return at if parted and items[behind + 1].kind == "pp" else 0


def _asides(scene: Scene, verb: int) -> range:
    """The items between commas right behind the subject of a verb (``ينظر مسلمو الهند، وعددهم نحو 200 مليون، إلى``)."""
    items = scene.items
    if [it.kind for it in items[verb + 1 : verb + 3]] != ["np", "comma"]:
        return range(0)
    for ahead in range(verb + 3, min(len(items), verb + _ASIDE)):
        if items[ahead].kind == "comma":
            return (
                range(verb + 2, ahead + 1)
                if items[ahead + 1 : ahead + 2] and items[ahead + 1].kind == "pp"
                else range(0)
            )
        if items[ahead].kind not in ("np", "pp", "adv", "number"):
            break
    return range(0)


def _in_relative(scene: Scene, verb: int) -> bool:
    """Whether a verb's item opens a relative clause: behind its pronoun, or bare behind something indefinite
    (``عناصر قالت إنهم``)."""
    item, before = scene.items[verb], scene.items[verb - 1] if verb else None
    if before is None or item.conj:
        return False
    if before.kind == "rel":
        return before.prep != "free"  # maa qaalat innahu goes on with what she said
    return before.kind in ("np", "pp") and verb > 1 and _indefinite(scene, before.phrase)


def _resumed(scene: Scene, comp: int) -> int:
    """Where the clause of a complement within a phrase ends: before the verb that goes on with the sentence (``نفت
    اتهامات … قالت إن …، ووصفتها``)."""
    items = scene.items
    for ahead in range(comp + 1, len(items) - 1):
        if items[ahead].kind == "comma" and items[ahead + 1].kind == "verb" and items[ahead + 1].conj:
            return items[ahead].first
    return len(scene.words)


def subjunctive_end(scene: Scene, comp: int) -> int:
    """Where a clause of *an* with an imperfect ends: before the perfect that goes on with the sentence (``نفى أن تكون روسيا قصفت
    كييف، واتهم أوكرانيا``)."""
    items, words = scene.items, scene.words
    verbs = [words[it.first].a for it in items[comp + 1 : comp + 2] if it.kind == "verb"]
    if words[items[comp].last - 1].role != "an" or not verbs or verbs[0] is None or verbs[0].asp != "i":
        return len(words)
    quoted = False
    for it, following in pairwise(items[comp + 1 :]):
        quoted ^= it.kind == "quote"
        a = words[following.first].a if following.kind == "verb" and following.conj else None
        if it.kind == "comma" and not quoted and a is not None and a.asp == "p":
            return it.first
    return len(words)


def _also(scene: Scene, comp: int) -> int:
    """Where a reported clause ends: before *also* with a verb of its own (``قال إن …، كما قرر الرئيس``), outside a
    quotation."""
    items = scene.items
    quoted = False
    for ahead in range(comp + 1, len(items) - 2):
        it, following, then = items[ahead], items[ahead + 1], items[ahead + 2]
        quoted ^= it.kind == "quote"
        if it.kind != "comma" or quoted or following.kind != "sub":
            continue
        of_them = then.kind == "comp" and ahead + 3 < len(items) and items[ahead + 3].kind == "verb"  # kamaa annahaa
        pronoun = of_them and comp_pronoun(scene.words[then.last - 1].token.form)
        if then.kind != "verb" and not pronoun:
            continue
        if scene.words[following.first].token.form in closed_class("also"):
            return it.first
    return len(scene.words)


def _issued_by(scene: Scene, index: int) -> bool:
    """Whether an item names who a text before it is from, and not what it is about: ``بيان صادر عن الرئاسة``."""
    if not 0 < index < len(scene.items) or scene.items[index].prep not in closed_class("about-what"):
        return False
    return scene.words[scene.items[index].first - 1].token.form in closed_class("issued-by")


def _closes(scene: Scene, since: int, at: int) -> bool:
    """Whether a quotation mark behind a verb of saying closes a quotation and opens none: its opening mark stands within
    a phrase (``قال لـ«الشرق الأوسط» إن``), or the verb stands in the quotation itself."""
    words = scene.words
    within = sum(word.token.kind == "quote" for word in words[since:at])
    return within % 2 == 1 or (opens(words[at].token) is False and any(opens(word.token) for word in words[:at]))


def _quotes(scene: Scene, cue: int, at: int) -> bool:
    """Whether a word stands in a quotation that began behind a reporting word, which it cannot end (``أعلنت أن «كييف هاجمتها
    وحذرت من»``); nothing is known where a mark is missing."""
    marks = [index for index, word in enumerate(scene.words) if word.token.kind == "quote"]
    before, within = (sum(mark < limit for mark in marks) for limit in (cue, at))
    return len(marks) % 2 == 0 and before % 2 == 0 and within % 2 == 1


def _meanwhile(scene: Scene, comp: int) -> int:
    """Where a reported clause ends: before what the narrator sets beside it (``قال إن …، في حين قصفت روسيا``, ``، وذلك بعد``),
    outside a quotation."""
    quoted = False
    for it, following in pairwise(scene.items[comp + 1 :]):
        quoted ^= it.kind == "quote"
        if it.kind == "comma" and not quoted:
            forms = (word.token.form for word in scene.words[following.first : following.last])
            if " ".join(forms) in closed_class("meanwhile"):
                return it.first
    return len(scene.words)


def _nothing_but(scene: Scene, index: int) -> bool:
    """``لم يعلن الجيش سوى عن غارة``: whether what follows a verb, or its subject, leaves of its denial just what is said."""
    ahead = scene.items[index : index + 2]
    if ahead and ahead[0].kind != "np":
        ahead = ahead[:1]
    return any(scene.is_only(item) for item in ahead)


def _spoken_in(scene: Scene, first: int, last: int, source: Mention | None) -> int:
    """Where what is denied or doubted ends: before the occasion on which its source spoke (``شكك في الاتفاق في حواره مع
    القناة``)."""
    for it in scene.items:
        if source is None or it.phrase is None or not first < it.first < last or it.prep not in closed_class("where"):
            continue
        occasion = scene.words[it.phrase.head]
        own = occasion.a is not None and occasion.a.pronoun != "" and agrees(source, occasion.a.pronoun)
        if own and not closed_class("spoken-in").isdisjoint(noun_keys(occasion)):
            return it.first
    return last


def _speaking(scene: Scene, at: int, pronoun: str) -> Mention | None:
    """Who a pronoun on a noun of saying stands for: the nearest that agrees and is a phrase of its own, else the nearest."""
    fitting = scene.antecedents(at, pronoun, limit=5)
    return next((m for m in fitting if scene.subject_like(m)), fitting[0] if fitting else None)


def _may_be_subject(noun: Analysis, verb: Analysis, behind: bool) -> bool:
    """Whether a noun agrees with a verb of the third person; before its subject a verb stands in the singular."""
    plural_thing = noun.num == "p" and noun.cls not in ("person", "office", "rank")
    feminine = noun.gen == "f" or plural_thing
    if behind:
        return noun.num == "p" or feminine == (verb.gen == "f")
    if noun.num == "p" and not plural_thing:
        return verb.num == "p"
    return verb.num != "p" and feminine == (verb.gen == "f")


def _clause_after(scene: Scene, opener: int) -> int:
    """Where a relative clause ends: before the next stop or conjoined verb."""
    for it in scene.items[opener + 1 :]:
        if it.kind in ("stop", "adjunct", "but", "sub", "cond") or (it.kind == "verb" and it.conj):
            return it.first
    return len(scene.words)


def _of_another(scene: Scene, report: Report, verb: Analysis) -> bool:
    """Whether a verb cannot have the subject of a reporting verb before it: one is masculine, the other feminine (``قال المكتب إن
    إسرائيل نشرت قائمة وزعمت أن``)."""
    a = scene.words[report.cue].a
    if report.kind != "verb" or a is None or a.pos != "verb" or verb.pos != "verb":
        return False
    return (a.per, a.num, verb.per, verb.num) == ("3", "s", "3", "s") and a.gen != verb.gen


def _indefinite(scene: Scene, phrase: Phrase | None) -> bool:
    """Whether the last noun of a phrase is indefinite, so that a verb after it may be its relative clause."""
    while phrase is not None and phrase.gen is not None:
        phrase = phrase.gen
    if phrase is None or phrase.named is not None or phrase.name is not None:
        return False
    a = scene.words[phrase.head].a
    return not scene.words[phrase.head].article and not (a is not None and a.pronoun)


def _sets_apart(scene: Scene, verb: int) -> int | None:
    """Where a reporting verb's clause begins, if it stands beside the one before and not inside what that one says:
    joined by a conjunction (``ولم يستبعد``) or set against it (``فيما نفت``, ``في حين نفت``, ``لكن موسكو نفت``)."""
    if scene.words[verb].conj:
        return verb
    against = closed_class("contrast")
    subject = False
    for back in range(scene.item_of[verb] - 1, max(scene.item_of[verb] - 4, -1), -1):
        item = scene.items[back]
        words = " ".join(clean(word.token.text) for word in scene.words[item.first : item.last])
        if words in against or (item.kind == "neg" and item.conj) or (subject and item.kind == "but"):
            return item.first
        if item.kind == "np" and not subject:
            subject = True
        elif item.kind not in ("neg", "adv", "qad"):
            return None
    return None


def _relative_beside(scene: Scene, one: int, other: int) -> int | None:
    """Where the second of two actors begins that each have a relative clause with a reporting verb: ``واشنطن التي تتهم …
    وموسكو التي تنفي``."""
    at, behind = scene.item_of[one], scene.item_of[other]
    items = scene.items
    if at < 1 or behind < 2 or items[at - 1].kind != "rel" or items[behind - 1].kind != "rel":
        return None
    actor = items[behind - 2]
    return actor.first if actor.phrase is not None and actor.phrase.conj == "w" else None
