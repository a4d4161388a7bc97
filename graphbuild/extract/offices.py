"""HOLDS_OFFICE: a person named with an office; the phrase grammar has found both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graphbuild.extract.apart import apart
from graphbuild.extract.mentions import Mention, held_in_trust
from graphbuild.extract.phrases import Phrase
from graphbuild.extract.scene import Scene
from graphbuild.lexicon import closed_class


@dataclass(frozen=True, slots=True)
class Office:
    """A person, the office noun (a range of words), the phrase or adjective it belongs to, and its tense."""

    person: Mention
    office: tuple[int, int]
    head: int
    of: Mention | None
    tense: str


def offices(scene: Scene) -> Iterator[Office]:
    """The offices that a scene names with their holders: in one phrase, in two with others between them, in a clause
    (``وهو وزير``), or by headship (``برئاسة``)."""
    found = [*_in_phrase(scene), *_apart(scene)]
    told = {one.person.first for one in found if one.of is not None}
    for one in found:
        if one.of is None and one.person.first in told and _courtesy(scene, one):
            continue  # the spokesman of the ministry, Ambassador X: one office
        yield one if one.of is not None else replace(one, of=_state_of_another(scene, one, found))
    yield from _in_clause(scene)
    yield from _by_headship(scene)


def _in_phrase(scene: Scene) -> Iterator[Office]:
    for mention in scene.mentions:
        if not mention.personal:
            continue
        phrase = scene.phrase_of(mention)
        if phrase is None:
            continue
        titles = {title.head: title for title in reversed(list(_titles(scene, phrase)))}
        belongs = {at: _of(scene, title, mention) for at, title in titles.items()}
        told = {scene.words[at].lemma for at, of in belongs.items() if of is not None}
        for at, title in sorted(titles.items()):
            head = scene.words[at]
            if head.a is None or _named_after(scene, phrase) or _happy(scene, title, mention):
                continue
            several = _fellows(scene, phrase) if head.a.num in ("p", "d") else []
            if head.a.num == "p" and not several:
                continue
            of = belongs[at]
            if of is None and head.lemma in told:
                continue  # the president X, president of Y: one office, told once
            if (
                head.a.cls == "office"
                and "needs-body" in scene.flags(head.lemma)
                and (of is None or (of.cls == "nisba" and of.known == ()))
            ):
                continue
            counterpart = head.lemma in closed_class("counterpart") and (of is None or of.cls != "nisba")
            if _is_office(scene, title, of) and not counterpart:
                for person in (mention, *several):
                    whose = of if person is mention else _by_own_adjective(scene, person) or of
                    yield Office(
                        person,
                        _office_range(scene, title),
                        title.head,
                        whose or _state_of(scene, person),
                        _tense(scene, title),
                    )


def _named_after(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names a town or house after somebody, who has no office in it: ``جامعة الملك سعود``."""
    place = scene.places.get(phrase.head)
    parent = place.parent if place is not None else None
    return parent is not None and parent.gen is phrase and scene.words[parent.head].lemma in closed_class("named-after")


def _happy(scene: Scene, title: Phrase, person: Mention) -> bool:
    """Whether what looks like a name behind an office without article, genitive or anything else is its adjective: ``وزير
    سعيد``."""
    first, last = person.name
    head = scene.words[title.head]
    bare = title.gen is None and not (title.tail or title.adjectives or head.article or head.a is None or head.a.pronoun)
    words = scene.words[first:last]
    word = words[0]
    adjective = any(a.pos == "adj" for a in (word.a, *word.others) if a is not None)
    return bare and first == title.head + 1 and len(words) == 1 and adjective and not word.article


def _fellows(scene: Scene, phrase: Phrase) -> list[Mention]:
    """The others who hold an office of several: ``القياديان محمود مرداوي وجاسر البرغوثي``; not one with an office of his own."""
    out = []
    for other in phrase.coordinated:
        mention, a = scene.mention(other), scene.words[other.head].a
        own = other.name is not None and other.name[0] != other.head and a is not None and a.cls in ("office", "person")
        if mention is not None and mention.personal and not own:
            out.append(mention)
    return out


def _by_own_adjective(scene: Scene, person: Mention) -> Mention | None:
    """The state that the second of several holders has his own adjective of: ``الوزيران الروسي لافروف والتركي فيدان``."""
    phrase = scene.phrase_of(person)
    if phrase is None or phrase.name is None or phrase.name[0] == phrase.head or scene.words[phrase.head].pos != "adj":
        return None
    named = [phrase.head, *phrase.adjectives]
    return _institution(scene, Phrase(phrase.first, phrase.name[0], phrase.head, adjectives=named))


