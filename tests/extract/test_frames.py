"""Every frame of data/frames has an example; it is read, and what must come out is compared.

*Exactly right*: the frame's own relation between the two ends that ``expect`` names, once, and no other relation of its category. The share
has a floor that only rises; single frames may fail. ``GRAPHBUILD_REPORTS=FOLDER`` writes the failures to FOLDER/frames.txt.
"""

from __future__ import annotations

from graphbuild.api import engine
from graphbuild.lexicon import Frame
from graphbuild.records import Article, Claim
from tests.extract.judge import above_floor, in_words, names


def _verdict(frame: Frame, claims: list[Claim]) -> str:
    subject, _, object_ = (part.strip() for part in frame.expect.partition(">"))
    same = [c for c in claims if c.category == frame.category]
    right = [c for c in same if names(c.subject, subject) and names(c.object, object_)]
    exact = [c for c in right if c.relation == frame.relation]
    if len(exact) == 1 and len(same) == 1:
        return "exact"
    return "more" if exact else "relation" if right else "ends" if same else "category" if claims else "nothing"


def test_examples_come_out_exactly_right() -> None:
    frames = engine().lexicon.frames
    failures, exact = [], 0
    for frame in frames:
        claims = list(engine().read(Article(frame.id, frame.example)).claims)
        verdict = _verdict(frame, claims)
        if verdict == "exact":
            exact += 1
        else:
            got = "; ".join(in_words(claim) for claim in claims) or "nothing"
            failures.append(f"{verdict}\t{frame.id}\t{frame.relation}\t{frame.example}\twant {frame.expect}\tgot {got}")
    above_floor("frames", exact / len(frames), sorted(failures))


def test_every_frame_has_an_example_and_what_it_must_give() -> None:
    frames = engine().lexicon.frames
    assert len(frames) >= 1000
    assert [f.id for f in frames if not f.example or f.expect.count(">") != 1] == []


def test_expected_words_stand_in_the_example() -> None:
    wrong = []
    for frame in engine().lexicon.frames:
        for words in frame.expect.split(">"):
            bare = words.strip().removeprefix("ال")
            if bare != "-" and bare not in frame.example:
                wrong.append(f"{frame.id}: {words.strip()!r} does not stand in {frame.example!r}")
    assert wrong == []
