"""The values that travel: frozen, hashable, sortable, checked where they enter."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild import records
from graphbuild.records import Article, Quote, Span

offsets = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted)


def _span(pair: list[int]) -> Span:
    return Span("text", pair[0], pair[1])


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_a_span_that_runs_backwards_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="start <= end"):
        Span("text", start, end)


@given(offsets, offsets)
def test_containing_agrees_with_the_code_points_covered(one: list[int], other: list[int]) -> None:
    a, b = _span(one), _span(other)
    points, others = set(range(a.start, a.end)), set(range(b.start, b.end))
    if points and others:
        assert a.contains(b) == (others <= points)
    assert len(a) == len(points)


def test_spans_of_different_fields_have_nothing_in_common() -> None:
    a, b = Span("text", 0, 5), Span("title", 0, 5)
    assert not a.contains(b)


def test_slice_reads_the_field_that_the_span_names() -> None:
    article = Article("1", "متن", title="عنوان")
    assert article.slice(Span("title", 0, 3)) == "عنو"
    assert article.slice(Span("text", 1, 3)) == "تن"
    assert Article("1", "متن").slice(Span("title", 0, 3)) == ""


def test_every_record_is_frozen_and_slotted() -> None:
    kinds = [k for k in vars(records).values() if isinstance(k, type) and dataclasses.is_dataclass(k)]
    assert len(kinds) >= 15
    for kind in kinds:
        assert kind.__dataclass_params__.frozen, kind  # type: ignore[attr-defined]
        assert "__slots__" in vars(kind), kind
        assert kind.__doc__ and not kind.__doc__.startswith(kind.__name__ + "("), kind


def test_records_are_hashable_and_sortable() -> None:
    quotes = {Quote(Span("text", 3, 4), "ب"), Quote(Span("text", 0, 1), "أ"), Quote(Span("text", 0, 1), "أ")}
    assert [q.text for q in sorted(quotes)] == ["أ", "ب"]
