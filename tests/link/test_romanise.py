"""Names in Latin letters: customary spellings, known people, and rules where nothing is known."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.api import engine
from graphbuild.errors import DataError
from graphbuild.lexicon.spellings import borne, customary
from graphbuild.link.romanise import romanise
from graphbuild.records import Article
from graphbuild.resources import resource
from graphbuild.text import fold

with (Path(__file__).parent / "romanised.tsv").open(encoding="utf-8", newline="") as stream:
    NAMES = [(row["name"], row["label"]) for row in csv.DictReader(stream, delimiter="\t")]
romanise("")  # loads its tables, so that no example of a property pays for them
TABLE = resource("data", "lexicons", "romanised.tsv")


@pytest.mark.parametrize(("name", "label"), NAMES, ids=[f"{n}-{label}" for n, (_, label) in enumerate(NAMES)])
def test_a_readable_label_for_those_whom_data_lacks(name: str, label: str) -> None:
    assert romanise(name) == label


def test_there_are_a_hundred_names_each_once() -> None:
    assert len({name for name, _ in NAMES}) == len(NAMES) >= 100


def test_each_row_of_the_table_is_its_own_example() -> None:
    with TABLE.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert len(rows) >= 500
    wrong = {row["form"]: romanise(row["form"]) for row in rows if romanise(row["form"]) != row["latin"]}
    assert wrong == {}


def test_no_row_has_what_newspapers_do_not_write() -> None:
    for spelling in customary(TABLE).values():
        assert re.fullmatch("[A-Za-z-]+", spelling.latin), spelling


def test_a_word_that_stands_twice_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "names.tsv"
    table.write_text("form\tlatin\tkind\tsource\nأحمد\tAhmed\tgiven\town\nاحمد\tAhmad\tgiven\town\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"names\.tsv:3: .*stands already in line 2"):
        customary(table)
    table.write_text("form\tlatin\tkind\tsource\nأحمد\tAhmed\tnick\town\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"names\.tsv:2: column 'kind': .*surname"):
        customary(table)


def test_known_people_show_how_their_names_are_spelled() -> None:
    spelled = borne(engine().lexicon.known)
    assert spelled[fold("بوتين")] == "Putin"
    assert spelled[fold("أوباما")] == "Obama"


@given(st.text(max_size=30))
def test_any_text_has_a_label(text: str) -> None:
    assert romanise(text) == romanise(f" {text} ")


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةىؤئ", min_size=1, max_size=9))
def test_any_word_comes_out_without_arabic_letters_and_speakable(word: str) -> None:
    label = romanise(f"زيد {word}").removeprefix("Zaid")
    assert not re.search("[\u0600-\u06ff]", label), label
    if fold(word) not in {fold(w) for name, _ in NAMES for w in name.split()}:
        assert not re.search("[bcdfghjklmnpqrstvz]{7}", label), label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("قال مسؤولون أتراك إن روسيا قصفت كييف.", "officials (Turkey)"),
        ("انتقدت الخارجية التركية قصف كييف.", "foreign ministry (Turkey)"),
        ("انتقدت وزارة الخارجية التركية قصف كييف.", "foreign ministry (Turkey)"),
        ("انتقدت وزارة المالية التركية قصف كييف.", "ministry of finance (Turkey)"),
        ("قصفت روسيا قرى أوكرانية وانتقد ذلك وزير المالية اليوناني.", "minister of finance (Greece)"),
    ],
)
def test_who_is_only_described_has_a_label_without_notes_of_the_lexicon(text: str, label: str) -> None:
    assert label in {actor.label_en for actor in engine().read(Article("1", text)).actors}


def test_a_preposition_that_swallowed_the_article_is_no_part_of_a_label() -> None:
    actors = engine().read(Article("1", "قدمت فرنسا مساعدات للشعب اليمني.")).actors
    assert "الشعب اليمني" in {actor.label_ar for actor in actors}
