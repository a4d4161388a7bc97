"""What speaks for a reading of a word: additive scores, each for one reason.

The figures were set by hand on sentences of the corpus, not learned; their order matters most. **Source** of the rules: what may
follow what in an Arabic clause (Ryding, *A Reference Grammar of Modern Standard Arabic*, ch. 4, 16-19).
"""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.arabic.morphology import Analysis
from graphbuild.arabic.tokens import Token
from graphbuild.arabic.words import Word
from graphbuild.lexicon import closed_class, name_words

ACTORS = frozenset(("office", "body", "military", "group", "source", "person", "rank", "honorific"))
_PEOPLE = frozenset(("office", "person", "source", "group", "body", "military"))
_BOUNDARIES = frozenset(("stop", "comma", "colon", "quote", "dash", "comp", "rel", "punct"))
_BEFORE_VERB = frozenset(("qad", "fut", "neg", "mod"))
_IN_TOPIC = frozenset(("noun", "adj", "name", "unk", "latin", "dem", "prep", "quote"))
_PRONOUN_ENDINGS = ("\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627", "\u0646\u0627")
_ARTICLE = "\u0627\u0644"
_DAMMA, _SHADDA = "\u064f", "\u0651"
_I_DID = "\u062a\u064f"
_WAW_TWICE = "\u0648\u0648"
_TANWIN = ("\u064b", "\u0627\u064b", "\u064b\u0627")
_CLITIC_PREPOSITIONS = ("\u0628", "\u0644")
_AND, _LET = "\u0648\u0641", "\u0644"
#: A shadda in the text speaks for a verb whose lemma has one.
SHADDA_WRITTEN = 0.8
#: Clitics cut off a word that the lexicon has whole (wasafa is to describe, not "and she lined up").
CUT_OFF_A_WHOLE_WORD = 1.4
#: The dual is rare: where another reading fits, it is that.
DUAL = 0.6
#: An adjective that agrees with none of the nouns before it, a verb that does not with its subject before it.
DISAGREES = 1.4
#: A verb that agrees with its subject before it.
AGREES = 0.8


def spelling(a: Analysis) -> float:
    """The lexicon's spelling to the letter, before one that only folding makes equal."""
    return 2.0 if a.exact else 0.0


def clitics(a: Analysis) -> float:
    """Each clitic read off a word makes the reading a little less likely; ka- and fa- more so."""
    emphatic = 1.5 * (a.pos == "verb" and a.asp == "p" and a.prep == "emph")  # la- before a perfect: oaths, after law
    return -emphatic - 1.0 * (a.prep == "k") - 0.6 * (a.conj == "f") - 0.3 * bool(a.conj or a.prep)


def ending(a: Analysis, following: Token | None) -> float:
    """Rare endings: pronouns of the first and second person, duals, constructs with nothing after them."""
    score = 0.0
    if a.pronoun == "1s" and a.pos != "verb":
        score -= 1.2
    if a.pronoun == "1p" and a.pos != "verb":
        score -= 0.4
    if a.pronoun in ("2s", "2p"):
        score -= 1.0
    if a.num == "d" and a.cls not in ("time", "quantity"):
        construct = 0.3 if a.cls in ("office", "person", "group", "rank") else 1.2
        score -= construct if a.state == "c" else 1.0 if a.pronoun else DUAL
        score -= 0.8 * (a.pos == "noun" and a.cls in ("", "other"))
    if a.state == "c" and (following is None or following.kind != "word"):
        score -= 2.0
    if a.state == "i":
        score -= 0.2
    return score


def nominal(a: Analysis) -> float:
    """What kinds of noun news is made of."""
    score = 0.0
    if a.der == "vn":
        score += 0.2
    elif a.pos == "adj" and a.der in ("ap", "pp", "part"):
        bare = a.der == "ap" and a.gen == "m" and a.num == "s" and not a.article and a.state == ""
        score -= 0.4 if bare else 0.1
    if a.pos == "adj":
        score -= 0.5 if a.prep and not a.article else 0.15  # what stands alone is rather the noun: `amaliyya
    if a.cls == "rank" and not a.article:
        score -= 0.9  # mushiran ilaa: pointing out; fariiq: a team
    if a.cls in _PEOPLE:
        score += 0.4
    elif a.cls in ("place", "asset", "quantity"):
        score += 0.3
    return score


