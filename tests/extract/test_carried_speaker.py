"""A speaker of the sentence before goes on speaking, also by way of a second word of speech; his words are not looked for
in the new sentence."""

from __future__ import annotations

from graphbuild.api import engine
from graphbuild.pipeline import whole
from graphbuild.records import Article


def test_second_word_of_speech_keeps_the_carried_speaker() -> None:
    text = "قال الناطق باسم وزارة الخارجية الروسية إن كييف قصفت بلدة. وأضاف أن أوكرانيا هاجمت روسيا، مؤكدا أن كييف قصفت موسكو."
    steps = engine().extractor.steps(whole(Article("1", text)))
    carried = [report for report in steps[1].reports if report.carried]

    assert len(carried) == 2
    assert {report.source for report in carried} == {steps[0].reports[0].source}
    said = [claim for claim in engine().read(Article("1", text)).claims if claim.attributions]
    assert said
    assert all("الناطق" in claim.attributions[0].source.text for claim in said)
