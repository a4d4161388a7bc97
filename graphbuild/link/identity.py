"""Mentions → actors: which mentions of an article are one actor, and which identifier that actor has everywhere.

An actor of data/ keeps its slug; a named actor that data/ does not have gets a hash of its spelling key and state; who
is only described is told apart by article, unless the description alone makes it one body everywhere (the armed forces
or a ministry of a state).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graphbuild.iris import article_hash, digest
from graphbuild.lexicon import Known, Lexicon, Tenure, closed_class
from graphbuild.link.glossed import gloss
from graphbuild.link.keys import name_key
from graphbuild.link.romanise import Romaniser
from graphbuild.link.short import ShortNames
from graphbuild.records import Actor, ActorType, Article, Mentioned, Quote
from graphbuild.text import LIL, article_back, clean, fold

_FORCES_SUFFIX = "-armed-forces"
_INTERNATIONAL = frozenset(("bloc", "body"))


@dataclass(frozen=True, slots=True)
class Identity:
    """The actor that a mention is, before its mentions are gathered; ``reason`` says why, for ``explain``."""

    id: str
    type: ActorType
    label_ar: str
    label_en: str
    country: str | None
    acts_for: str | None
    name_key: str | None
    wikidata: str | None
    reason: str


class Linker:
    """Links the mentions of articles; holds the actors and offices of data/ by slug."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._known: Mapping[str, Known] = {known.slug: known for known in lexicon.known}
        offices: dict[tuple[str, str], list[Tenure]] = {}
        held: dict[str, list[Tenure]] = {}
        for tenure in lexicon.tenures:
            offices.setdefault((tenure.office, tenure.of), []).append(tenure)
            held.setdefault(tenure.person, []).append(tenure)
        self._shorts = lexicon.shorts
        self._titles = {short.word: (short.office, short.of) for short in lexicon.shorts if short.office}
        self._offices = offices
        self._held = held
        self._gloss: Mapping[str, str] = lexicon.glosses
        self._quantities = frozenset(noun.lemma for noun in lexicon.nouns if noun.cls == "quantity")
        self._romanise = Romaniser(lexicon.known)

    # ---- one article
    # -----------------------------------------------------------------------------------------------------

    def link(self, article: Article, mentions: Sequence[Mentioned]) -> tuple[list[str], list[Actor]]:
        """The actor id of each mention, and the actors with all their mentions, sorted by id."""
        mentions = [_written_out(mention) for mention in mentions]
        key = article_hash(article)
        full_names = self._full_names(mentions)
        chosen = self._chosen(mentions, article.date)
        first = _first_mentions(mentions)
        short = ShortNames(mentions, self._known, self._shorts)
        ids: list[str] = []
        identities: dict[str, Identity] = {}
        quotes: dict[str, dict[Quote, None]] = {}
        for mention in mentions:
            meant = short(mention)
            if meant is not None:
                identity = self._of_known(meant, mention, article.date)
            else:
                identity = self._identify(mention, article, key, full_names, chosen, first)
            ids.append(identity.id)
            identities.setdefault(identity.id, identity)
            quotes.setdefault(identity.id, {})[mention.quote] = None
        actors = [
            Actor(
                i.id,
                i.type,
                i.label_ar,
                i.label_en,
                i.country,
                i.acts_for,
                tuple(sorted(quotes[i.id])),
                i.name_key,
                i.wikidata,
            )
            for i in identities.values()
        ]
        return ids, sorted(actors, key=lambda a: a.id)

    def country(self, mention: Mentioned, actor: Actor) -> str | None:
        """The country that a claim carries for a mention of an actor: what the phrase shows, else the actor's own - but of
        somebody who acts for an international body at the article's date, that body's (the EU's foreign policy chief
        does not speak for Italy). So too where the phrase names him by his office in a body of no state. Where nothing shows
        one, the state counts that the sentence suggests; who the actor is does not rest on that guess."""
        stated = self._known.get(mention.affiliation or "")
        if mention.personal and mention.cls == "office" and stated is not None and stated.country is None:
            return None
        if mention.personal and actor.acts_for is not None and (stated is None or stated.type != "country"):
            body = self._known.get(actor.acts_for.removeprefix("actor/"))
            if body is not None and body.kind in _INTERNATIONAL:
                return body.country
        return mention.country or actor.country or mention.near

    @staticmethod
    def _full_names(mentions: Sequence[Mentioned]) -> dict[str, Mentioned]:
        """Spelling key of each personal name of two words or more, and of its last word where only one full name ends
        so; else of its first word where only one begins so."""
        out: dict[str, Mentioned] = {}
        lasts: dict[str, set[str]] = {}
        firsts: dict[str, set[str]] = {}
        for mention in mentions:
            if mention.personal and len(mention.name.split()) > 1:
                key = name_key(mention.name)
                first = out.setdefault(key, mention)
                if first.country is None and mention.country is not None:
                    out[key] = mention
                lasts.setdefault(key.split(" ")[-1], set()).add(key)
                firsts.setdefault(key.split(" ")[0], set()).add(key)
        for table in (lasts, firsts):
            for word, keys in table.items():
                if len(keys) == 1 and (table is lasts or word not in lasts):
                    out.setdefault(word, out[next(iter(keys))])
        return out

    def _chosen(self, mentions: Sequence[Mentioned], date: str | None) -> set[str]:
        """Slugs of people whom the article names in a way that leaves no doubt."""
        out = set()
        for mention in mentions:
            sure = len(mention.known) == 1 or len(mention.name.split()) > 1
            if mention.personal and mention.known and sure:
                out.add(self._pick(mention, date, set()).slug)
        return out

    def _pick(self, mention: Mentioned, date: str | None, chosen: set[str]) -> Known:
        """The likeliest of the known actors that bear a name: already named in the article, of the state that the
        phrase names, in office at the date."""
        rows = [self._known[slug] for slug in mention.known]

        def rank(known: Known) -> tuple[bool, bool, bool]:
            return (
                known.slug not in chosen,
                not (mention.country is None or known.country is None or known.country == mention.country),
                not any(_holds(t, date) for t in self._held.get(known.slug, ())),
            )

        return min(rows, key=rank)

    def _identify(
        self,
        mention: Mentioned,
        article: Article,
        key: str,
        full_names: Mapping[str, Mentioned],
        chosen: set[str],
        first: Mapping[str, Quote],
    ) -> Identity:
        date = article.date
        by_name = mention.personal or not mention.head or mention.cls in ("name", "nisba", "place")
        if mention.known and by_name:
            known = self._pick(mention, date, chosen)
            conflict = (
                mention.personal
                and len(mention.name.split()) == 1
                and mention.country
                and known.country
                and mention.country != known.country
            )
            if not conflict:
                return self._of_known(known, mention, date)
        if mention.personal:
            return self._person(mention, full_names, date)
        if mention.cls == "name":
            key_of_name = name_key(mention.name)
            if _any_states(mention):
                return self._described(replace(mention, cls="body"), key, date, first)
            return Identity(
                "actor/x-" + digest(mention.type, key_of_name, mention.country, length=12),
                mention.type,
                clean(mention.name),
                self._romanise(mention.name),
                mention.country,
                self._end(mention.country),
                key_of_name,
                None,
                "named in the article",
            )
        return self._described(mention, key, date, first)

    def _of_known(self, known: Known, mention: Mentioned, date: str | None) -> Identity:
        if known.type == "place" and known.acts_for and not mention.place:
            stands_for = self._known.get(known.acts_for)
            if stands_for is not None and known.kind == "capital":
                return self._of_known(stands_for, mention, date)
        acts_for = self._answers(known, date)
        key = name_key(known.label_ar) if known.type == "person" else None
        return Identity(
            f"actor/{known.slug}",
            known.type,
            known.label_ar,
            known.label_en,
            known.country,
            acts_for,
            key,
            known.wikidata,
            "named in data/",
        )

    def _answers(self, known: Known, date: str | None) -> str | None:
        """The state or body that answers for a known actor at a date: by dated office for a person, else by its row,
        followed to the end."""
        if known.type == "country" or known.kind in ("bloc", "body", "state"):
            return None
        slug = known.acts_for
        if known.type == "person":
            tenures = sorted((t for t in self._held.get(known.slug, ()) if _holds(t, date)), key=lambda t: t.since)
            slug = tenures[-1].of if tenures else None
            if slug is None and known.country:
                slug = known.country
        elif slug is None and known.type == "place":
            slug = known.country
        return self._end(slug)

    def _end(self, slug: str | None) -> str | None:
        seen = set()
        while slug is not None and slug not in seen:
            seen.add(slug)
            known = self._known.get(slug)
            if known is None or known.acts_for is None or known.type == "country":
                break
            slug = known.acts_for
        return f"actor/{slug}" if slug else None

    def _person(self, mention: Mentioned, full_names: Mapping[str, Mentioned], date: str | None) -> Identity:
        whole = full_names.get(name_key(mention.name), mention)
        if whole.known and whole is not mention:
            return self._of_known(self._pick(whole, date, set()), mention, date)
        key = name_key(whole.name)
        country = whole.country or mention.country
        identifier = "actor/x-" + digest(key, country, length=12)
        acts_for = self._end(whole.affiliation or mention.affiliation or country)
        return Identity(
            identifier,
            "person",
            clean(whole.name),
            self._romanise(whole.name),
            country,
            acts_for,
            key,
            None,
            "named in the article",
        )

    def _described(self, mention: Mentioned, key: str, date: str | None, first: Mapping[str, Quote]) -> Identity:
        affiliation = self._known.get(mention.affiliation) if mention.affiliation else None
        acts_for = self._end(affiliation.slug) if affiliation is not None else None
        label_ar = article_back(clean(mention.quote.text))
        counted = mention.plural and mention.head not in self._quantities
        english = gloss(self._gloss, mention.head, mention.description, plural=counted)
        english = english or self._romanise(label_ar)
        label_en = english
        if affiliation is not None:
            titled = self._in_office(*self._titles.get(clean(mention.name), ("", "")), date)
            if titled is not None:
                return self._of_known(titled, mention, date)
            label_en = f"{english} ({affiliation.label_en})"
            if mention.cls == "office" and not mention.plural:
                holder = self._holder(mention, affiliation, date)
                if holder is not None:
                    return self._of_known(holder, mention, date)
            if mention.cls == "military" or mention.head in closed_class("soldier"):
                state = affiliation.type == "country"
                if not state:
                    return self._of_known(affiliation, mention, date)
                return Identity(
                    f"actor/{affiliation.slug}{_FORCES_SUFFIX}",
                    "military",
                    _forces_label(affiliation),
                    f"Armed forces of {affiliation.label_en}",
                    affiliation.country,
                    acts_for,
                    None,
                    None,
                    "the armed forces of a state",
                )
            if mention.cls in (
                "body",
                "group",
                "office",
                "person",
                "ap",
                "pp",
                "part",
                "nisba",
            ) and not _unnamed_source(mention):
                description = fold(mention.description or mention.head)
                identifier = "actor/x-" + digest(description, affiliation.slug, length=12)
                return Identity(
                    identifier,
                    mention.type,
                    label_ar,
                    label_en,
                    affiliation.country,
                    acts_for,
                    None,
                    None,
                    "described, with its state or body",
                )
        quote = first[name_key(mention.name)] if _any_states(mention) else mention.quote
        identifier = f"source/{key}/{'t' if quote.span.field == 'title' else ''}{quote.span.start}"
        return Identity(
            identifier,
            mention.type,
            label_ar,
            label_en,
            mention.country,
            acts_for,
            None,
            None,
            "only this article tells it apart",
        )

    def _holder(self, mention: Mentioned, of: Known, date: str | None) -> Known | None:
        """Who held a described office at the article's date: ``الرئيس الروسي``."""
        return self._in_office(mention.description or mention.head, of.slug, date)

    def _in_office(self, office: str, of: str, date: str | None) -> Known | None:
        """Who held an office at a date, where that is known to have been one."""
        if date is None:
            return None
        holders = {t.person for t in self._offices.get((office, of), ()) if _holds(t, date)}
        return self._known.get(holders.pop()) if len(holders) == 1 else None


