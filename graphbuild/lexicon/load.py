"""data/ → :class:`Lexicon`: every table read, checked and frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from graphbuild.errors import DataError, UnknownNameError
from graphbuild.lexicon.entries import (
    ADJECTIVE_CLASSES,
    CATEGORIES,
    EFFECTS,
    FRAME_POS,
    NOUN_CLASSES,
    Adjective,
    Cue,
    Frame,
    Known,
    Mode,
    Noun,
    Particle,
    Short,
    Tenure,
    Verb,
)
from graphbuild.lexicon.own import with_own
from graphbuild.lexicon.tables import Row, read_table, read_tables
from graphbuild.records import ActorType, Relation
from graphbuild.resources import resource

_FORMS = (*(str(n) for n in range(1, 11)), "q1", "q2")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All knowledge of the language and its actors, as frozen tables."""

    verbs: tuple[Verb, ...]
    nouns: tuple[Noun, ...]
    adjectives: tuple[Adjective, ...]
    particles: tuple[Particle, ...]
    known: tuple[Known, ...]
    tenures: tuple[Tenure, ...]
    shorts: tuple[Short, ...]
    relations: Mapping[str, Relation]
    frames: tuple[Frame, ...]
    cues: tuple[Cue, ...]
    modes: tuple[Mode, ...]
    glosses: Mapping[str, str]
    fingerprint: str


def _verbs(folder: Path) -> Iterator[Verb]:
    seen: dict[tuple[str, str], Row] = {}
    for row in read_tables(folder, "verbs-*.tsv", ("lemma", "form", "present", "masdar", "active", "passive")):
        form = row.one_of("form", _FORMS)
        key = (row.need("lemma"), form)
        if key in seen:
            raise DataError(
                row.path, row.line, "lemma", f"{key[0]!r} stands already in {seen[key].path.name}:{seen[key].line}"
            )
        seen[key] = row
        yield Verb(key[0], form, row["present"], row.values("masdar"), row.values("active"), row.values("passive"))


def _nouns(folder: Path) -> Iterator[Noun]:
    seen: dict[tuple[str, str], Row] = {}
    for row in read_tables(folder, "nouns-*.tsv", ("lemma", "plural", "gender", "class", "flags")):
        lemma = row.need("lemma")
        cls = row.one_of("class", NOUN_CLASSES)
        first = seen.setdefault((lemma, cls), row)
        if first is not row:
            raise DataError(
                row.path,
                row.line,
                "lemma",
                f"{lemma!r} of class {cls} stands already in {first.path.name}:{first.line}",
            )
        gender = row.one_of("gender", ("m", "f"), default="m")
        yield Noun(
            lemma,
            row.values("plural"),
            gender,
            cls,
            frozenset(row["flags"].replace("|", " ").replace(",", " ").split()),
        )


def _glosses(folder: Path) -> dict[str, str]:
    """English glosses of nouns, for labels."""
    out: dict[str, str] = {}
    for row in read_tables(folder, "nouns-*.tsv", ("lemma", "gloss")):
        if row["gloss"]:
            out.setdefault(row["lemma"], row["gloss"])
    return out


def _adjectives(folder: Path) -> Iterator[Adjective]:
    for row in read_tables(folder, "adjectives-*.tsv", ("lemma", "feminine", "plural", "class")):
        yield Adjective(
            row.need("lemma"), row["feminine"], row.values("plural"), row.one_of("class", ADJECTIVE_CLASSES)
        )


def _particles(folder: Path) -> Iterator[Particle]:
    for row in read_tables(folder, "particles.tsv", ("form", "pos", "role", "flags")):
        yield Particle(row.need("form"), row.need("pos"), row["role"], frozenset(row["flags"].split()))


def _known(folder: Path, extra: Path | None) -> tuple[Known, ...]:
    known = _unique_slugs((*_countries(folder), *_places(folder), *_organizations(folder), *_people(folder)))
    return known if extra is None else with_own(known, extra)


def _names(row: Row, *columns: str) -> tuple[str, ...]:
    """The label and all other names of an actor, each once."""
    return tuple(dict.fromkeys([row.need("label_ar"), *(name for column in columns for name in row.values(column))]))


def _countries(folder: Path) -> Iterator[Known]:
    columns = ("iso3", "label_ar", "label_en", "names", "nisba", "people", "formal", "wikidata", "kind", "parent")
    for row in read_tables(folder, "countries.tsv", columns):
        kind = row.one_of("kind", ("state", "territory", "bloc", "body"))
        yield Known(
            row.need("iso3"),
            "organization" if kind in ("bloc", "body") else "country",
            kind,
            row["iso3"],
            row["label_ar"],
            row.need("label_en"),
            _names(row, "names", "formal"),
            row.values("nisba"),
            row.values("people"),
            row["parent"] or None,
            "",
            row["wikidata"] or None,
        )