def _state_of_another(scene: Scene, office: Office, found: Sequence[Office]) -> Mention | None:
    """The state that another of the holder's offices names: by its adjective (``رئيس الوزراء وزير الخارجية القطري``), or by
    name where this one is of the cabinet (``أمير قطر رئيس مجلس الوزراء``)."""
    others = [one for one in found if one.person is office.person and one.of is not None]
    states = [(one.head, one.of) for one in others if one.of is not None and one.of.type == "country"]
    behind = next((of for head, of in states if of.cls == "nisba" and head > office.head), None)
    governs = any(scene.words[at].lemma in closed_class("presided") for at in range(*office.office))
    return behind or next((of for _, of in states if governs and of.level == 3), None)


def _apart(scene: Scene) -> Iterator[Office]:
    told: set[int] = set()
    for person, title, between in apart(scene):
        of = _of(scene, title, person)
        if of is None:
            parts = [part for phrase in between if not _host(scene, title, phrase) for part in phrase.nested()]
            of = next((m for m in (_body(scene, part) for part in parts) if m is not None), None)
        if title.head in told or not _is_office(scene, title, of):
            continue
        told.add(title.head)
        of = of or _state_of(scene, person)
        yield Office(person, _office_range(scene, title), title.head, of, _tense(scene, title))


def _courtesy(scene: Scene, office: Office) -> bool:
    """Whether an office is but a title before the name: ``السفير``, ``المستشار`` of no state or body."""
    return scene.words[office.head].lemma in closed_class("courtesy-office")


def _is_office(scene: Scene, title: Phrase, of: Mention | None) -> bool:
    """Whether a phrase's head is an office, or describes a member of a body (``ناشط في حركة``)."""
    a = scene.words[title.head].a
    if a is None:
        return False
    described = a.cls == "person" or (a.cls == "honorific" and title.gen is not None)
    private = scene.words[title.head].lemma in closed_class("private")
    member = described and not a.pronoun and not private  # his son is nobody's office, nor is it one to be a soldier
    return a.cls == "office" or (
        member and of is not None and of.cls != "nisba" and of.type in ("organization", "group", "military")
    )


def _in_clause(scene: Scene) -> Iterator[Office]:
    """``حيدر العطاس وهو رئيس وزراء سابق``: the pronoun stands for the person before it."""
    for index, it in enumerate(scene.items[:-1]):
        pronoun = scene.words[it.first].token.form
        title = scene.items[index + 1].phrase
        if it.kind != "pron" or title is None or scene.items[index + 1].kind != "np" or title.name is not None:
            continue
        if pronoun not in closed_class("he-is"):
            continue
        gender = "f" if pronoun.endswith("\u064a") else "m"
        before = (m for m in reversed(scene.mentions) if m.personal and m.last <= it.first)
        person = next((m for m in before if m.gender == gender), None)
        a = scene.words[title.head].a
        if person is None or a is None or a.num != "s":
            continue
        of = _of(scene, title, person)
        if _is_office(scene, title, of):
            yield Office(
                person, _office_range(scene, title), title.head, of or _state_of(scene, person), _tense(scene, title)
            )


def _by_headship(scene: Scene) -> Iterator[Office]:
    """``لجنة القدس برئاسة الملك محمد السادس``, ``«الرؤية» بزعامة X``: who heads the body before it."""
    items = [item for item in scene.items if item.kind != "quote"]
    for before, it in pairwise(items):
        phrase = it.phrase
        if phrase is None:
            continue
        if it.prep in closed_class("headship"):  # bi-ri'aasati, read as one preposition
            at, holder = it.first, phrase
        elif phrase.gen is not None and scene.words[phrase.head].lemma in closed_class("headship"):
            at, holder = phrase.head, phrase.gen
        else:
            continue
        person = scene.mention(holder)
        parts = list(before.phrase.nested()) if before.phrase is not None else []
        body = next((m for m in (_body(scene, p) for p in parts) if m is not None), None)
        if person is None or not person.personal or body is None or body.type not in ("country", "organization"):
            continue
        yield Office(person, (at, at + 1), at, body, "current")


def _titles(scene: Scene, phrase: Phrase) -> Iterator[Phrase]:
    """The phrases that may hold an office: the person's own, those it is wrapped in (``معالي وزير الخارجية``), and a
    second one beside it."""
    if phrase.name is not None and phrase.head != phrase.name[0]:
        yield phrase
        head = scene.words[phrase.head].a
        if phrase.gen is not None and head is not None and head.cls in ("honorific", "rank"):
            yield phrase.gen
    for title in phrase.titles:
        yield title
        yield from _titles(scene, title)


