"""All candidates of a trigger, with features or with scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphbuild.extract.candidates import Candidate, Option, Trigger
from graphbuild.extract.scorer import Featurizer, Scored, Scorer
from graphbuild.lexicon import Frame

#: Options of one end that are looked at; in training the right end was among the first eight for all but 1 % of the relations that had it at all.
MOST_OPTIONS = 10


def _pairs(frame: Frame, subjects: Sequence[Option], objects: Sequence[Option]) -> Iterator[tuple[Option | None, Option | None]]:
    s_open: Sequence[Option | None] = [None] if frame.subject == ("-",) else [*subjects[:MOST_OPTIONS], None]
    o_open: Sequence[Option | None] = [None] if frame.object == ("-",) else [*objects[:MOST_OPTIONS], None]
    for s in s_open:
        for o in o_open:
            if s is None and o is None:
                continue
            if s is not None and o is not None and (s.mention.first, s.mention.last) == (o.mention.first, o.mention.last):
                continue
            yield s, o


def with_features(
    featurizer: Featurizer, trigger: Trigger, subjects: Sequence[Option], objects: Sequence[Option]
) -> Iterator[tuple[Candidate, list[str]]]:
    """Each candidate with all its features (for training and for ``explain``)."""
    for frame in trigger.frames:
        base = featurizer.base(trigger, frame)
        ends = {("s", s): featurizer.end("s", trigger, frame, s, subjects) for s in [*subjects[:MOST_OPTIONS], None]}
        ends.update({("o", o): featurizer.end("o", trigger, frame, o, objects) for o in [*objects[:MOST_OPTIONS], None]})
        for s, o in _pairs(frame, subjects, objects):
            features = [*base, *ends["s", s], *ends["o", o], *featurizer.pair(trigger, frame, s, o)]
            yield Candidate(trigger, frame, s, o), features


def ranked(featurizer: Featurizer, scorer: Scorer, trigger: Trigger, subjects: Sequence[Option], objects: Sequence[Option]) -> list[Scored]:
    """The candidates of a trigger, scored, best first. Scores add up, so each end is scored once for each frame."""
    candidates: list[Candidate] = []
    scores: list[float] = []
    for frame in trigger.frames:
        base = scorer.score(featurizer.base(trigger, frame))
        s_scores = {s: scorer.score(featurizer.end("s", trigger, frame, s, subjects)) for s in [*subjects[:MOST_OPTIONS], None]}
        o_scores = {o: scorer.score(featurizer.end("o", trigger, frame, o, objects)) for o in [*objects[:MOST_OPTIONS], None]}
        for s, o in _pairs(frame, subjects, objects):
            candidates.append(Candidate(trigger, frame, s, o))
            scores.append(base + s_scores[s] + o_scores[o] + scorer.score(featurizer.pair(trigger, frame, s, o)))
    return scorer.rank(candidates, scores)