def pair_of(a: Analysis, nexts: Sequence[Analysis]) -> float:
    """``وزيرا خارجية مصر والأردن``: two people of an office, before the noun they are in construct with."""
    construct = a.num == "d" and a.state == "c" and a.cls in _PEOPLE
    return 0.6 if construct and any(n.pos == "noun" and not n.conj and not n.prep for n in nexts) else 0.0


def rank(a: Analysis, following: Token | None) -> float:
    """``اللواء سامي``, ``اللواء الركن``: the general, before a given name or what says more of the rank, and not the brigade."""
    given = following is not None and "given" in name_words().get(following.key, ())
    named = given or (following is not None and following.form in closed_class("rank-more"))
    return 0.8 if a.cls == "rank" and a.article and named else 0.0


def partitive(a: Analysis, following: Token | None) -> float:
    """``عدد من``, ``كثير من``: a noun of quantity, before a verb."""
    of = following is not None and following.form in closed_class("partitive")
    return 1.2 if of and a.cls == "quantity" else 0.0


def participle(a: Analysis, readings: Sequence[Analysis], previous: Word | None) -> float:
    """A participle without the article that is also the noun of an actor is the noun: ``منظمة``, ``محكمة``, ``مجموعة`` -
    unless it agrees with the noun before it: ``دولا معارضة لإيران``."""
    if a.pos != "adj" or a.der not in ("ap", "pp", "part"):
        return 0.0
    title = previous is not None and previous.pos == "name"  # Ahmad al-Shar` al-hakim: the ruler
    if a.article and not title:
        return 0.0
    p = previous.a if previous is not None and previous.pos in ("noun", "adj") and not previous.article else None
    if p is not None and (p.gen == a.gen and a.num == "s" if p.num == "s" else a.gen == "f" or a.num == "p"):
        return 0.0
    same = (r for r in readings if r.pos == "noun" and r.der == "" and (r.gen, r.num) == (a.gen, a.num))
    wanted = ("office",) if a.article else (*(ACTORS - {"rank"}), "place")
    return -1.0 - title if any(r.cls in wanted for r in same) else 0.0


def adjunct(a: Analysis, readings: Sequence[Analysis], previous: Word | None, following: Token | None) -> float:
    """Behind a comma and before what a verb governs, a participle in the accusative and not the noun that is spelled
    alike: ``، مشيرا إلى``, ``، مطالبا بـ``."""
    dual = a.num == "d" and a.state == "c"  # which is written as the accusative is
    she = a.gen == "f" and a.num == "s" and a.state == "" and previous is not None and previous.pos == "comma"
    if a.pos != "noun" or not (a.state == "i" or dual or she) or a.cls not in ACTORS or previous is None:
        return 0.0
    said = any(
        r.pos == "adj" and (r.state == "i" or (she and r.gen == "f")) and r.lemma in closed_class("said-besides")
        for r in readings
    )
    if said and (previous.pos == "name" or previous.article):
        return -3.0  # haajama Erdogan Isra'iil muttahiman: accusing
    against = following is not None and following.form in closed_class("against-what")
    if against and any(r.pos == "adj" and r.lemma in closed_class("protests-besides") for r in readings):
        return -3.0  # istaqaala al-waziir muhtajjan `alaa: in protest
    if previous.pos != "comma":
        return 0.0
    if said and following is not None and following.kind == "word" and following.form not in closed_class("where-it-was"):
        return -3.0  # ``، متهما إسرائيل``
    governs = following is not None and (
        following.form in closed_class("complement") or following.form.startswith(_CLITIC_PREPOSITIONS)
    )
    same = any(r.pos == "adj" and r.der in ("ap", "pp", "part") and r.state == "i" for r in readings)
    return -1.5 if governs and same else 0.0


