"""Leaving mechanisms out: each patch finds what it leaves out, and without a model the order of preference decides."""

from __future__ import annotations

import pytest

from graphbuild.api import engine
from graphbuild.evaluate.ablation import LEFT_OUT
from graphbuild.records import Article


def told(text: str) -> set[tuple[str, str, str]]:
    claims = engine().read(Article("1", text)).claims
    return {(c.category, c.subject.text if c.subject else "-", c.object.text if c.object else "-") for c in claims}


@pytest.mark.parametrize("what", LEFT_OUT)
def test_every_mechanism_can_be_left_out_and_comes_back(what: str) -> None:
    before = told("قصفت روسيا كييف.")
    with LEFT_OUT[what](engine()):
        assert told("قصفت روسيا كييف.") == {("ASSAULT", "روسيا", "كييف")}
    assert told("قصفت روسيا كييف.") == before


def test_what_is_left_out_is_missing() -> None:
    shared = "وصل بايدن إلى وارسو في ساعة مبكرة من صباح أمس، وهدد روسيا."
    wanted = ("THREATEN", "بايدن", "روسيا")
    assert wanted in told(shared)
    with (
        LEFT_OUT["subjects shared by coordinated verbs"](engine()),
        LEFT_OUT["actors of the rest of the sentence"](engine()),
    ):
        assert wanted not in told(shared)
