"""Forms of words (tests/arabic/forms.tsv): each must have the analysis that its row describes.

An empty cell is not compared (``clitics`` always is). Unvowelled spelling leaves some things open: the voice ``?`` may be active or passive, a
``part`` may be either participle.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graphbuild.api import engine
from graphbuild.arabic.morphology import Analysis
from graphbuild.text import clean

with (Path(__file__).parent / "forms.tsv").open(encoding="utf-8", newline="") as _stream:
    FORMS = list(csv.DictReader(_stream, delimiter="\t"))

#: Words whose analysis is known to be wrong, with the reason; each must still be.
KNOWN_FAILURES = {"قادة": "a broken plural that ends in ta marbuta is taken for a feminine"}
_OPEN = {"?": {"a", "p"}, "part": {"ap", "pp"}}


def clitics(analysis: Analysis) -> str:
    """The clitics in one string: ``w+b+al+`` before, ``+3ms`` after."""
    before = (analysis.conj, "s" if analysis.future else "", analysis.prep, "al" if analysis.article else "")
    return "".join(f"{one}+" for one in before if one) + (f"+{analysis.pronoun}" if analysis.pronoun else "")


def fits(row: dict[str, str], analysis: Analysis) -> bool:
    found = {name: getattr(analysis, name) for name in ("pos", "lemma", "der", "asp", "vox", "gen", "num")}
    same = all(
        not row[name] or row[name] == value or row[name] in _OPEN.get(value, ()) for name, value in found.items()
    )
    return same and clitics(analysis) == row["clitics"]


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row["word"])
def test_form(row: dict[str, str], request: pytest.FixtureRequest) -> None:
    if row["word"] in KNOWN_FAILURES:
        request.applymarker(pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[row["word"]]))
    analyses = engine().extractor.morphology(clean(row["word"]))
    assert any(fits(row, a) for a in analyses), f"{row['word']} ({row['gloss']}): {analyses}"


def test_the_table_covers_what_it_should() -> None:
    groups = {row["group"] for row in FORMS}
    assert len(FORMS) >= 150
    assert len({row["word"] for row in FORMS}) == len(FORMS)
    assert {f"form {n}" for n in ("II", "III", "IV", "V", "VI", "VII", "VIII", "X")} <= groups
    assert {
        "passive",
        "active participles",
        "passive participles",
        "broken plurals",
        "nisba",
        "clitics",
        "hollow verbs",
        "defective verbs",
    } <= groups


@pytest.mark.parametrize("word", ["كفف", "ززز", "ابتثج", "وو", "ال", "لل"])
def test_what_is_no_word_of_ours_has_no_verb_or_noun(word: str) -> None:
    assert [a for a in engine().extractor.morphology(word) if a.lemma == word] == []


def test_careful_spelling_tells_ta_marbuta_from_ha() -> None:
    """ "his support" is not read as a feminine, and a final ya is not alef maksura."""
    found = engine().extractor.morphology("دعمه")
    assert all(a.pronoun == "3ms" for a in found)
    careless = engine().extractor.morphology("احتلال")
    assert any(a.lemma == "احتلّ" for a in careless)


def test_each_word_is_looked_up_once() -> None:
    morphology = engine().extractor.morphology
    assert morphology("وستوقع") is morphology("وستوقع")