def _state_of(scene: Scene, person: Mention) -> Mention | None:
    """The sentence's own mention of the state of somebody known whose office names none; the nearest one.

    Of the states so found in the training sentences 26 of 27 were right; of bodies, and of the only state in a sentence
    about somebody unknown, 1 of 10, so neither is taken.
    """
    if person.country is None:
        return None
    near = [
        m
        for m in scene.mentions
        if m.country == person.country and m.level == 3 and m.type == "country" and m.head != person.head
    ]
    near += _kingdoms(scene)
    near += [m for m in scene.nisbas(person.country) if m.type == "country"]
    near += scene.adjectives_in_names(person.country)
    near = [m for m in near if m.last <= person.first or m.first >= person.last]
    return min(near, key=lambda m: abs(m.first - person.first), default=None)


def _kingdoms(scene: Scene) -> Iterator[Mention]:
    """*The kingdom*, one word with the article: it is the holder's own where he is of one."""
    for mention in scene.mentions:
        head = scene.words[mention.head]
        alone = mention.last - mention.first == 1 and head.article and not mention.known
        if alone and head.lemma in closed_class("kingdom"):
            yield mention


def _office_range(scene: Scene, title: Phrase) -> tuple[int, int]:
    """The office noun with what makes it one office: ``وزير الخارجية``, ``الأمين العام``, ``رئيس الوزراء``."""
    last = title.head + 1
    if title.gen is not None:
        gen = scene.words[title.gen.head]
        if (
            title.gen.named is None
            and title.gen.name is None
            and gen.a is not None
            and (gen.a.cls not in ("body", "group", "military", "place") or _cabinet(scene, title.gen))
        ):
            last = title.gen.head + 1
            if title.gen.gen is not None:
                inner = scene.words[title.gen.gen.head]
                if (
                    title.gen.gen.named is None
                    and inner.a is not None
                    and inner.a.cls not in ("body", "group", "military", "place")
                ):
                    last = title.gen.gen.head + 1
    return title.head, last


def _of(scene: Scene, title: Phrase, person: Mention) -> Mention | None:
    """What the office belongs to: the body in its genitive, else the state its adjective names, else the body behind a
    preposition, else whoever its pronoun stands for. A general body (``المكتب السياسي``) gives way to the named one it
    is part of."""
    head = scene.words[title.head]
    if head.a is not None and head.a.pronoun and head.lemma not in closed_class("counterpart"):
        return _whose(scene, title, head.a.pronoun)
    portfolio = "portfolio" in scene.flags(head.lemma)
    cabinet = title.gen is not None and _cabinet(scene, title.gen)
    fields = list(title.gen.all()) if title.gen is not None else []  # ``وزير الثقافة والإعلام``: of several fields
    inner = [
        part
        for field in fields
        for part in field.nested()
        if not (portfolio or cabinet) or part.named is not None or not any(part is one for one in fields)
    ]
    if any(held_in_trust(scene.words, part) for part in inner):
        return next(_kingdoms(scene), None)
    inner = [part for part in inner if not _bare_state(scene, part)]
    parts = [part for _, tail in title.tail if not _host(scene, title, tail) for part in tail.nested()]
    tails = [part for part in parts if not (_cabinet(scene, part) or _bare_state(scene, part))]
    own = next((m for m in (_body(scene, p) for p in inner) if m is not None), None)
    behind = next((m for m in (_body(scene, p) for p in tails) if m is not None), None)
    if own is not None and own.level < 2 and behind is not None and behind.level == 3:
        return behind
    owner = _owner(scene, own, person) if own is not None else None
    if owner is not None:
        return owner
    if own is not None:
        return own
    for phrase in (title, *inner):
        adjective = _institution(scene, phrase)
        if adjective is not None:
            return adjective
    for field in fields if portfolio else ():
        adjective = _institution(scene, field)
        if adjective is not None:
            return adjective
    if behind is not None:
        return behind
    for phrase in tails:
        adjective = _institution(scene, phrase)
        if adjective is not None:
            return adjective
    for at in range(title.head, title.last):
        a = scene.words[at].a
        if a is not None and a.pronoun and (at == title.head or scene.words[at].pos == "ppron"):
            return next((m for m in scene.antecedents(title.first, a.pronoun, limit=3) if m.level >= 2), None)
    return None


def _host(scene: Scene, title: Phrase, behind: Phrase) -> bool:
    """Whether a phrase behind an office names the state where its holder is accredited, which he does not serve: ``السفير لدى
    إسرائيل``, ``المبعوث إلى سوريا``. Where that is all that is said of an office (``عمل سفيرا في الأردن``), it is what is told."""
    head = scene.words[title.head]
    accredited = head.lemma in closed_class("accredited") and behind.prep in closed_class("accredited-to")
    if not accredited or (head.a is not None and head.a.state == "i"):
        return False
    mention = scene.mention(behind)
    return mention is None or mention.type in ("country", "place")