def _places(folder: Path) -> Iterator[Known]:
    columns = ("slug", "country", "kind", "label_ar", "label_en", "names", "stands_for")
    for row in read_tables(folder, "places*.tsv", columns):
        yield Known(
            row.need("slug"),
            "place",
            row.need("kind"),
            row["country"] or None,
            row["label_ar"],
            row.need("label_en"),
            _names(row, "names"),
            acts_for=row["stands_for"] or None,
        )


def _organizations(folder: Path) -> Iterator[Known]:
    columns = ("slug", "type", "country", "label_ar", "label_en", "names", "nisba", "acts_for", "wikidata")
    for row in read_tables(folder, "organizations-*.tsv", columns):
        yield Known(
            row.need("slug"),
            _actor_type(row, ("organization", "military", "group")),
            "named",
            row["country"] or None,
            row["label_ar"],
            row.need("label_en"),
            _names(row, "names"),
            row.values("nisba"),
            acts_for=row["acts_for"] or None,
            wikidata=row["wikidata"] or None,
        )


def _people(folder: Path) -> Iterator[Known]:
    columns = ("slug", "label_ar", "label_en", "names", "gender", "country", "wikidata")
    for row in read_tables(folder, "people-*.tsv", columns):
        yield Known(
            row.need("slug"),
            "person",
            "named",
            row["country"] or None,
            row["label_ar"],
            row.need("label_en"),
            _names(row, "names"),
            gender=row["gender"],
            wikidata=row["wikidata"] or None,
        )


def _actor_type(row: Row, allowed: tuple[ActorType, ...]) -> ActorType:
    chosen = row.one_of("type", allowed)
    return next(kind for kind in allowed if kind == chosen)


def _unique_slugs(known: tuple[Known, ...]) -> tuple[Known, ...]:
    seen: dict[str, Known] = {}
    for entry in known:
        seen.setdefault(entry.slug, entry)
    return tuple(seen.values())


def _tenures(folder: Path) -> Iterator[Tenure]:
    for row in read_tables(folder, "offices-*.tsv", ("person", "office", "of", "from", "until")):
        yield Tenure(row.need("person"), row.need("office"), row.need("of"), row["from"], row["until"])


def _shorts(folder: Path, known: tuple[Known, ...]) -> Iterator[Short]:
    slugs = {entry.slug for entry in known}
    for row in read_tables(folder, "short*.tsv", ("word", "of", "office", "beside", "unless", "example")):
        short = Short(
            row.need("word"),
            row.need("of"),
            row["office"],
            row.values("beside"),
            row.values("unless"),
            row.need("example"),
        )
        for column, slug in (
            ("of", short.of),
            *(("beside", s) for s in short.beside),
            *(("unless", s) for s in short.unless),
        ):
            if slug not in slugs:
                raise DataError(row.path, row.line, column, f"{slug!r} is no actor of data/actors")
        yield short


def _relations(folder: Path) -> Iterator[Relation]:
    columns = ("relation", "category", "cameo", "label_ar", "label_en", "symmetric", "inverse", "umbrellas")
    for row in read_tables(folder, "*.tsv", columns):
        yield Relation(
            row.need("relation"),
            row.one_of("category", CATEGORIES),
            row["cameo"],
            row.need("label_ar"),
            row.need("label_en"),
            row["symmetric"] == "1",
            row["inverse"] or None,
            row.values("umbrellas"),
        )


def _light_nouns(cell: str) -> tuple[tuple[str, str], ...]:
    """``(عن) دعم|تأييد`` → (("عن", "دعم"), ("عن", "تأييد")); ``(في|ب)`` is either preposition."""
    prepositions = ""
    cell = cell.strip()
    if cell.startswith("("):
        prepositions, _, cell = cell[1:].partition(")")
    nouns = [noun.strip() for noun in cell.split("|") if noun.strip()]
    return tuple((preposition.strip(), noun) for preposition in prepositions.split("|") for noun in nouns)