def adverb(a: Analysis, readings: Sequence[Analysis], previous: Word | None) -> float:
    """``استهدفها سياسيا``, ``دعم حليفته عسكريا``: behind what a pronoun is of, a relation in the accusative says how, and names nobody."""
    pair = a.num == "d" and a.state == "c"  # which is written alike
    if a.pos != "noun" or not (pair or (a.state == "i" and a.num == "s")) or a.cls not in ACTORS or previous is None:
        return 0.0
    if previous.a is None or not previous.a.pronoun:
        return 0.0
    relation = any(r.pos == "adj" and r.state == "i" and (r.der == "nisba" or r.cls == "relational") for r in readings)
    return -2.0 if relation else 0.0


def construct(a: Analysis, following: Token | None) -> float:
    """A noun without article or ending governs no word with the tanwin of the accusative: ``قتل فلسطينيًا`` is a verb."""
    if a.pos != "noun" or a.article or a.pronoun or a.state == "i" or following is None or following.kind != "word":
        return 0.0
    return -0.8 if following.text.endswith(_TANWIN) else 0.0


def opening(a: Analysis, *, headline: bool) -> float:
    """A verb at the start: usual in the body of an article, not in a headline."""
    if headline:
        return -0.2
    return 0.8 if a.conj else 0.4


def after(a: Analysis, previous: Word, following: Token | None) -> float:
    """What the word before asks for."""
    verb = a.pos == "verb"
    governed = _governed(a, previous, verb=verb)
    if governed is not None:
        return governed
    if a.pos == "adj" and a.conj == "w" and previous.pos == "adj" and previous.a is not None:
        p = previous.a  # al-maaliyya wal-`askariyya
        return 1.2 if (a.article, a.gen, a.num) == (p.article, p.gen, p.num) else 0.0
    if previous.pos == "number" and not a.article and (a.pos == "adj" or (a.num == "d" and not a.conj and not a.prep)):
        return -1.0  # ``774 مستوطنا``: no two settlers
    if previous.lemma in closed_class("round-number") and not a.article and not a.conj:
        if a.pos == "adj":
            return -1.0  # 20 alf shahiid
        if a.der in ("ap", "pp", "part"):
            return 0.0  # 13 alf taalib: students, not those who demand
    if previous.pos not in ("noun", "adj", "name") or a.conj or a.prep:
        return 0.0
    if previous.lemma in closed_class("befalls") and not previous.article and a.pos == "noun" and a.cls == "person":
        return 0.8  # isaabat sahafii: of a journalist
    if previous.pos == "name" and a.pos == "noun" and a.cls == "office":
        return 1.5  # X al-qiyaadii bi-haraka: the leading member, not the leading X
    if a.pos == "adj":
        return _modifier(a, previous, following)
    if verb and a.pronoun and _may_have_relative(previous):
        # hujuum shannahu: an attack that ... launched; but i`laan rafdihim: the announcement of their refusal
        return -0.3 if _masdar(previous) and a.lemma not in closed_class("carries-out") else 0.5
    return _verb_after_noun(previous) if verb else 0.0


def _masdar(word: Word) -> bool:
    """Whether a word is a verbal noun without the ending of the indefinite accusative."""
    return word.a is not None and word.a.der == "vn" and word.a.state != "i"


def clause(a: Analysis, before: Sequence[Word]) -> float:
    """What the clause so far asks for: one finite verb; after ``إنّه``, ``إنّ الوزير``, that verb."""
    if not before or a.pos != "verb" or a.conj or a.prep:
        return 0.0
    previous = before[-1]
    seen: Word | None = None
    opened: Word | None = None
    for word in reversed(before):
        if word.pos == "verb":
            seen = word
            break
        if word.pos in _BOUNDARIES or (word.pos == "conj" and word.role != "and"):
            opened = word
            break
    if seen is not None:
        second = a.asp == "p" and seen.lemma not in closed_class("auxiliary") and not _may_have_relative(previous)
        return -1.2 if second else 0.0
    if opened is not None and opened.role in ("in", "an", "but"):  # an before a noun is anna
        if opened is previous:
            return 1.2 if opened.role != "an" and opened.token.form.endswith(_PRONOUN_ENDINGS) else 0.0
        if previous.pos == "name" and opened.role != "but":
            return 1.5
        if opened.role != "but" and _definite_end(previous):
            return 1.0
    return 0.0


