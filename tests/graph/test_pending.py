"""A store with a change that is being written answers as it will when the change is kept, at whatever moment it is asked."""

from __future__ import annotations

from itertools import product

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.graph.pending import PendingStore
from graphbuild.graph.terms import Quad
from graphbuild.graph.workset import to_quad

_TERMS = ["<urn:a>", "<urn:b>", "<urn:c>"]
_QUADS = st.frozensets(
    st.builds(Quad, st.sampled_from(_TERMS), st.sampled_from(_TERMS[:2]), st.sampled_from([*_TERMS, '"x"@ar']), st.sampled_from(_TERMS)),
    max_size=12,
)  # fmt: skip


@given(before=_QUADS, delete=_QUADS, insert=_QUADS, drop=st.sampled_from([None, *_TERMS]))
def test_it_is_the_same_before_and_after_the_change_is_kept(
    before: frozenset[Quad], delete: frozenset[Quad], insert: frozenset[Quad], drop: str | None
) -> None:
    """Every pattern, each quad once."""
    after = {quad for quad in before if quad.graph != drop and quad not in delete} | insert
    written = _store(after)
    for store in (_store(before), written):
        pending = PendingStore(store)
        pending.expect(drop, delete, insert)
        for pattern in product([None, "urn:a", "urn:c"], repeat=4):
            s, p, o, g = (None if one is None else pyoxigraph.NamedNode(one) for one in pattern)
            found = sorted(str(quad) for quad in pending.quads_for_pattern(s, p, o, g))
            assert found == sorted(str(quad) for quad in written.quads_for_pattern(s, p, o, g))
    pending.forget()

    assert sorted(map(str, pending.quads_for_pattern(None, None, None))) == sorted(map(str, written))


def _store(quads: frozenset[Quad]) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.extend(to_quad(quad) for quad in quads)
    return store
