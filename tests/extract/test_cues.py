"""Every cue of data/cues has an example; its source must be found as the source of something said.

The share has a floor that only rises. ``GRAPHBUILD_REPORTS=FOLDER`` writes the failures to FOLDER/cues.txt.
"""

from __future__ import annotations

from graphbuild.api import engine
from graphbuild.evaluate.matching import covers, words_of
from graphbuild.records import Article
from tests.extract.judge import above_floor, in_words


def test_sources_of_the_examples_are_found() -> None:
    cues = [cue for cue in engine().lexicon.cues if cue.example and cue.expect]
    failures = []
    for cue in cues:
        claims = engine().read(Article(cue.id, cue.example)).claims
        wanted = words_of(cue.expect)
        said = [(a.stance, words_of(a.source.text)) for claim in claims for a in claim.attributions]
        if not any(stance == cue.stance and (covers(words, wanted) or covers(wanted, words)) for stance, words in said):
            got = "; ".join(in_words(claim) for claim in claims) or "nothing"
            failures.append(f"{cue.id}\t{cue.example}\twant {cue.expect} {cue.stance}\tgot {got}")
    above_floor("cues", 1 - len(failures) / len(cues), failures)


def test_every_cue_has_an_example() -> None:
    assert [cue.id for cue in engine().lexicon.cues if not cue.example] == []