def fronted(a: Analysis, before: Sequence[Word], following: Token | None) -> float:
    """A perfect behind what opens a sentence without a verb, and the noun spelled alike is not meant: ``من جهته، حذر الوزير``,
    ``في حين حذر``, ``وفي حلب قتل 241``; and behind ``بعد أن``."""
    if a.pos != "verb" or a.asp != "p" or a.conj or a.prep or following is None:
        return 0.0
    previous = before[-1] if before else None
    if previous is not None and previous.role == "an":
        return 1.5 if len(before) > 1 and before[-2].token.form in closed_class("before-that-happened") else 0.0
    if previous is not None and previous.lemma in closed_class("while-noun") and not previous.article:
        return 4.0 if len(before) > 1 and before[-2].pos == "prep" else 1.0
    for word in reversed(before):
        if word.pos in ("stop", "colon", "quote", "dash"):
            break
        if word.pos == "verb":
            return 0.0
    if previous is not None and previous.pos == "comma":
        return 1.0
    topic = previous is None or previous.pos in ("name", "stop") or _definite_end(previous)
    counted = 0.8 if following.kind == "number" and topic else 0.0
    return counted + (0.6 if topic and before and before[0].pos == "prep" else 0.0)


def topic(a: Analysis, before: Sequence[Word]) -> float:
    """A verb in the third person singular agrees with the subject that stands before it: ``الوزير تقدم بطلب`` (*submitted*, and not
    *she presents*), ``بوتين توعد``."""
    if a.pos != "verb" or a.conj or a.prep or a.per != "3" or a.num != "s" or a.pronoun:
        return 0.0
    while before and before[-1].pos in _BEFORE_VERB:
        before = before[:-1]
    if not before:
        return 0.0
    last = before[-1]
    if last.pos == "rel":
        he, she = (last.token.form in closed_class(name) for name in ("relative-he", "relative-she"))
        gender = "m" if he else "f" if she else ""
    elif last.pos == "verb" and last.lemma in closed_class("auxiliary") and last.a is not None:
        gender = last.a.gen if last.a.per == "3" and last.a.num == "s" else ""  # ``أن يكون قد تعرض``
    elif last.pos != "name" and not _definite_end(last):
        return 0.0  # ``قانون حظر التطبيع``
    else:
        gender = _topic_gender(before)
    if not gender or not a.gen or (last.pos == "rel" and a.gen != gender):
        return 0.0  # ``المنطقة التي وعد الجيش بأنها``: of what is described another may tell
    return AGREES if a.gen == gender else -DISAGREES


def _topic_gender(before: Sequence[Word]) -> str:
    """The gender in which a verb agrees with the noun phrase that its clause opens with; empty where there is none."""
    first = len(before)
    for at in range(len(before) - 1, -1, -1):
        word = before[at]
        opens = word.pos in _BOUNDARIES or word.lemma in closed_class("auxiliary")
        if opens and not (word.pos == "quote" and at == len(before) - 1):
            break
        if word.pos not in _IN_TOPIC:
            return ""
        first = at
    if first == len(before):
        return ""
    head = before[first]
    opener = before[first - 1] if first else None
    if opener is not None and opener.pos not in ("comp", "verb", "stop", "colon"):
        return ""
    if head.prep or head.pos not in ("noun", "name") or any(word.conj for word in before[first + 1 :]):
        return ""
    if head.pos == "name":
        return head.gender
    if head.a is None or head.a.num == "d" or head.a.pronoun or head.a.cls in ("time", "quantity"):
        return ""
    people = head.a.gen == "m" and head.a.cls in _PEOPLE
    return head.a.gen if head.a.num == "s" else "" if people else "f"


def with_pronoun_after(a: Analysis, previous: Word) -> float:
    """``روسيا فرض عليها الاتحاد عقوبات``, ``التقى الوزير بلينكن وبحث معه``: behind a name and before a preposition with a pronoun, the
    verb."""
    return 0.8 if a.asp == "p" and not a.pronoun and previous.pos == "name" else 0.0


def _definite_end(word: Word) -> bool:
    """Whether a definite phrase ends with a word: behind ``أن`` a verb may follow it (``أن القانون أسهم``)."""
    return word.pos in ("noun", "adj") and (word.article or (word.a is not None and word.a.pronoun != ""))


