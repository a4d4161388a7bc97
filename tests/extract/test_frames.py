"""Every frame of data/frames has an example; it is read, and what must come out is compared.

*Exactly right*: the frame's own relation between the two ends that ``expect`` names, once, and no other relation of its category. The share
has a floor that only rises; single frames may fail. ``GRAPHBUILD_REPORTS=FOLDER`` writes the failures to FOLDER/frames.txt.
"""

from __future__ import annotations

from graphbuild.api import engine
from graphbuild.lexicon import Frame
from graphbuild.records import Article, Claim
from tests.extract.judge import above_floor, in_words, names


def _wanted(frame: Frame) -> list[tuple[str, str]]:
    """``A > B|A > C``: the ends of each claim that the example must give."""
    pairs = [one.partition(">") for one in frame.expect.split("|")]
    return [(subject.strip(), object_.strip()) for subject, _, object_ in pairs]


def _verdict(frame: Frame, claims: list[Claim]) -> str:
    wanted = _wanted(frame)
    same = [c for c in claims if c.category == frame.category]
    right = [[c for c in same if names(c.subject, s) and names(c.object, o)] for s, o in wanted]
    exact = [[c for c in some if c.relation == frame.relation] for some in right]
    if all(len(some) == 1 for some in exact) and len(same) == len(wanted):
        return "exact"
    if all(exact):
        return "more"
    return "relation" if all(right) else "ends" if same else "category" if claims else "nothing"


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
    assert [f.id for f in frames if not f.example or not all(s and o for s, o in _wanted(f))] == []


def test_expected_words_stand_in_the_example() -> None:
    wrong = []
    for frame in engine().lexicon.frames:
        for words in (end for pair in _wanted(frame) for end in pair):
            bare = words.removeprefix("ال")
            if bare != "-" and bare not in frame.example:
                wrong.append(f"{frame.id}: {words!r} does not stand in {frame.example!r}")
    assert wrong == []
