"""Words → analyses, by camel-tools' Analyzer over the database that is compiled from our lexicon.

camel-tools looks for a catalogue of downloadable data when it is imported; :func:`offline` gives it an empty one of
our own, so that nothing is fetched. Where the user has installed ``calima-msa-r13``, :meth:`Morphology.load` can use it
for words that our lexicon does not know.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphbuild.arabic.kept import Kept
from graphbuild.arabic.morphdb import compile_database
from graphbuild.lexicon import Lexicon
from graphbuild.text import clean, fold

_CATALOGUE = {"version": "1.6.0", "packages": {}, "components": {}}


@dataclass(frozen=True, slots=True)
class Analysis:
    """One reading of a word.

    ``pos`` noun, verb, adj, or a particle's part of speech; ``lemma`` as in the lexicon; ``der`` vn, ap, pp, part,
    nisba or ""; ``cls`` class of the noun or adjective; ``asp`` p (past) or i (present); ``vox`` a, p or ?; ``state`` d
    (article), c (only in construct), p (with a possessive pronoun), i (accusative alef) or ""; ``conj`` w, f or "";
    ``prep`` b, l, k or ""; ``future`` for the prefixed sa-; ``pronoun`` of the ending, as 3ms; ``exact`` whether the
    spelling is the lexicon's to the letter; ``start`` how many code points of the cleaned word the clitics before the
    stem take; ``jussive`` whether a verb has this shape in the jussive alone (``لم يعد``).
    """

    pos: str
    lemma: str
    der: str = ""
    cls: str = ""
    asp: str = ""
    vox: str = ""
    per: str = ""
    gen: str = ""
    num: str = ""
    state: str = ""
    conj: str = ""
    prep: str = ""
    article: bool = False
    future: bool = False
    pronoun: str = ""
    exact: bool = True
    start: int = 0
    jussive: bool = False


def cache_folder() -> Path:
    """Where compiled files are kept: ``GRAPHBUILD_CACHE``, else the user's cache folder, else a temporary one."""
    chosen = os.environ.get("GRAPHBUILD_CACHE")
    base = Path(chosen) if chosen else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "graphbuild"
    try:
        base.mkdir(parents=True, exist_ok=True)
        probe = base / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        base = Path(tempfile.gettempdir()) / "graphbuild-cache"
        base.mkdir(parents=True, exist_ok=True)
    return base


def write_once(path: Path, content: str) -> Path:
    """Write a file that appears whole or not at all, unless it is there already."""
    if not path.exists():
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
        Path(name).replace(path)
    return path


@contextmanager
def offline() -> Any:
    """Let camel-tools import without asking the network for its catalogue; a user's own CAMELTOOLS_DATA is respected."""
    if os.environ.get("CAMELTOOLS_DATA") or (Path.home() / ".camel_tools" / "catalogue.json").exists():
        yield
        return
    folder = cache_folder() / "camel"
    folder.mkdir(exist_ok=True)
    write_once(folder / "catalogue.json", json.dumps(_CATALOGUE))
    os.environ["CAMELTOOLS_DATA"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("CAMELTOOLS_DATA", None)


def _dash(value: str | None) -> str:
    return "" if value in (None, "-") else str(value)


def _analysis(features: dict[str, Any], word: str) -> Analysis:
    prep = _dash(features.get("prc1"))
    diac = features["diac"]
    stem = features["stem"]
    return Analysis(
        pos=features["pos"],
        lemma=features["lex"],
        der=_dash(features["der"]),
        cls=_dash(features["cls"]),
        asp=_dash(features["asp"]),
        vox=_dash(features["vox"]),
        per=_dash(features["per"]),
        gen=_dash(features["gen"]),
        num=_dash(features["num"]),
        state=_dash(features["stt"]),
        conj=_dash(features.get("prc2")),
        prep=prep if prep in ("b", "l", "k", "emph") else "",
        article=features.get("prc0") == "al",
        future=prep == "s",
        pronoun=_dash(features.get("enc0")),
        exact=diac == word,
        start=max(0, diac.find(stem)),
        jussive=features.get("mod") == "j",
    )


class Morphology:
    """Word → analyses, best first, each word looked up once (see :mod:`graphbuild.arabic.kept`)."""

    def __init__(
        self,
        analyze: Callable[[str], list[dict[str, Any]]],
        fallback: Callable[[str], list[dict[str, Any]]] | None = None,
    ) -> None:
        self._analyze = analyze
        self._fallback = fallback
        self._seen: Kept[str, tuple[Analysis, ...]] = Kept()

    @classmethod
    def load(cls, lexicon: Lexicon, *, calima: bool = False) -> Morphology:
        """Compile the lexicon (once; the file is kept in the cache folder) and open it; with ``calima``, add
        calima-msa-r13 for words that our lexicon does not know, if the user has installed it."""
        text_key = hashlib.sha256((lexicon.fingerprint + _code_key()).encode()).hexdigest()[:16]
        path = cache_folder() / f"morphology-{text_key}.db"
        if not path.exists():
            write_once(path, compile_database(lexicon))
        with offline():
            from camel_tools.morphology.analyzer import Analyzer
            from camel_tools.morphology.database import MorphologyDB

            own = Analyzer(MorphologyDB(str(path), "a"))
            other = None
            if calima:
                try:
                    other = Analyzer(MorphologyDB.builtin_db("calima-msa-r13", "a"))
                except (KeyError, OSError):
                    other = None
        return cls(own.analyze, other.analyze if other else None)

    def __call__(self, word: str) -> tuple[Analysis, ...]:
        """The analyses of one word (cleaned spelling), exact spellings first; empty for a word nobody knows."""
        found = self._seen.get(word)
        if found is None:
            found = self._seen.keep(word, self._look_up(word))
        return found

    def _look_up(self, word: str) -> tuple[Analysis, ...]:
        raw = self._analyze(word)
        analyses = dict.fromkeys(_analysis(features, word) for features in raw)
        if not analyses and self._fallback is not None:
            analyses = dict.fromkeys(_calima(features, word) for features in self._fallback(word))
        if any(a.exact for a in analyses):
            # ta marbuta and ha, final ya and alef maksura are told apart in careful text; a folded reading is then
            # another word
            kept = [a for a in analyses if a.exact or _same_but_hamza(word)]
            return tuple(sorted(kept, key=lambda a: not a.exact))
        return tuple(analyses)


def _same_but_hamza(word: str) -> bool:
    """Whether only hamza seats differ: those are left out by many papers, so the reading stays possible."""
    return word[-1] not in "\u0629\u0649\u0647\u064a" and fold(word)[-1] == word[-1]


def _calima(features: dict[str, Any], word: str) -> Analysis:
    pos = features.get("pos", "")
    kind = "verb" if pos == "verb" else ("adj" if pos.startswith("adj") else "noun" if pos.startswith("noun") else pos)
    return Analysis(
        pos=kind,
        lemma=clean(features.get("lex", word)),
        asp=_dash(features.get("asp")),
        vox=_dash(features.get("vox")),
        per=_dash(features.get("per")),
        gen=_dash(features.get("gen")),
        num=_dash(features.get("num")),
        article=features.get("prc0") == "Al_det",
        conj={"wa_conj": "w", "fa_conj": "f"}.get(features.get("prc2", ""), ""),
        exact=features.get("source") != "spvar",
    )


def _code_key() -> str:
    from graphbuild.arabic import conjugate, morphdb

    return "".join(hashlib.sha256(Path(str(m.__file__)).read_bytes()).hexdigest() for m in (conjugate, morphdb))