def _may_have_relative(word: Word) -> bool:
    """Whether a relative clause without a pronoun may follow: the word is indefinite (``هجوم استهدف``)."""
    return word.pos in ("noun", "adj", "unk", "name", "number", "latin") and not (
        word.article or word.pos == "name" or (word.a is not None and word.a.pronoun)
    )


def _governed(a: Analysis, p: Word, *, verb: bool) -> float | None:
    """A preposition governs a nominal, a negation or sawfa a verb, an a verb in the present; None where nothing governs."""
    if p.pos == "prep":
        return -6.0 if verb else 1.0 if a.pos == "adj" and not a.article else 1.5
    if p.pos in ("neg", "fut", "qad") and p.role not in ("ghayr", "dun", "adam", "laysa"):
        if verb and p.role == "la" and a.asp == "p" and a.lemma not in closed_class("la-perfect"):
            return -2.0  # laa hall: no solution
        if not verb and p.role == "la" and not a.article and a.pos == "noun":
            return 0.0
        return 3.0 if verb else -3.0
    if p.role in ("ghayr", "adam"):
        return -3.0 if verb else 2.0
    if p.pos == "rel":
        return 2.0 if verb else -0.5
    if p.pos == "conj" and p.role in ("sub", "cond"):
        return 1.5 if verb else 0.0
    if p.pos == "comp" and p.role == "an":
        return (1.5 if a.asp == "i" else -0.5) if verb else 0.4
    if p.pos == "comp":
        return 0.2 if verb and a.conj == "" else 0.4
    if p.pos == "dem":
        return (0.0 if a.asp == "p" else -0.5) if verb else (1.0 if a.article else 0.0)
    return None


def _modifier(a: Analysis, p: Word, following: Token | None) -> float:
    """An adjective agrees in definiteness, gender and number; a participle in construct is the noun, not a modifier. What somebody says
    besides, in the accusative, modifies nothing and so need not agree: ``غادر الدوحة متهما إسرائيل``."""
    score = 0.0
    besides = a.state == "i" and a.der in ("ap", "part") and a.num == "s" and a.lemma in closed_class("said-besides")
    if a.der in ("ap", "part") and not a.article and following is not None and following.key.startswith(_ARTICLE):
        score -= 1.0
    if p.pos == "name" and a.article and a.num != "s":
        return score - 0.8  # sent Russia the (things) that help: aid
    definite = p.article or (p.a is not None and p.a.pronoun != "")
    score += 1.2 if a.article == definite or (p.pos == "name" and a.article) or besides else -0.8
    if p.a is not None and p.a.gen and a.gen and p.a.gen == a.gen and p.a.num == a.num:
        score += 0.5
    return score


def agreement(a: Analysis, before: Sequence[Word]) -> float:
    """An adjective without clitics agrees with one of the nouns of the phrase before it, if not with the last:
    ``تنفيذ عملية`` is no adjective, ``رئيس حكومة سابق`` has one."""
    if a.pos != "adj" or a.conj or a.prep or not before or before[-1].pos not in ("noun", "adj"):
        return 0.0
    for word in reversed(before):
        if word.pos not in ("noun", "adj", "name", "number", "unk", "latin"):
            break
        if word.pos not in ("noun", "adj") or word.a is None or not word.a.gen or _agree(a, word.a):
            return 0.0
        if word.prep:
            break
    return -DISAGREES


def _agree(a: Analysis, noun: Analysis) -> bool:
    """Whether an adjective has the gender and number that a noun asks for; a plural takes the plural or the feminine singular."""
    if noun.num == "p":
        return a.num == "p" or (a.num == "s" and a.gen == "f")
    return a.num == noun.num and a.gen == noun.gen


def _verb_after_noun(p: Word) -> float:
    """After an indefinite singular noun a verbal noun in its genitive is likelier than a verb, unless the noun can be its subject."""
    if p.pos != "noun" or p.a is None or p.article or p.a.pronoun or p.a.state == "i" or p.a.num != "s":
        return 0.0
    return -0.3 if p.a.cls in _PEOPLE else -0.9


