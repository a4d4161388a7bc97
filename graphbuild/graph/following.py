"""What follows from a change, reckoned from what the change has touched and not from the whole graph.

:class:`Touched` gathers it while articles come and go; :class:`Following` turns it into the quads of ``graph/links`` and
``graph/derived`` that differ. The outcome is that of :class:`graphbuild.graph.derived.Deriver` over everything, which
is still what a first build, an edit of links and a writer that finishes another's work take.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from graphbuild import vocab as v
from graphbuild.graph.changes import Change
from graphbuild.graph.derived import Defined, Deriver, EndsOf, Link, NamedActor, canonical_actors, propose
from graphbuild.graph.tallies import NAMES, Sayings, rejected_mentions, tally_quads
from graphbuild.graph.terms import Quad, Term, value_of
from graphbuild.rows import Level

#: Changed articles from which everything is reckoned anew, and nothing more is gathered: so many touch most of what
#: there is in a graph of some hundred thousand articles, and what is gathered would fill the memory.
MOST_ARTICLES = 20_000
#: Share of all articles from which everything is reckoned anew, because it is read faster from end to end. Measured at
#: 30,000 claims: all of it takes 2 ms an article of the store, a change some 8 ms an article changed.
MOST_OF_ALL = 0.25

_MENTIONED = f"<{v.OF_PROPOSITION}>"
_LEVEL_OF: Mapping[Term, Level] = {f"<{names.of_proposition}>": level for level, names in NAMES.items()}
_NODES = frozenset(f"<{p}>" for p in (v.SUBJECT_STATE, v.OBJECT_STATE, v.SOURCE, v.SOURCE_STATE))
_UNNAMED, _KEY = f"<{v.UNNAMED_SOURCE}>", f"<{v.NAME_KEY}>"


class Touched:
    """What the changes of one writer have touched; ``whole`` where that is not known, or too much. IRIs are without
    brackets."""

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        self.articles = 0
        #: Nodes whose definition came, changed or went.
        self.defined: set[str] = set()
        #: Propositions that mentions came to or went from, or whose mentions somebody judged.
        self.told: dict[Level, set[str]] = {level: set() for level in NAMES}
        #: Mentions that were there before.
        self.mentions: set[str] = set()
        #: Sources, and states of ends.
        self.nodes: set[str] = set()
        #: Spelling keys that actors had or have, as terms.
        self.keys: set[Term] = set()

    def add(self, change: Change, own: Sequence[Quad]) -> None:
        """Note what one article's change touches, whose own graph is now ``own``."""
        self.articles += 1
        if self.articles > MOST_ARTICLES:
            self.__init__(whole=True)  # type: ignore[misc]
        if self.whole:
            return
        for quads in (change.former, own):
            for subject, predicate, object_, _ in quads:
                if predicate in _LEVEL_OF:
                    self.told[_LEVEL_OF[predicate]].add(object_[1:-1])
                    if predicate == _MENTIONED:
                        self.mentions.add(subject[1:-1])
                elif predicate in _NODES:
                    self.nodes.add(object_[1:-1])
                elif object_ == _UNNAMED:
                    self.nodes.add(subject[1:-1])
        for shared in (change.delete, change.insert):
            for subject, predicate, object_, graph in shared:
                if graph.endswith(_DEFINITIONS):
                    self.defined.add(subject[1:-1])
                    if predicate == _KEY:
                        self.keys.add(object_)


_DEFINITIONS = f"{v.GRAPH_DEFINITIONS}>"