def _frames(folder: Path, relations: Mapping[str, Relation]) -> Iterator[Frame]:
    columns = (
        "id",
        "relation",
        "lemma",
        "pos",
        "subject",
        "object",
        "complement",
        "control",
        "effect",
        "flags",
        "example",
        "expect",
    )
    seen: dict[str, Row] = {}
    for row in read_tables(folder, "*.tsv", columns):
        if row.need("id") in seen:
            raise DataError(
                row.path,
                row.line,
                "id",
                f"{row['id']!r} stands already in {seen[row['id']].path.name}:{seen[row['id']].line}",
            )
        seen[row["id"]] = row
        relation = relations.get(row.need("relation"))
        if relation is None:
            raise DataError(row.path, row.line, "relation", f"{row['relation']!r} is not a row of data/relations/")
        pos = frozenset(p.strip() for p in row.need("pos").split(","))
        if not pos <= set(FRAME_POS):
            raise DataError(
                row.path, row.line, "pos", f"{row['pos']!r}; possible, joined by commas: {', '.join(FRAME_POS)}"
            )
        lemma, _, nouns = row.need("lemma").partition("+")
        if ("lv" in pos) != bool(nouns):
            raise DataError(row.path, row.line, "lemma", "a light verb needs 'VERB + NOUN', other rows one lemma")
        yield Frame(
            row["id"],
            relation.name,
            relation.category,
            lemma.strip(),
            _light_nouns(nouns),
            pos,
            row.values("subject") or ("subj",),
            row.values("object") or ("obj",),
            row.values("complement"),
            row["control"],
            row.one_of("effect", EFFECTS),
            frozenset(row["flags"].replace("|", " ").replace(",", " ").split()),
            row["example"],
            row["expect"],
        )


def _cues(folder: Path) -> Iterator[Cue]:
    for row in read_tables(
        folder,
        "reporting*.tsv",
        ("id", "lemma", "pos", "stance", "factuality", "distance", "complement", "example", "expect"),
    ):
        yield Cue(
            row.need("id"),
            row.need("lemma"),
            frozenset(p.strip() for p in row.need("pos").replace("|", ",").split(",")),
            row.one_of("stance", ("asserts", "denies", "doubts")),
            row["factuality"],
            row.values("complement"),
            row["example"],
            row["expect"],
            row["distance"] == "1",
        )


def _modes(folder: Path) -> Iterator[Mode]:
    for row in read_tables(folder, "modality*.tsv", ("lemma", "pos", "status", "example")):
        yield Mode(
            row.need("lemma"),
            row.one_of("pos", ("v", "n", "a", "p")),
            row.one_of("status", ("planned", "possible", "negated")),
            row["example"],
        )


def _fingerprint(folder: Path, extra: Path | None) -> str:
    digest = hashlib.sha256()
    for path in [*sorted(folder.rglob("*.tsv")), *sorted(folder.glob("models/*")), *([extra] if extra else [])]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def load(folder: Path, *, actors: Path | None = None) -> Lexicon:
    """Read all tables of a data folder, and the user's own actors, if any.

    Raises:
        DataError: a bad row, with file, line and column.
    """
    relations = MappingProxyType({r.name: r for r in _relations(folder / "relations")})
    known = _known(folder / "actors", actors)
    return Lexicon(
        tuple(_verbs(folder / "lexicons")),
        tuple(_nouns(folder / "lexicons")),
        tuple(_adjectives(folder / "lexicons")),
        tuple(_particles(folder / "lexicons")),
        known,
        tuple(_tenures(folder / "actors")),
        tuple(_shorts(folder / "actors", known)),
        relations,
        tuple(_frames(folder / "frames", relations)),
        tuple(_cues(folder / "cues")),
        tuple(_modes(folder / "cues")),
        MappingProxyType(_glosses(folder / "lexicons")),
        _fingerprint(folder, actors),
    )


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that ships, loaded once."""
    return load(resource("data"))


@lru_cache(maxsize=1)
def relations() -> Mapping[str, Relation]:
    """The leaf relations alone, by name, without loading the rest."""
    return MappingProxyType({r.name: r for r in _relations(resource("data") / "relations")})


@cache
def closed_class(name: str) -> frozenset[str]:
    """The words of a closed class (data/lexicons/closed-classes.tsv).

    Raises:
        UnknownNameError: no such class.
    """
    table = _closed_classes()
    if name not in table:
        raise UnknownNameError("closed class", name, table)
    return table[name]


@lru_cache(maxsize=1)
def _closed_classes() -> Mapping[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in read_table(resource("data", "lexicons", "closed-classes.tsv"), ("class", "form", "gloss", "source")):
        out.setdefault(row.need("class"), set()).add(row.need("form"))
    return MappingProxyType({name: frozenset(forms) for name, forms in out.items()})