def marks(a: Analysis, token: Token) -> float:
    """Vowel signs that a newspaper writes are there to tell readings apart: ``عُقد`` was held, ``خلَّف`` left behind,
    ``طلبتُ`` I asked."""
    score = 0.0
    if a.pos == "verb" and a.asp == "p" and token.text[1:2] == _DAMMA:
        score += 1.2 if a.vox in ("p", "?") else -0.5
    if a.pos != "verb" and len(token.form) == 3 and _SHADDA in token.text[2:4]:
        score -= 1.5  # a doubled second letter of three is a verb of the second form
    if a.pos == "verb" and a.asp == "p" and token.text.endswith(_I_DID):
        score += 2.0 if a.per == "1" and a.num == "s" else -1.0
    return score


def ten(a: Analysis, form: str) -> float:
    """``عشرين`` is twenty, and not two tens."""
    return -2.0 if a.num == "d" and form in closed_class("tens") else 0.0


def rather_noun(a: Analysis, readings: Sequence[Analysis], form: str) -> float:
    """Verbs that are rarer than the noun spelled alike: an elative (``أبرز``), a verb's own masdar with a pronoun (``استقالته``),
    a passive of a hollow verb (``عيد``), ``ووجه`` was faced."""
    if a.pos != "verb":
        return 0.0
    score = 0.0
    if a.lemma in closed_class("rather-elative") and a.asp == "p":
        score -= 1.2
    own = any(r.der == "vn" and r.lemma == a.lemma and r.pronoun == a.pronoun for r in readings)
    if a.pronoun and own and a.lemma not in closed_class("carries-out"):
        score -= 1.0
    if a.vox == "p" and a.asp == "p" and any(r.pos == "noun" and r.exact and r.der == "" for r in readings):
        score -= 0.7
    if form.startswith(_WAW_TWICE) and not a.conj:
        score -= 2.0
    if a.lemma in closed_class("rather-with-and") and any(r.pos == "verb" and r.conj for r in readings):
        score -= 2.0
    return score


def verb_form(a: Analysis) -> float:
    """News tells of third persons; feminine plurals, duals and distinct passives are rare."""
    score = 0.0
    if a.asp == "i":
        score += 0.6 if a.per != "1" else -1.5  # ahad is "one of" and hardly ever "I limit"
    elif a.per == "1":
        score -= 0.6
    if a.gen == "f" and a.num == "p":
        score -= 1.5
    if a.num == "d":
        score -= 0.5
    if a.vox == "p":
        score -= 0.3 if a.asp == "p" else 0.8
    if a.asp == "p" and a.gen == "f":
        score += 0.6
    return score


def mood(a: Analysis, previous: Word | None, token: Token) -> float:
    """A shape of the jussive alone (``لم يعد``, ``ليكن``) asks for what governs it; elsewhere the word is another verb's
    (``يعد``: it is deemed). *That I might* is rarer than any noun under li- (``لأول مرة``)."""
    if a.per == "1" and a.asp == "i" and token.form.startswith(_LET) and a.start:
        return -3.0
    if not a.jussive:
        return 0.0
    if previous is not None and previous.pos == "neg":
        return 0.5 if previous.role == "lam" else -1.0
    return 0.0 if token.form.lstrip(_AND).startswith(_LET) else -2.5


def verb_before(
    a: Analysis, following: Token, nexts: Sequence[Analysis], *, complement: bool, opens_clause: bool
) -> float:
    """What follows a verb: its subject (agreeing), a complement clause; hardly an indefinite adjective or another verb."""
    score = 0.5 if following.key.startswith(_ARTICLE) else 0.0
    if complement:
        score += 1.5
    if opens_clause and any(n.cls in ACTORS and not n.prep and not n.conj for n in nexts):
        score += 0.7
    genders = {
        n.gen for n in nexts if n.pos == "noun" and n.num == "s" and n.cls not in ("time", "quantity") and not n.prep
    }
    if genders and a.num == "s" and a.per == "3" and a.gen not in genders:
        score -= 0.9
    if nexts and all(n.pos == "adj" and not n.article and not (n.der == "nisba" and n.state == "i") for n in nexts):
        score -= 1.2  # but qatala filastiiniyyan: killed a Palestinian
    if nexts and all(n.pos == "verb" for n in nexts):
        score -= 1.0
    return score
