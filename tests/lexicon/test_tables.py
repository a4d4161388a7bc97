"""What holds over all tables of data/: they load, and every word that one table uses stands in another."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graphbuild.api import engine
from graphbuild.lexicon import Lexicon, lexicon, load, name_words, relations
from graphbuild.lexicon.entries import CATEGORIES
from graphbuild.lexicon.tables import Row, read_table
from graphbuild.resources import resource
from graphbuild.text import clean

DATA = resource("data")
TABLES = sorted(DATA.rglob("*.tsv"))

#: Prepositions that an argument slot may name, and the words that stand for other slots.
SLOTS = {"subj", "obj", "self", "-"}


@pytest.fixture(scope="module")
def lex() -> Lexicon:
    return lexicon()


def rows(pattern: str, column: str) -> list[Row]:
    return [row for path in sorted(DATA.glob(pattern)) for row in read_table(path, (column,))]


def where(row: Row) -> str:
    return f"{row.path.name}:{row.line}"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: str(path.relative_to(DATA)))
def test_every_table_is_well_formed(path: Path) -> None:
    table = list(read_table(path, ()))
    assert table
    for row in table:
        assert any(row.cells.values()), where(row)
        for column, cell in row.cells.items():
            assert not set(cell) & set("\u200e\u200f\u202a\u202b\ufeff\u00a0"), (
                f"{where(row)}: {column}: a hidden character"
            )


@pytest.mark.parametrize(
    "path",
    [p for p in TABLES if p.parent.name in ("lexicons", "actors", "relations", "frames", "cues")],
    ids=lambda p: p.name,
)
def test_every_row_names_its_source(path: Path) -> None:
    assert [where(row) for row in read_table(path, ("source",)) if not row["source"]] == []


def test_the_lexicon_is_as_large_as_promised(lex: Lexicon) -> None:
    assert len({(n, f.lemma) for f in lex.frames for n in (f.nouns or (("", ""),))}) >= 450
    assert len(relations()) >= 120
    assert {f.category for f in lex.frames} == set(CATEGORIES)
    assert len({k.slug for k in lex.known if k.type == "country"}) >= 240


def test_loading_twice_gives_the_same(lex: Lexicon) -> None:
    again = load(DATA)
    assert again.fingerprint == lex.fingerprint
    assert again.frames == lex.frames
    assert again.known == lex.known


@pytest.mark.parametrize(
    ("pattern", "column"),
    [
        ("frames/*.tsv", "id"),
        ("cues/reporting*.tsv", "id"),
        ("relations/*.tsv", "relation"),
        ("actors/countries.tsv", "iso3"),
    ],
)
def test_no_identifier_stands_twice(pattern: str, column: str) -> None:
    counts = Counter(row[column] for row in rows(pattern, column))
    assert [name for name, count in counts.items() if count > 1] == []


def test_no_slug_stands_twice() -> None:
    found = rows("actors/countries.tsv", "iso3")
    slugs = Counter(row["iso3"] for row in found)
    for pattern in ("actors/places*.tsv", "actors/organizations-*.tsv", "actors/people-*.tsv"):
        slugs.update(row["slug"] for row in rows(pattern, "slug"))
    assert [slug for slug, count in slugs.items() if count > 1] == []


def test_slugs_are_fit_for_iris() -> None:
    for pattern in ("actors/places*.tsv", "actors/organizations-*.tsv", "actors/people-*.tsv"):
        for row in rows(pattern, "slug"):
            assert row["slug"].isascii() and row["slug"].replace("-", "").isalnum(), where(row)
            assert not row["slug"].endswith("-armed-forces") or row["type"] == "military", where(row)


# ---- frames, cues, modes: their words are words of the lexicon -----------------------------------------------------------------------


def test_every_frames_lemma_is_a_verb_noun_or_adjective_of_the_lexicon(lex: Lexicon) -> None:
    verbs, nouns, adjectives = ({e.lemma for e in table} for table in (lex.verbs, lex.nouns, lex.adjectives))
    lost = []
    for frame in lex.frames:
        if "lv" in frame.pos:
            lost += [f"{frame.id}: {verb}" for verb in (v.strip() for v in frame.lemma.split("|")) if verb not in verbs]
        elif " " not in frame.lemma:
            needed = [verbs] if frame.pos & {"v", "vp", "vn", "ap", "pp"} else []
            needed += [adjectives] if "adj" in frame.pos else []
            missing = any(frame.lemma not in table for table in needed) or (
                "n" in frame.pos and not _noun(frame.lemma, nouns)
            )
            lost += [f"{frame.id}: {frame.lemma}"] if missing else []
    assert lost == []


def _noun(lemma: str, nouns: set[str]) -> bool:
    """A row of the nouns, or a verbal noun that a frame makes a noun of its own."""
    return lemma in nouns or any(
        a.pos == "noun" and a.der == "" and a.lemma == lemma for a in engine().extractor.morphology(clean(lemma))
    )


def _analysed(word: str, pos: tuple[str, ...]) -> bool:
    return any(a.pos in pos for a in engine().extractor.morphology(clean(word)))


def test_every_noun_of_a_light_verb_is_a_word(lex: Lexicon) -> None:
    lost = []
    for frame in lex.frames:
        for _, noun in frame.nouns:
            first = noun.split()[0]
            if not _analysed(first, ("noun", "adj")):
                lost.append(f"{frame.id}: {noun}")
    assert lost == []


def test_every_word_of_a_fixed_expression_is_a_word(lex: Lexicon) -> None:
    known = {p.form for p in lex.particles}
    lost = []
    for frame in lex.frames:
        if " " in frame.lemma and "lv" not in frame.pos:
            lost += [
                f"{frame.id}: {w}"
                for w in frame.lemma.split()
                if w not in known and not engine().extractor.morphology(clean(w))
            ]
    assert lost == []


def test_every_cues_lemma_is_a_word_of_the_lexicon(lex: Lexicon) -> None:
    verbs = {verb.lemma for verb in lex.verbs}
    lost = []
    for cue in lex.cues:
        if cue.pos & {"v", "vn", "ap"} and cue.lemma not in verbs:
            lost.append(f"{cue.id}: {cue.lemma}")
        if "n" in cue.pos and not all(_analysed(word, ("noun", "adj")) for word in cue.lemma.split()):
            lost.append(f"{cue.id}: {cue.lemma}")
    assert lost == []


def test_every_word_of_modality_is_a_word(lex: Lexicon) -> None:
    kinds = {"v": ("verb",), "n": ("noun",), "a": ("adj", "noun")}
    verbs = {verb.lemma for verb in lex.verbs}
    lost = []
    for mode in lex.modes:
        if mode.pos == "v" and mode.lemma not in verbs:
            lost.append(f"v {mode.lemma}")
        elif mode.pos in kinds and " " not in mode.lemma and not _analysed(mode.lemma, kinds[mode.pos]):
            lost.append(f"{mode.pos} {mode.lemma}")
    assert lost == []


# ---- relations -----------------------------------------------------------------------------------------------------------------------


def test_relations_used_are_declared_and_relations_declared_are_used(lex: Lexicon) -> None:
    assert {frame.relation for frame in lex.frames} == set(relations())


def test_inverses_and_umbrellas(lex: Lexicon) -> None:
    for relation in relations().values():
        assert relation.inverse is None or relation.inverse in relations(), relation.name
        assert set(relation.umbrellas) <= {"supports", "signed_pact_with", "in_conflict_with"}, relation.name
        assert relation.cameo.isdigit() or (relation.cameo == "-" and relation.category == "HOLDS_OFFICE"), (
            relation.name
        )
        assert relation.name.replace("_", "").isascii() and relation.name == relation.name.lower()


def test_slots_are_prepositions_of_the_language(lex: Lexicon) -> None:
    prepositions = {p.form for p in lex.particles if p.pos == "prep"} | {"ب", "ل", "ك"}
    wrong = []
    for frame in lex.frames:
        for slot in (*frame.subject, *frame.object):
            if slot not in SLOTS and slot.split()[0] not in prepositions:
                wrong.append(f"{frame.id}: {slot}")
    assert wrong == []


# ---- actors --------------------------------------------------------------------------------------------------------------------------


def test_offices_name_people_and_bodies_that_exist(lex: Lexicon) -> None:
    slugs = {known.slug for known in lex.known}
    people = {known.slug for known in lex.known if known.type == "person"}
    assert [t for t in lex.tenures if t.person not in people or t.of not in slugs] == []


def test_offices_run_forwards(lex: Lexicon) -> None:
    assert [t for t in lex.tenures if t.until and t.until <= t.since] == []


def test_what_answers_for_an_actor_exists(lex: Lexicon) -> None:
    slugs = {known.slug for known in lex.known}
    assert [k.slug for k in lex.known if k.acts_for is not None and k.acts_for not in slugs] == []
    assert [k.slug for k in lex.known if k.country is not None and k.country not in slugs] == []


def test_nobody_answers_for_himself_in_a_circle(lex: Lexicon) -> None:
    answers = {known.slug: known.acts_for for known in lex.known}
    for slug in answers:
        seen, at = set(), slug
        while at is not None:
            assert at not in seen, slug
            seen.add(at)
            at = answers.get(at)


def test_names_are_arabic_and_labels_are_english(lex: Lexicon) -> None:
    for known in lex.known:
        assert known.label_ar in known.names
        assert known.label_en and not any("\u0600" <= c <= "\u06ff" for c in known.label_en), known.slug
        assert all(any("\u0621" <= c <= "\u064a" for c in name) or name.isascii() for name in known.names), known.slug


# ---- words of names -----------------------------------------------------------------------------------------------------------------


def test_no_word_of_a_name_stands_twice_with_one_kind() -> None:
    counts = Counter((row["form"], row["kind"]) for row in rows("lexicons/names-*.tsv", "form"))
    assert [key for key, count in counts.items() if count > 1] == []


def test_words_of_personal_names_are_single_words_and_no_particles(lex: Lexicon) -> None:
    particles = {p.form for p in lex.particles}
    lost = [
        where(row)
        for row in rows("lexicons/names-people.tsv", "form")
        if " " in row["form"] or row["form"] in particles
    ]
    assert lost == []


def test_foreign_names_are_known_with_each_spelling_of_g() -> None:
    words = name_words()
    assert words["غورباتشوف"] == words["جورباتشوف"] == ("foreign-family",)
    assert words["مدريد"] == ("clubi",)