class Following:
    """Reads a store after some changes and tells how its links and its derived graph, which are those of before, must
    change."""

    def __init__(self, deriver: Deriver, touched: Touched) -> None:
        self.deriver, self.touched, self.base = deriver, touched, deriver.base
        self.store, self.node = deriver.store, deriver.node
        self.derived, self.links_graph = self.node(deriver.derived_graph[1:-1]), self.node(deriver.links_graph[1:-1])
        self._delete: set[Quad] = set()
        self._insert: set[Quad] = set()
        #: The definitions of propositions that were looked up,
        self.definitions: dict[str, Defined] = {}
        #: the canonical propositions whose members or definition may be others now, all propositions looked at for them,
        self.targets: set[str] = set()
        self.looked_at: set[str] = set()
        #: and the mentions that have become copies or have ceased to be.
        self.recounted: set[str] = set()

    def changes(self) -> tuple[set[Quad], set[Quad]] | None:
        """What to delete and what to insert; None where everything must be reckoned anew."""
        if self.touched.whole or self._too_many():
            return None
        present = self.deriver.present_links()
        decided = [link for link in present if link.decided]
        if any(not self.deriver.is_defined(end) for link in decided for end in (link.first, link.second)):
            # A decision whose actor is gone looks for it under another IRI, among all actors.
            return None
        links = self._links(present, decided)
        before = canonical_actors(present)
        after = canonical_actors(links)
        moved = {a for a in before.keys() | after.keys() if before.get(a, a) != after.get(a, a)}
        self._differ(self.deriver.link_quads(present), self.deriver.link_quads(links))
        self._actors(after, moved)
        canonical = self._propositions({a: c for a, c in after.items() if a != c}, moved)
        copies = self._wires(canonical)
        self._tallies(canonical, after, moved, copies)
        return self._delete - self._insert, self._insert - self._delete

    def _differ(self, present: set[Quad], wanted: set[Quad]) -> None:
        self._delete |= present - wanted
        self._insert |= wanted - present

    def _too_many(self) -> bool:
        enough = self.touched.articles / MOST_OF_ALL
        articles = self.store.quads_for_pattern(None, self.node(v.CONTENT_HASH), None, None)
        return not any(number >= enough for number, _ in enumerate(articles, start=1))

    # --- who is who

    def _links(self, present: Sequence[Link], decided: Sequence[Link]) -> list[Link]:
        """Every link, those of touched spelling keys proposed anew."""
        actors = [node for node in self.touched.defined if node.startswith(self.base + "actor/")]
        if not actors:
            return list(present)
        members: dict[str, NamedActor] = {}
        for key in self.touched.keys | {k for actor in actors for k in self.deriver.keys_of(actor)}:
            for actor in self.deriver.spelt(value_of(key)):
                members[actor.iri] = actor
        anew = members.keys() | set(actors)
        kept = [link for link in present if not link.decided and not anew & {link.first, link.second}]
        return sorted([*kept, *propose(members.values(), decided)])

    def _actors(self, merged: dict[str, str], moved: set[str]) -> None:
        actors = {n for n in self.touched.defined if not n.startswith(self.base + "proposition/")}
        nodes = actors | self.touched.nodes | moved
        wanted: set[Quad] = set()
        for node in nodes:
            if self.deriver.is_actor(node):
                wanted.update(
                    self.deriver.actor_quads(
                        node, merged, defined=self.deriver.is_defined(node), labels=self.deriver.labels_of(node)
                    )
                )
        self._differ(self.deriver.about(nodes), wanted)

    # --- propositions

    def _canonical_before(self, proposition: str) -> Iterator[str]:
        found = self.store.quads_for_pattern(
            self.node(proposition), self.node(v.CANONICAL_PROPOSITION), None, self.derived
        )
        return (q.object.value for q in found)  # type: ignore[union-attr]

    def _standing_for(self, target: str) -> Iterator[str]:
        """The propositions that one stood for before."""
        found = self.store.quads_for_pattern(None, self.node(v.CANONICAL_PROPOSITION), self.node(target), self.derived)
        return (q.subject.value for q in found)  # type: ignore[union-attr]

    def _propositions(self, merged: dict[str, str], moved: set[str]) -> dict[str, str]:
        """Brings canonical propositions in line; gives those that were looked at, each with its canonical one."""
        first = {node for node in self.touched.defined if node.startswith(self.base + "proposition/")}
        for actor in moved:
            for end in (v.SUBJECT, v.OBJECT):
                found = self.store.quads_for_pattern(None, self.node(end), self.node(actor), self.deriver.definitions)
                first.update(q.subject.value for q in found)  # type: ignore[union-attr]
        definitions = self.deriver.definitions_of(first)
        _, after = self._reckoned(merged, definitions)
        targets = {t for node in first for t in self._canonical_before(node)} | set(after.values())
        # What shares a canonical proposition with these keeps its own; but who defines the shared one may have changed.
        nodes = first | targets | {node for target in targets for node in self._standing_for(target)}
        definitions.update(self.deriver.definitions_of(nodes - first))
        wanted, after = self._reckoned(merged, definitions)
        self._differ(self.deriver.about(nodes), wanted)
        self.targets = targets
        self.definitions = definitions
        self.looked_at = nodes
        return after

    def _reckoned(self, merged: dict[str, str], definitions: Mapping[str, Defined]) -> tuple[set[Quad], dict[str, str]]:
        quads = set(self.deriver.proposition_quads(merged, definitions))
        canonical = f"<{v.CANONICAL_PROPOSITION}>"
        return quads, {q.subject[1:-1]: q.object[1:-1] for q in quads if q.predicate == canonical}

    # --- copies

    def _members(self, after: Mapping[str, str], told: Iterable[str]) -> dict[str, set[str]]:
        """The canonical propositions of which something changed, each with all that it stands for; ``told`` are those of
        which something else is said than before."""
        targets = self.targets | set(after.values())
        for proposition in told:
            if proposition not in self.looked_at:
                targets.update(self._canonical_before(proposition))
        members: defaultdict[str, set[str]] = defaultdict(set)
        for proposition, target in after.items():
            members[target].add(proposition)
        for target in targets:
            members[target].update(node for node in self._standing_for(target) if node not in self.looked_at)
        return members

    def _wires(self, after: Mapping[str, str]) -> dict[str, bool]:
        """Brings copies in line; gives the mentions that were looked at, each with whether it is a copy."""
        copies: set[Quad] = set()
        mentions = set(self.touched.mentions)
        for members in self._members(after, self.touched.told["actor"]).values():
            group = [told for proposition in members for told in self.deriver.mentions_of(proposition)]
            mentions.update(mention for mention, _ in group)
            copies.update(self.deriver.wire_quads(group))
        property_ = self.node(v.WIRE_COPY_OF)
        present = {
            Quad(f"<{mention}>", str(q.predicate), str(q.object), self.deriver.derived_graph)
            for mention in mentions
            for q in self.store.quads_for_pattern(self.node(mention), property_, None, self.derived)
        }
        self._differ(present, copies)
        is_copy = {quad.subject[1:-1] for quad in copies}
        self.recounted = {quad.subject[1:-1] for quad in present ^ copies}
        return {mention: mention in is_copy for mention in mentions}

    # --- tallies

    def _tallies(
        self, canonical: Mapping[str, str], after: Mapping[str, str], moved: Iterable[str], copies: Mapping[str, bool]
    ) -> None:
        """Count anew where something else is said, where a mention has become a copy or ceases to be one, and where a source
        has become another actor."""
        sayings = Sayings(self.store, rejected=rejected_mentions(self.store), copies=_Copies(self, copies))
        for level, names in NAMES.items():
            told = set(self.touched.told[level])
            for mention in self.recounted | set(self._said_by(moved, names.source)):
                found = self.store.quads_for_pattern(self.node(mention), self.node(names.of_proposition), None, None)
                told.update(q.object.value for q in found)  # type: ignore[union-attr]
            members = self._members(canonical, told)
            target_of = {proposition: target for target, of_target in members.items() for proposition in of_target}
            self.definitions.update(self.deriver.definitions_of(members.keys() - self.definitions.keys()))
            ends = EndsOf(self.definitions)
            for quad in chain(self.deriver.about(members.keys() - self.definitions.keys()), self._insert):
                ends.note(quad)
            wanted = set(
                tally_quads(
                    sayings.of(level, target_of),
                    level,
                    canonical=target_of.__getitem__,
                    merged=after,
                    ends=ends,
                    base=self.base,
                )
            )
            nodes = (
                node
                for target in members
                for property_ in (names.tally_of, names.dispute_of)
                for node in self._nodes_of(property_, target)
            )
            self._differ(self.deriver.about(nodes), wanted)

    def _said_by(self, actors: Iterable[str], property_: str) -> Iterator[str]:
        """The mentions that actors are sources of."""
        for actor in actors:
            for said in self.store.quads_for_pattern(None, self.node(property_), self.node(actor), None):
                of_mention = self.store.quads_for_pattern(said.subject, self.node(v.OF_MENTION), None, None)
                yield from (q.object.value for q in of_mention)  # type: ignore[union-attr]

    def _nodes_of(self, property_: str, target: str) -> Iterator[str]:
        found = self.store.quads_for_pattern(None, self.node(property_), self.node(target), self.derived)
        return (q.subject.value for q in found)  # type: ignore[union-attr]


class _Copies:
    """The mentions that are copies once the change is made, asked one by one."""

    def __init__(self, following: Following, looked_at: Mapping[str, bool]) -> None:
        self.following, self.looked_at = following, looked_at

    def __contains__(self, mention: object) -> bool:
        if mention in self.looked_at:
            return self.looked_at[str(mention)]
        at = self.following
        found = at.store.quads_for_pattern(at.node(str(mention)), at.node(v.WIRE_COPY_OF), None, at.derived)
        return next(found, None) is not None
