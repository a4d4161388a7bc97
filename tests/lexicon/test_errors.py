"""A bad row is an error with file, line and column: one case for each kind of mistake, in a small data folder of its own."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphbuild.errors import DataError
from graphbuild.lexicon import load
from graphbuild.lexicon.tables import read_table

VERBS = "lemma\tform\tpresent\tmasdar\tactive\tpassive\tgloss\tsource"
NOUNS = "lemma\tplural\tgender\tclass\tflags\texample\tgloss\tsource"
FRAMES = "id\trelation\tlemma\tpos\tsubject\tobject\tcomplement\tcontrol\teffect\tflags\texample\texpect\tgloss\tsource"
CUES = "id\tlemma\tpos\tstance\tfactuality\tdistance\tcomplement\texample\texpect\tgloss\tsource"
COUNTRIES = "iso3\tlabel_ar\tlabel_en\tnames\tnisba\tpeople\tformal\twikidata\tkind\tparent\tsource"

#: A whole data folder in miniature; every case spoils one file of it.
GOOD: Mapping[str, tuple[str, ...]] = {
    "lexicons/verbs-a.tsv": (VERBS, "قصف\t1\tيقصف\tقصف\t\t\tbomb\town"),
    "lexicons/nouns-a.tsv": (NOUNS, "جندي\tجنود\tm\tperson\t\t\tsoldier\town"),
    "lexicons/adjectives-a.tsv": ("lemma\tfeminine\tplural\tclass\tgloss\tsource", "جديد\t\tجدد\tquality\tnew\town"),
    "lexicons/particles.tsv": ("form\tpos\trole\tflags\tgloss\tsource", "في\tprep\t\t\tin\town"),
    "actors/countries.tsv": (COUNTRIES, "RUS\tروسيا\tRussia\tروسيا\tروسي\t\t\tQ159\tstate\t\town"),
    "actors/places.tsv": ("slug\tcountry\tkind\tlabel_ar\tlabel_en\tnames\tstands_for\tsource", "moscow\tRUS\tcapital\tموسكو\tMoscow\tموسكو\tRUS\town"),
    "actors/organizations-a.tsv": (
        "slug\ttype\tcountry\tlabel_ar\tlabel_en\tnames\tnisba\tacts_for\twikidata\tsource", "kremlin\torganization\tRUS\tالكرملين\tKremlin\tالكرملين\t\tRUS\t\town",
    ),
    "actors/people-a.tsv": ("slug\tlabel_ar\tlabel_en\tnames\tgender\tcountry\twikidata\tsource", "putin\tبوتين\tPutin\tبوتين\tm\tRUS\t\town"),
    "actors/offices-a.tsv": ("person\toffice\tof\tfrom\tuntil\texample_title\tsource", "putin\tرئيس\tRUS\t2012-05-07\t\t\town"),
    "actors/short.tsv": ("word\tof\toffice\tbeside\tunless\texample\tsource", "القصر\tkremlin\t\tRUS\t\tقصف القصر كييف.\town"),
    "relations/a.tsv": (
        "relation\tcategory\tcameo\tlabel_ar\tlabel_en\tsymmetric\tinverse\tumbrellas\tcomment_ar\tcomment_en\tsource", "bombs\tASSAULT\t190\tيقصف\tbombs\t\t\t\t\t\town",
    ),
    "frames/a.tsv": (FRAMES, "assault-01\tbombs\tقصف\tv,vn\t\tobj\t\t\t\t\tقصفت روسيا كييف.\tروسيا > كييف\tbombed\town"),
    "cues/reporting.tsv": (CUES, "report-1\tقصف\tv\tasserts\tCT+\t\tأن\t\t\tsay\town"),
    "cues/modality.tsv": ("lemma\tpos\tstatus\texample\tgloss\tsource", "قصف\tv\tplanned\t\t\town"),
}  # fmt: skip


def write(folder: Path, files: Mapping[str, tuple[str, ...]]) -> Path:
    for name, lines in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_the_small_folder_loads(tmp_path: Path) -> None:
    lexicon = load(write(tmp_path, GOOD))
    assert [
        len(t)
        for t in (
            lexicon.verbs,
            lexicon.nouns,
            lexicon.adjectives,
            lexicon.particles,
            lexicon.frames,
            lexicon.cues,
            lexicon.modes,
            lexicon.tenures,
        )
    ] == [1] * 8
    assert {known.slug for known in lexicon.known} == {"RUS", "moscow", "kremlin", "putin"}


def cell(name: str, column: str, value: str) -> tuple[str, tuple[str, ...]]:
    """A file of the small folder with one cell of its row changed."""
    header, row = GOOD[name]
    cells = row.split("\t")
    cells[header.split("\t").index(column)] = value
    return name, (header, "\t".join(cells))


def twice(name: str) -> tuple[str, tuple[str, ...]]:
    header, row = GOOD[name]
    return name, (header, row, "# a comment", row)


BAD: Mapping[str, tuple[tuple[str, tuple[str, ...]], int, str, str]] = {
    "verb without lemma": (cell("lexicons/verbs-a.tsv", "lemma", ""), 2, "lemma", "empty"),
    "verb form unknown": (cell("lexicons/verbs-a.tsv", "form", "11"), 2, "form", "q1"),
    "verb twice": (twice("lexicons/verbs-a.tsv"), 4, "lemma", "verbs-a.tsv:2"),
    "noun without lemma": (cell("lexicons/nouns-a.tsv", "lemma", ""), 2, "lemma", "empty"),
    "noun class unknown": (cell("lexicons/nouns-a.tsv", "class", "thing"), 2, "class", "office"),
    "noun gender unknown": (cell("lexicons/nouns-a.tsv", "gender", "x"), 2, "gender", "m, f"),
    "noun twice in one class": (twice("lexicons/nouns-a.tsv"), 4, "lemma", "nouns-a.tsv:2"),
    "adjective class unknown": (cell("lexicons/adjectives-a.tsv", "class", "x"), 2, "class", "relational"),
    "particle without part of speech": (cell("lexicons/particles.tsv", "pos", ""), 2, "pos", "empty"),
    "country without English label": (cell("actors/countries.tsv", "label_en", ""), 2, "label_en", "empty"),
    "country of unknown kind": (cell("actors/countries.tsv", "kind", "kingdom"), 2, "kind", "territory"),
    "place without slug": (cell("actors/places.tsv", "slug", ""), 2, "slug", "empty"),
    "place without kind": (cell("actors/places.tsv", "kind", ""), 2, "kind", "empty"),
    "organization of unknown type": (cell("actors/organizations-a.tsv", "type", "club"), 2, "type", "military"),
    "person without Arabic label": (cell("actors/people-a.tsv", "label_ar", ""), 2, "label_ar", "empty"),
    "office without person": (cell("actors/offices-a.tsv", "person", ""), 2, "person", "empty"),
    "office of nothing": (cell("actors/offices-a.tsv", "of", ""), 2, "of", "empty"),
    "word alone for nobody": (cell("actors/short.tsv", "of", "palace"), 2, "of", "data/actors"),
    "word alone beside no state": (cell("actors/short.tsv", "beside", "RUS|ROS"), 2, "beside", "data/actors"),
    "relation of unknown category": (cell("relations/a.tsv", "category", "FIGHT"), 2, "category", "ASSAULT"),
    "relation without label": (cell("relations/a.tsv", "label_ar", ""), 2, "label_ar", "empty"),
    "frame of unknown relation": (cell("frames/a.tsv", "relation", "hits"), 2, "relation", "data/relations"),
    "frame of unknown part of speech": (cell("frames/a.tsv", "pos", "v,x"), 2, "pos", "lv"),
    "frame with unknown effect": (cell("frames/a.tsv", "effect", "maybe"), 2, "effect", "denies"),
    "light verb without noun": (cell("frames/a.tsv", "pos", "lv"), 2, "lemma", "VERB + NOUN"),
    "plain verb with noun": (cell("frames/a.tsv", "lemma", "شن + هجوم"), 2, "lemma", "one lemma"),
    "frame twice": (twice("frames/a.tsv"), 4, "id", "a.tsv:2"),
    "cue of unknown stance": (cell("cues/reporting.tsv", "stance", "says"), 2, "stance", "asserts"),
    "cue without lemma": (cell("cues/reporting.tsv", "lemma", ""), 2, "lemma", "empty"),
    "mode of unknown status": (cell("cues/modality.tsv", "status", "soon"), 2, "status", "planned"),
    "mode of unknown part of speech": (cell("cues/modality.tsv", "pos", "x"), 2, "pos", "v, n, a, p"),
    "column missing": (("cues/modality.tsv", ("lemma\tpos", "قصف\tv")), 1, "status", "the header lacks it"),
    "too many cells": (("cues/modality.tsv", (*GOOD["cues/modality.tsv"], "أ\tv\tplanned\t\t\town\tmore")), 3, "-", "7 cells, the header names 6"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_says_where_and_what(tmp_path: Path, case: str) -> None:
    (name, lines), line, column, words = BAD[case]
    write(tmp_path, {**GOOD, name: lines})
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    error = caught.value
    assert (Path(error.path).name, error.line, error.column) == (Path(name).name, line, column)
    assert words in str(error)
    assert str(error).startswith(f"{tmp_path / name}:{line}: column {column!r}: ")
    assert "\n" not in str(error)


def test_comments_and_empty_lines_count_as_lines(tmp_path: Path) -> None:
    header, row = GOOD["lexicons/verbs-a.tsv"]
    write(
        tmp_path,
        {**GOOD, "lexicons/verbs-a.tsv": ("# heading", "", header, "# verbs", row, "", row.replace("\t1\t", "\t12\t"))},
    )
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert caught.value.line == 7


def test_not_utf8(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "lexicons" / "verbs-a.tsv").write_bytes(VERBS.encode() + b"\n\xd3\xe1\xc7\n")
    with pytest.raises(DataError, match="not UTF-8") as caught:
        load(tmp_path)
    assert "save the file as UTF-8" in str(caught.value)


def test_windows_line_ends_and_a_byte_order_mark_are_taken(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    path = tmp_path / "lexicons" / "verbs-a.tsv"
    path.write_bytes(("\ufeff" + "\r\n".join(GOOD["lexicons/verbs-a.tsv"]) + "\r\n").encode())
    assert [verb.lemma for verb in load(tmp_path).verbs] == ["قصف"]


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "empty.tsv"
    path.write_text("", encoding="utf-8")
    assert list(read_table(path, ("lemma",))) == []


USERS = "slug\ttype\tlabel_ar\tlabel_en\tnames\tcountry\tacts_for"

#: What is wrong with a row of the user's own → the row, the column, words of the message.
BAD_OWN = {
    "no slug": ("\tperson\tعمر\tA\tعمر\t\t", "slug", "is empty"),
    "slug that makes no identifier": ("My Party\tgroup\tحزبي\tA\tحزبي\t\t", "slug", "as in my-party"),
    "slug of a hash": ("x-1\tgroup\tحزبي\tA\tحزبي\t\t", "slug", "not x-"),
    "unknown type": ("a\tdeity\tعمر\tA\tعمر\t\t", "type", "person, organization"),
    "no label": ("a\tperson\t\tA\tعمر\t\t", "label_ar", "is empty"),
    "English label in Arabic": ("a\tperson\tعمر\tعمر\tعمر\t\t", "label_en", "in Arabic letters"),
    "name of one letter": ("a\tperson\tعمر\tA\tعمر|ع\t\t", "names", "too short"),
    "label of marks": ("a\tperson\t«»\tA\tعمر\t\t", "label_ar", "too short"),
    "hidden character": ("a\tperson\tعمر\tA\tعمر\u200f\t\t", "names", "hidden character"),
    "unknown state": ("a\tperson\tعمر\tA\tعمر\tRUZ\t", "country", "do you mean 'RUS'"),
    "a name for a state": ("a\tperson\tعمر\tA\tعمر\tروسيا\t", "country", "no code of a state or bloc"),
    "unknown body": ("a\tperson\tعمر\tA\tعمر\t\tmy-pary", "acts_for", "do you mean 'my-party'"),
    "answers for itself": ("a\tgroup\tحزبي\tA\tحزبي\t\ta", "acts_for", "leave the cell empty"),
    "slug twice": ("my-party\tgroup\tحزبي\tA\tحزبي\t\t", "slug", "stands already in line 2"),
    "another type than in data": ("RUS\tperson\tروسيا\tA\tروسيا\t\t", "type", "is a country in data/actors"),
    "too many cells": ("a\tgroup\tحزبي\tA\tحزبي\t\t\tmore", "-", "8 cells, the header names 7"),
}  # fmt: skip


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
@pytest.mark.parametrize("case", BAD_OWN)
def test_a_users_own_actors_are_checked_row_by_row(tmp_path: Path, case: str, separator: str) -> None:
    write(tmp_path, GOOD)
    row, column, words = BAD_OWN[case]
    own = tmp_path / "mine.csv"
    good = "my-party\torganization\tحزبي\tMy Party\tحزبي|الحزب\tRUS\t"
    own.write_text(f"{USERS}\n{good}\n\n{row}\n".replace("\t", separator), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(tmp_path, actors=own)
    assert (caught.value.path, caught.value.line, caught.value.column) == (str(own), 4, column)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "no header"),
        (b"slug,type,label_ar\n", 1, "the header lacks it"),
        ("slug;type;label_ar\na;person;عمر\n".encode(), 1, "the header lacks it"),
        (USERS.encode("utf-16"), 1, "not UTF-8"),
        (USERS.replace("\t", ",").encode() + b'\na,group,"b,c,,,\n', 2, "quotation marks"),
    ],
)
def test_a_file_of_ones_own_that_is_no_table_is_told(tmp_path: Path, content: bytes, line: int, words: str) -> None:
    write(tmp_path, GOOD)
    own = tmp_path / "mine.csv"
    own.write_bytes(content)
    with pytest.raises(DataError, match=words) as caught:
        load(tmp_path, actors=own)
    assert (caught.value.path, caught.value.line) == (str(own), line)


def test_a_file_of_ones_own_that_is_not_there_is_told(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    with pytest.raises(DataError, match="cannot be read: No such file"):
        load(tmp_path, actors=tmp_path / "none.csv")


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_a_users_own_actors_may_come_from_a_spreadsheet(tmp_path: Path, separator: str) -> None:
    write(tmp_path, GOOD)
    own = tmp_path / "mine.csv"
    rows = [
        USERS.split("\t"),
        ["# mine", "", "", "", "", "", ""],
        ["my-party", "group", 'حزب "المستقبل"', "Future, the", "حزب المستقبل", "RUS", "", "", ""],
        ["my-wing", "military", "جناح المستقبل", "", "", "", "my-party"],
    ]
    with own.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=separator).writerows(rows)
    mine = {known.slug: known for known in load(tmp_path, actors=own).known if known.slug.startswith("my-")}
    assert mine["my-party"].names == ('حزب "المستقبل"', "حزب المستقبل")
    assert mine["my-party"].label_en == "Future, the"
    assert (mine["my-wing"].acts_for, mine["my-wing"].label_en) == ("my-party", "my-wing")


def test_a_row_with_a_slug_of_data_gives_that_actor_more_names(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    before = {known.slug: known for known in load(tmp_path).known}
    own = tmp_path / "mine.tsv"
    own.write_text(f"{USERS}\nRUS\tcountry\tروسيا\t\tبلاد الروس\t\t\n", encoding="utf-8")
    after = {known.slug: known for known in load(tmp_path, actors=own).known}
    assert after["RUS"].names == (*before["RUS"].names, "بلاد الروس")
    assert after["RUS"].label_en == before["RUS"].label_en
    assert list(after) == list(before)


def test_a_users_own_actors_are_known_and_change_the_fingerprint(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    own = tmp_path / "mine.tsv"
    own.write_text(f"{USERS}\nmy-party\torganization\tحزبي\tMy Party\tحزبي|الحزب\tRUS\t\n", encoding="utf-8")
    lexicon = load(tmp_path, actors=own)
    mine = next(known for known in lexicon.known if known.slug == "my-party")
    assert (mine.type, mine.names, mine.country) == ("organization", ("حزبي", "الحزب"), "RUS")
    assert lexicon.fingerprint != load(tmp_path).fingerprint
