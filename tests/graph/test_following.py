"""What follows from a change, reckoned from what the change touched, is what follows from the whole graph."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuild import vocab as v
from graphbuild.graph import derived, following
from graphbuild.graph.oxigraph import OxigraphStore
from graphbuild.graph.review import decide
from graphbuild.graph.store import open_store
from graphbuild.iris import BASE
from graphbuild.records import Reading

from .readings import KNOWLEDGE, RELATIONS, Says, accusation, corpus, desk, no_pact, strike, variants, wire


def _spelt(identifier: str, actor: str, relation: str = "meets") -> Reading:
    """One claim of somebody whose name is spelt in a way of its own."""
    text = "التقى زيلنسكي فلاديمير بوتين في موسكو أمس"
    d = desk(identifier, text, date="2024-10-21", publisher=f"صحيفة {identifier}")
    d.say(relation, (actor, "زيلنسكي"), ("actor/vladimir-putin", "فلاديمير بوتين"), "التقى")
    return d.reading()


def _untold() -> Reading:
    """A claim without an object, by one whose name is spelt in two ways, and a source that nobody names."""
    d = desk("u1", "قالت مصادر إن زيلنسكي التقى", date="2024-10-22", publisher="القلم")
    d.say("meets", ("actor/x-zelenski", "زيلنسكي"), None, "التقى", Says(None, "asserts", "قالت", "مصادر"))
    return d.reading()


def _renamed(reading: Reading) -> Reading:
    """The same article, whose actors have other labels, countries and spelling keys."""
    actors = tuple(
        replace(
            a, label_ar=f"ا {a.label_ar}", country="QQQ", name_key=None if a.id.startswith("actor/x-") else a.name_key
        )
        for a in reading.actors
    )
    return replace(reading, article=replace(reading.article, title="أسماء أخرى"), actors=actors)


_POOL: list[Callable[[], Reading]] = [
    accusation, no_pact, strike, variants, _untold, *(lambda n=n: wire()[n] for n in range(3)),
    lambda: _spelt("s1", "actor/volodymyr-zelensky"), lambda: _spelt("s2", "actor/x-zelenski", "accuses"),
    lambda: _spelt("s3", "actor/x-zelenski"), lambda: _spelt("s4", "actor/x-zelensky", "accuses"),
]  # fmt: skip
_STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "rename", "remove", "judge"]), st.integers(0, len(_POOL) - 1)),
    min_size=2,
    max_size=8,
)


@pytest.fixture
def never_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few articles there are, only what a change touched is looked at."""
    monkeypatch.setattr(following, "MOST_OF_ALL", math.inf)


def _lines(store: OxigraphStore) -> list[str]:
    return [str(q) for q in store.quads()]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=_STEPS, begun=st.booleans())
def test_after_any_sequence_it_is_what_follows_from_everything(
    tmp_path_factory: pytest.TempPathFactory, never_whole: None, steps: list[tuple[str, int]], begun: bool
) -> None:
    """After each step, reckoning everything anew changes nothing."""
    with open_store(
        tmp_path_factory.mktemp("steps") / "graph", create=True, relations=RELATIONS, knowledge=KNOWLEDGE
    ) as store:
        store.add(corpus() if begun else [accusation()])
        for step, index in steps:
            reading = _POOL[index]()
            if step == "remove":
                if store.stats()["articles"] and any(reading.article.id == i for i in _ids(store)):
                    store.remove([reading.article.id])
            elif step == "judge":
                store.judge(dict.fromkeys(sorted(_mentions(store))[index : index + 1], v.REJECTED))
            else:
                store.add([_renamed(reading) if step == "rename" else reading])
            after = _lines(store)
            store.refresh()
            assert after == _lines(store)


def _ids(store: OxigraphStore) -> Iterator[str]:
    suffix = f"<{v.DCTERMS}identifier>"
    return (q.object[1:-1] for q in store.quads() if q.predicate == suffix)


def _mentions(store: OxigraphStore) -> set[str]:
    return {q.subject[1:-1] for q in store.quads() if q.predicate == f"<{v.OF_PROPOSITION}>"}


def test_a_shared_proposition_stays_while_one_needs_it(tmp_path: Path, never_whole: None) -> None:
    """What two spellings' propositions have in common, and nobody said in the usual spelling, goes with the last."""
    with open_store(tmp_path / "graph", create=True, relations=RELATIONS) as store:
        store.add([accusation(), _spelt("s0", "actor/volodymyr-zelensky")])
        store.add([_spelt("s2", "actor/x-zelenski", "accuses"), _spelt("s4", "actor/x-zelensky", "accuses")])
        for gone in ("s2", "s4"):
            store.remove([gone])
            after = _lines(store)
            store.refresh()

            assert after == _lines(store)


def test_decisions_stand_while_articles_come(tmp_path: Path, never_whole: None) -> None:
    """What a person decided of two actors holds for what comes later, and is looked for when one of them goes."""
    with open_store(tmp_path / "graph", create=True, relations=RELATIONS) as store:
        store.add([accusation(), _spelt("s1", "actor/volodymyr-zelensky")])
        decide(store, [("actor/volodymyr-zelensky", "actor/vladimir-putin")], accept=True)
        for step in (
            lambda: store.add([_spelt("s2", "actor/volodymyr-zelensky", "accuses"), *wire()]),
            lambda: store.add([_renamed(_spelt("s1", "actor/volodymyr-zelensky"))]),
            lambda: store.remove(["s1"]),
            lambda: store.remove(["s2"]),
            lambda: store.add([variants()]),
        ):
            step()
            after = _lines(store)
            store.refresh()

            assert after == _lines(store)


def test_other_knowledge_has_everything_reckoned_anew(tmp_path: Path, never_whole: None) -> None:
    """Labels and offices of another data/ reach a store with its next change, whatever that touches."""
    with open_store(tmp_path / "graph", create=True, relations=RELATIONS) as store:
        store.add(corpus())
    with open_store(tmp_path / "graph", relations=RELATIONS, knowledge=KNOWLEDGE) as store:
        store.add([wire()[0]])

        assert any(f"<{BASE}actor/dmitry-medvedev>" in line for line in _lines(store))


def test_a_change_looks_at_what_it_touches_only(
    tmp_path: Path, never_whole: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole graph is not derived anew for one article."""
    with open_store(tmp_path / "graph", create=True, relations=RELATIONS) as store:
        store.add(corpus())
        monkeypatch.setattr(derived.Deriver, "derived_quads", lambda *_: pytest.fail("reckons everything"))
        store.add(wire())


_QUOTES = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["2024-01-01", "2024-01-02", ""]),
        st.lists(st.sampled_from("ابتثجحخ"), min_size=4, max_size=14).map(" ".join),
    ),
    max_size=12,
)


@given(_QUOTES)
def test_wire_copies_are_those_of_comparing_all(quotes: list[tuple[str, str, str]]) -> None:
    """Comparing only what shares a beginning misses no copy."""
    mentions = [(f"m{number:02}", *quote) for number, quote in enumerate(quotes)]
    pairs = {m: frozenset(zip(q.split(), q.split()[1:], strict=False)) for m, _, _, q in mentions}
    kept: list[tuple[str, str]] = []
    expected = {}
    for mention, outlet, _, quote in sorted(mentions, key=lambda m: (m[2] or "9999", m[0])):
        if len(quote.split()) < derived.WIRE_WORDS:
            continue
        for original, other in kept:
            if outlet != other and derived._alike(pairs[mention], pairs[original]):
                expected[mention] = original
                break
        else:
            kept.append((mention, outlet))

    assert derived.wire_copies(mentions) == expected