def _first_mentions(mentions: Sequence[Mentioned]) -> dict[str, Quote]:
    """Where an article first names each body that every state has (``مجلس النواب``), by spelling key."""
    out: dict[str, Quote] = {}
    for mention in mentions:
        if _any_states(mention):
            key = name_key(mention.name)
            out[key] = min(out.get(key, mention.quote), mention.quote)
    return out


def _written_out(mention: Mentioned) -> Mentioned:
    """A mention whose name begins with li- and the article, which swallows its alef (``للقحطاني``), with the name alone; the
    Moroccan title ``للا`` is one."""
    title = len(mention.name.partition(" ")[0]) <= len(LIL) + 1
    return mention if title else replace(mention, name=article_back(mention.name))


def _any_states(mention: Mentioned) -> bool:
    """Whether a name or description is that of a body that every state has, and nothing says of which: only its article
    tells it apart from others."""
    return (
        mention.cls in ("name", "body")
        and mention.type == "organization"
        and mention.country is None
        and mention.affiliation is None
        and not mention.known
        and mention.name.split()[0] in closed_class("state-body")
    )


def _holds(tenure: Tenure, date: str | None) -> bool:
    """Whether an office was held at a date; dates may be cut short, and an unknown date is taken as the present."""
    if date is None:
        return not tenure.until
    day = date[:10]
    return tenure.since <= day and (not tenure.until or day < tenure.until)


def _unnamed_source(mention: Mentioned) -> bool:
    return mention.cls == "source" or mention.head in closed_class("unnamed-official")


def _forces_label(affiliation: Known) -> str:
    return f"القوات المسلحة: {affiliation.label_ar}"
