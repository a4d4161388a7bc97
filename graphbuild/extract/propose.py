"""The choice of frame and ends for a trigger: each end by itself among its options, then what fits together."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.extract.features import Featurizer, Offer
from graphbuild.extract.mentions import Mention
from graphbuild.extract.options import OWN_COMPLEMENT, Candidate, Option, joined
from graphbuild.extract.scorer import Scored, Scorer, softmax
from graphbuild.extract.triggers import Trigger
from graphbuild.lexicon import Frame, closed_class

#: Options of one end that are offered to the scorer.
MOST_OPTIONS = 16
#: Options of one end that are paired with those of the other, the best by their own scores.
MOST_PAIRED = 6


def open_options(frame: Frame, side: str, options: Sequence[Option]) -> list[Option | None]:
    """The options of an end under a frame, "none" last; only "none" where the frame never has that end."""
    slots = frame.subject if side == "s" else frame.object
    if slots == ("-",):
        return [None]
    if side == "o" and "actor-only" in frame.flags:
        options = [option for option in options if _acts(option)]
    if side == "o" and frame.category == "HOLDS_OFFICE":
        options = [option for option in options if not _people(option)]
    return [*options[:MOST_OPTIONS], None]


def _people(option: Option) -> bool:
    """Whether an end is a person or several, in whom nobody holds an office."""
    mention = option.mention
    return mention.type == "person" or mention.cls in ("office", "rank", "honorific", "person")


def _acts(option: Option) -> bool:
    """Whether an end is somebody, or a place that something is done to: not a thing, nor where something happened."""
    mention = option.mention
    if mention.type != "place":
        return mention.level > 0
    if option.prep.split(" ")[0] in closed_class("place-preposition"):
        return False
    return any(known.acts_for for known in mention.known) or (mention.level > 1 and option.how != "f")


def ranked(
    featurizer: Featurizer, scorer: Scorer, trigger: Trigger, subjects: Sequence[Option], objects: Sequence[Option]
) -> list[Scored]:
    """The candidates of a trigger, best first.

    Scores add up over frame, ends and pair, so each end is scored once for each frame, and where it stands once for all of
    them; the best ends of each side are paired.
    """
    candidates: list[Candidate] = []
    scores: list[float] = []
    offers = (("s", Offer(subjects)), ("o", Offer(objects)))
    third = with_another(objects)
    context = scorer.score("f|", featurizer.context(trigger))
    places: dict[tuple[str, int], float] = {}
    for frame in trigger.frames:
        base = context + scorer.score("f|", featurizer.act(trigger, frame))
        sides = []
        for side, offer in offers:
            rated = []
            for n, option in enumerate(open_options(frame, side, offer.options)):
                key = (side, id(option))
                place = places.get(key)
                if place is None:
                    place = places[key] = scorer.score(side + "|", featurizer.place(side, trigger, option, offer))
                role = scorer.score(side + "|", featurizer.role(side, trigger, frame, option, offer))
                rated.append((place + role, -n, option))
            sides.append(sorted(rated, key=lambda r: r[:2], reverse=True)[:MOST_PAIRED])
        for s_score, _, s in sides[0]:
            for o_score, _, o in sides[1]:
                if fits(s, o, third=third):
                    candidates.append(Candidate(trigger, frame, s, o))
                    scores.append(base + s_score + o_score + scorer.score("p|", featurizer.pair(trigger, frame, s, o)))
    if not candidates:
        return []
    rated_all = list(zip(softmax(scores, none=True), range(len(candidates)), candidates, strict=True))
    rated_all.sort(key=lambda r: (-r[0], r[1]))
    mass: dict[str, float] = {}
    for p, _, candidate in rated_all:
        mass[candidate.frame.category] = mass.get(candidate.frame.category, 0.0) + p
    return [Scored(c, p, mass[c.frame.category]) for p, _, c in rated_all]


def with_another(objects: Sequence[Option]) -> bool:
    """Whether a trigger is offered somebody behind *with*: who is joined by *and* is then of one side (``أبرمت فرنسا وروسيا
    اتفاقا مع إيران``)."""
    own = (o for o in objects if o.rule.startswith(("no:prep", "no:light-obj", "vo:prep", "po:prep")))
    return any(option.prep in closed_class("together-with") for option in own)


def fits(subject: Option | None, object_: Option | None, *, third: bool) -> bool:
    """Whether two ends can be of one relation: not both missing, not the same words, neither inside the other, not the
    same state (``قطر``, ``الدوحة``), and not joined by *and* where a ``third`` is the other side (:func:`with_another`)."""
    if subject is None or object_ is None:
        return subject is not object_
    if third and joined(subject, object_):
        return False
    s, o = subject.mention, object_.mention
    state = _state(s)
    apart = s.last <= o.first or o.last <= s.first or (object_.rule == OWN_COMPLEMENT and subject.rule in ("ps:head", "ps:parent"))
    return apart and (state is None or state != _state(o))


def _state(mention: Mention) -> str | None:
    """The state that a mention is a name of: the state itself or its capital, bare."""
    if not mention.known or mention.level < 3 or mention.cls != "name":
        return None
    known = mention.known[0]
    return known.country if known.type == "country" else known.acts_for if known.type == "place" else None
