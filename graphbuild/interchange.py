"""The public interchange format ``graphbuild-claims/1``: a Reading as one JSON object, and back.

The keys and their order are those of the documented format. What a Reading holds beyond them stands in keys at the
end of each object (``text``, ``sections``, ``parent``, ``origin``, ``reader`` of the article; ``name_key``, ``wikidata`` of an
actor; ``span`` of a source; ``bare``, ``denies`` of a claim), so that ``from_json(to_json(reading)) == reading``;
``lean=True`` leaves these out, and ``from_json`` takes either. Identifiers become full IRIs under ``base``. Offsets
are code points.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from graphbuild.errors import InputError
from graphbuild.iris import BASE, expand
from graphbuild.records import (
    ACTOR_TYPES,
    FIELDS,
    SECTION_KINDS,
    STANCES,
    STATUSES,
    Actor,
    Article,
    Attribution,
    Claim,
    End,
    Quote,
    Reading,
    Section,
    Source,
    Span,
)

FORMAT = "graphbuild-claims/1"

Json = dict[str, Any]
_T = TypeVar("_T")


def to_json(reading: Reading, *, base: str = BASE, lean: bool = False) -> Json:
    """One JSON-able object for a reading, keys in the documented order.

    ``lean`` leaves out what the documented format does not name (the article's text, sections, bare, denies …).
    """
    article = reading.article
    out: Json = {
        "format": FORMAT,
        "engine": reading.engine,
        "id": article.id,
        "title": article.title,
        "date": article.date,
        "publisher": article.publisher,
        "url": article.url,
        "actors": [_actor_out(actor, base, lean) for actor in reading.actors],
        "claims": [_claim_out(claim, base, lean) for claim in reading.claims],
    }
    if not lean:
        out["text"] = article.text
        out["sections"] = [{"kind": s.kind, **_span_out(s.span)} for s in article.sections]
        out["parent"] = article.parent
        out["origin"] = article.origin
        out["reader"] = article.reader
    return out


def from_json(obj: Mapping[str, Any], *, base: str = BASE) -> Reading:
    """The reading that an object of :func:`to_json` describes.

    Raises:
        InputError: another format or version, a missing key, a value that the format does not know, an IRI outside
        ``base``; the message
            names the place in the object.
    """
    if not isinstance(obj, Mapping):
        raise InputError(f"expected a JSON object of format {FORMAT}, got {type(obj).__name__}")
    if obj.get("format") != FORMAT:
        raise InputError(f"format is {obj.get('format')!r}, expected {FORMAT!r}")
    at = "article"
    article = Article(
        id=_text(obj, "id", at),
        text=_text(obj, "text", at) if "text" in obj else "",
        title=_optional(obj, "title", at),
        date=_optional(obj, "date", at),
        url=_optional(obj, "url", at),
        publisher=_optional(obj, "publisher", at),
        sections=_each(obj, "sections", at, _section_in) if "sections" in obj else (),
        parent=_optional(obj, "parent", at) if "parent" in obj else None,
        origin=_text(obj, "origin", at) if "origin" in obj else "",
        reader=_text(obj, "reader", at) if "reader" in obj else "",
    )
    return Reading(
        article=article,
        engine=_text(obj, "engine", at),
        actors=_each(obj, "actors", at, lambda o, where: _actor_in(o, where, base)),
        claims=_each(obj, "claims", at, lambda o, where: _claim_in(o, where, base)),
    )


def dump_line(reading: Reading, *, base: str = BASE, lean: bool = False) -> str:
    """The object as one line of JSONL, without the line break; the line breaks U+2028 and U+2029 are escaped."""
    line = json.dumps(to_json(reading, base=base, lean=lean), ensure_ascii=False, allow_nan=False)
    return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\u0085", "\\u0085")


def load_line(line: str, *, base: str = BASE) -> Reading:
    """The reading of one line of :func:`dump_line`.

    Raises:
        InputError: not JSON, or not the format.
    """
    try:
        obj = json.loads(line)
    except ValueError as error:
        raise InputError(f"not a JSON object: {error}") from error
    return from_json(obj, base=base)


# --- out


def _iri(identifier: str | None, base: str) -> str | None:
    return None if identifier is None else expand(identifier, base)


def _span_out(span: Span) -> Json:
    return {"field": span.field, "start": span.start, "end": span.end}


def _quote_out(quote: Quote) -> Json:
    return {**_span_out(quote.span), "text": quote.text}


def _end_out(end: End | None, base: str) -> Json | None:
    if end is None:
        return None
    return {
        "actor": _iri(end.actor, base),
        **_span_out(end.span),
        "text": end.text,
        "name": end.name,
        "country": end.country,
    }


def _actor_out(actor: Actor, base: str, lean: bool) -> Json:
    out: Json = {
        "id": _iri(actor.id, base),
        "type": actor.type,
        "label": {"ar": actor.label_ar, "en": actor.label_en},
        "country": actor.country,
        "acts_for": _iri(actor.acts_for, base),
        "mentions": [_quote_out(quote) for quote in actor.mentions],
    }
    if not lean:
        out["name_key"] = actor.name_key
        out["wikidata"] = actor.wikidata
    return out


def _attribution_out(attribution: Attribution, base: str, lean: bool) -> Json:
    source: Json = {
        "actor": _iri(attribution.source.actor, base),
        "text": attribution.source.text,
        "country": attribution.source.country,
    }
    if not lean:
        source["span"] = None if attribution.source.span is None else _span_out(attribution.source.span)
    return {
        "source": source,
        "stance": attribution.stance,
        "cue": _quote_out(attribution.cue),
        "sentence": _span_out(attribution.sentence),
        "via": attribution.via,
    }


def _claim_out(claim: Claim, base: str, lean: bool) -> Json:
    out: Json = {
        "id": claim.id,
        "proposition": _iri(claim.proposition, base),
        "category": claim.category,
        "relation": claim.relation,
        "section": claim.section,
        "subject": _end_out(claim.subject, base),
        "object": _end_out(claim.object, base),
        "trigger": _quote_out(claim.trigger),
        "negated": claim.negated,
        "status": claim.status,
        "attributions": [_attribution_out(a, base, lean) for a in claim.attributions],
        "office": claim.office,
        "sentence": _span_out(claim.sentence),
        "time": claim.time,
        "place": _end_out(claim.place, base),
        "rule": claim.rule,
        "confidence": claim.confidence,
    }
    if not lean:
        out["bare"] = claim.bare
        out["denies"] = [{"claim": claim_id, "attribution": index} for claim_id, index in claim.denies]
    return out


# --- in


def _get(obj: Mapping[str, Any], key: str, at: str) -> Any:
    if not isinstance(obj, Mapping):
        raise InputError(f"{at}: expected an object, got {type(obj).__name__}")
    if key not in obj:
        raise InputError(f"{at}: no {key!r}")
    return obj[key]


def _typed(obj: Mapping[str, Any], key: str, at: str, kind: type[_T], *, optional: bool = False) -> _T | None:
    value = _get(obj, key, at)
    if value is None and optional:
        return None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise InputError(f"{at}.{key}: expected {kind.__name__}{' or null' if optional else ''}, got {value!r:.60}")
    return value


def _text(obj: Mapping[str, Any], key: str, at: str) -> str:
    return cast(str, _typed(obj, key, at, str))


def _optional(obj: Mapping[str, Any], key: str, at: str) -> str | None:
    return _typed(obj, key, at, str, optional=True)


def _choice(obj: Mapping[str, Any], key: str, at: str, known: Sequence[_T]) -> _T:
    value = _get(obj, key, at)
    for candidate in known:
        if candidate == value:
            return candidate
    raise InputError(f"{at}.{key}: {value!r} is not one of {', '.join(map(str, known))}")


def _each(obj: Mapping[str, Any], key: str, at: str, read: Callable[[Any, str], _T]) -> tuple[_T, ...]:
    items = cast("list[Any]", _typed(obj, key, at, list))
    prefix = "" if at == "article" else at + "."
    return tuple(read(item, f"{prefix}{key}[{n}]") for n, item in enumerate(items))


def _strip(iri: str, base: str, at: str) -> str:
    if not iri.startswith(base) or len(iri) == len(base):
        raise InputError(
            f"{at}: {iri!r} is no IRI under the base {base!r}; give the base that the file was written with"
        )
    return iri[len(base) :]


def _identifier(obj: Mapping[str, Any], key: str, at: str, base: str) -> str:
    return _strip(_text(obj, key, at), base, f"{at}.{key}")


def _maybe_identifier(obj: Mapping[str, Any], key: str, at: str, base: str) -> str | None:
    value = _optional(obj, key, at)
    return None if value is None else _strip(value, base, f"{at}.{key}")


def _span_in(obj: Any, at: str) -> Span:
    field = _choice(obj, "field", at, FIELDS)
    start, end = cast(int, _typed(obj, "start", at, int)), cast(int, _typed(obj, "end", at, int))
    try:
        return Span(field, start, end)
    except ValueError as error:
        raise InputError(f"{at}: {error}") from error


def _quote_in(obj: Any, at: str) -> Quote:
    return Quote(_span_in(obj, at), _text(obj, "text", at))


def _section_in(obj: Any, at: str) -> Section:
    return Section(_choice(obj, "kind", at, SECTION_KINDS), _span_in(obj, at))


def _end_in(obj: Any, at: str, base: str) -> End | None:
    if obj is None:
        return None
    return End(
        actor=_identifier(obj, "actor", at, base),
        span=_span_in(obj, at),
        text=_text(obj, "text", at),
        name=_text(obj, "name", at),
        country=_optional(obj, "country", at),
    )


def _actor_in(obj: Any, at: str, base: str) -> Actor:
    label = _get(obj, "label", at)
    return Actor(
        id=_identifier(obj, "id", at, base),
        type=_choice(obj, "type", at, ACTOR_TYPES),
        label_ar=_text(label, "ar", f"{at}.label"),
        label_en=_text(label, "en", f"{at}.label"),
        country=_optional(obj, "country", at),
        acts_for=_maybe_identifier(obj, "acts_for", at, base),
        mentions=_each(obj, "mentions", at, _quote_in),
        name_key=_optional(obj, "name_key", at) if "name_key" in obj else None,
        wikidata=_optional(obj, "wikidata", at) if "wikidata" in obj else None,
    )


def _attribution_in(obj: Any, at: str, base: str) -> Attribution:
    source = _get(obj, "source", at)
    where = f"{at}.source"
    span = source.get("span") if isinstance(source, Mapping) else None
    return Attribution(
        source=Source(
            actor=_maybe_identifier(source, "actor", where, base),
            text=_text(source, "text", where),
            country=_optional(source, "country", where),
            span=None if span is None else _span_in(span, f"{where}.span"),
        ),
        stance=_choice(obj, "stance", at, STANCES),
        cue=_quote_in(_get(obj, "cue", at), f"{at}.cue"),
        sentence=_span_in(_get(obj, "sentence", at), f"{at}.sentence"),
        via=_typed(obj, "via", at, int, optional=True),
    )


def _denial_in(obj: Any, at: str) -> tuple[str, int]:
    return _text(obj, "claim", at), cast(int, _typed(obj, "attribution", at, int))


def _claim_in(obj: Any, at: str, base: str) -> Claim:
    confidence = _get(obj, "confidence", at)
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise InputError(f"{at}.confidence: expected a number from 0 to 1, got {confidence!r}")
    attributions = _each(obj, "attributions", at, lambda o, where: _attribution_in(o, where, base))
    for n, attribution in enumerate(attributions):
        if attribution.via is not None and not (0 <= attribution.via < len(attributions) and attribution.via != n):
            raise InputError(f"{at}.attributions[{n}].via: {attribution.via} is no index of another attribution")
    return Claim(
        id=_text(obj, "id", at),
        proposition=_identifier(obj, "proposition", at, base),
        category=_text(obj, "category", at),
        relation=_text(obj, "relation", at),
        section=_choice(obj, "section", at, SECTION_KINDS),
        subject=_end_in(_get(obj, "subject", at), f"{at}.subject", base),
        object=_end_in(_get(obj, "object", at), f"{at}.object", base),
        trigger=_quote_in(_get(obj, "trigger", at), f"{at}.trigger"),
        sentence=_span_in(_get(obj, "sentence", at), f"{at}.sentence"),
        negated=cast(bool, _typed(obj, "negated", at, bool)),
        status=_choice(obj, "status", at, STATUSES),
        attributions=attributions,
        office=_optional(obj, "office", at),
        time=_optional(obj, "time", at),
        place=_end_in(_get(obj, "place", at), f"{at}.place", base),
        rule=_text(obj, "rule", at),
        confidence=confidence,
        bare=cast(bool, _typed(obj, "bare", at, bool)) if "bare" in obj else False,
        denies=_each(obj, "denies", at, _denial_in) if "denies" in obj else (),
    )