def _whose(scene: Scene, title: Phrase, pronoun: str) -> Mention | None:
    """Whose office it is by the pronoun of its noun: the body it stands for, or what the office of the man it stands for is of:
    ``الأمين العام للأمم المتحدة … مبعوثه الخاص باليمن`` is an envoy of the UN. Some offices are of bodies only (``أمينه``)."""
    for found in scene.antecedents(title.first, pronoun, limit=3):
        if found.level < 2 or (found.personal and "needs-body" in scene.flags(scene.words[title.head].lemma)):
            continue
        return _state_or_body(scene, found) if found.personal else found
    return None


def _state_or_body(scene: Scene, person: Mention) -> Mention | None:
    """What the first of somebody's offices that is of anything is of, else his state where the sentence names it."""
    phrase = scene.phrase_of(person)
    titles = list(_titles(scene, phrase)) if phrase is not None else []
    found = (_of(scene, title, person) for title in titles)
    return next((m for m in found if m is not None), None) or _state_of(scene, person)


def _cabinet(scene: Scene, body: Phrase) -> bool:
    """Whether a phrase is the council of ministers, whose head's office is the state's: ``رئيس مجلس الوزراء``."""
    inner = body.gen
    if inner is None or body.named is not None:
        return False
    return " ".join(scene.words[p.head].lemma for p in (body, inner)) in closed_class("cabinet")


def _bare_state(scene: Scene, body: Phrase) -> bool:
    """Whether a phrase is a state that is not told which: ``رئيس الحكومة``, ``رئيس الجمهورية``."""
    word = scene.words[body.head]
    bare = body.named is None and body.gen is None and not body.adjectives and not body.tail and body.apposed is None
    return bare and word.article and word.lemma in closed_class("bare-state")


def _owner(scene: Scene, body: Mention, person: Mention) -> Mention | None:
    """Whose body it is by its pronoun: of ``رئيس مكتبها السياسي`` the movement named before, of the holder's own state
    where that is known."""
    a = scene.words[body.head].a
    if body.level == 3 or a is None or not a.pronoun:
        return None
    fitting = [m for m in scene.antecedents(body.first, a.pronoun, limit=8) if m.level >= 2]
    same = [m for m in fitting if person.country is not None and m.country == person.country]
    return next(iter(same or fitting), None)


def _institution(scene: Scene, phrase: Phrase) -> Mention | None:
    """The state or body that a phrase's adjectives name; ``الدولي``, ``العربي`` have no offices."""
    return next((m for m in scene.nisba_mentions(phrase) if m.type != "group"), None)


def _body(scene: Scene, part: Phrase) -> Mention | None:
    """The mention of a part that can have offices: a state or body, not a person, an office or a field."""
    mention = scene.mention(part)
    a = scene.words[part.head].a
    if (
        mention is None
        or mention.personal
        or mention.type not in ("country", "organization", "group", "military", "place")
    ):
        return None
    if part.named is None and a is not None and a.cls in ("office", "person", "rank", "asset"):
        return None
    return _without_tense(scene, part, mention)


def _without_tense(scene: Scene, part: Phrase, mention: Mention) -> Mention:
    """The mention of a body without the adjective behind it that says when its head holds the office: ``رئيس البرلمان
    السابق``, ``رئيس الحكومة المكلف``; of the former is the speaker, not the parliament."""
    at = part.adjectives[-1] if part.adjectives else -1
    if at != mention.last - 1 or not (_tense_of(scene, at) or _of_the_head(scene, part, at)):
        return mention
    return replace(mention, last=at, name=(mention.name[0], max(min(mention.name[1], at), mention.name[0] + 1)))


def _of_the_head(scene: Scene, part: Phrase, at: int) -> bool:
    """Whether an adjective says that somebody acts for another, and cannot be the body's own: ``رئيس الحكومة المؤقت``."""
    body, adjective = scene.words[part.head].a, scene.words[at].a
    acting = any(reading.cls == "acting" for reading in scene.words[at].others)
    return acting and body is not None and adjective is not None and body.gen != adjective.gen


def _tense(scene: Scene, title: Phrase) -> str:
    indices = list(title.adjectives)
    if title.gen is not None:
        for part in title.gen.nested():
            indices += part.adjectives
    return next((tense for tense in (_tense_of(scene, index) for index in indices) if tense), "current")


def _tense_of(scene: Scene, at: int) -> str:
    """When somebody holds an office by an adjective of it; "" where the adjective does not say."""
    return next((r.cls for r in scene.words[at].others if r.cls in ("former", "designate")), "")
