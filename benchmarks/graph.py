"""How fast the graph is filled, changed and asked, on synthetic claims (see synthetic.py).

Run by ``make bench`` (10,000 claims, a minute or two), ``make bench-graph`` (100,000) and ``make bench-scale`` (a million);
prints, and gates nothing. Each part is a process of its own, so that its peak memory is its own::

    python benchmarks/graph.py --claims 1000000 [--dir FOLDER] [--timeout SECONDS] [--skip rdflib]
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from synthetic import Corpus  # noqa: E402

PARTS = ("build", "replace", "queries", "rdflib")
#: Articles that change: this share, but not more than the number.
REPLACED_SHARE, REPLACED = 0.1, 1000
#: How frequent the actors are that queries are asked about: the first, the fourth, …
RANKS = (0, 3, 20, 150, 700, 2500, 9000)
RDFLIB_CLAIMS = 100_000
#: Asked of both stores, in SPARQL that both know.
_COMPARED = {
    "count articles": "SELECT (COUNT(*) AS ?n) { ?a a gb:Article }",
    "denials": "SELECT (COUNT(*) AS ?n) { ?a gb:stance gb:Denies ; gb:ofMention ?m . ?m gb:ofProposition ?p . ?p gb:relation ?r }",
    "claims by category": "SELECT ?c (COUNT(*) AS ?n) { ?m gb:ofProposition ?p . ?p gb:category ?c } GROUP BY ?c",
}


def _corpus(claims: int) -> Corpus:
    from graphbuild.lexicon import relations

    return Corpus(relations(), claims=claims)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)


def _disk(folder: Path) -> int:
    """Bytes on disk; files that are hard links of each other count once."""
    seen = {(s.st_dev, s.st_ino): s.st_blocks * 512 for p in folder.rglob("*") if p.is_file() for s in [p.stat()]}
    return sum(seen.values())


def _counted(store: Any) -> int:
    return len(store.reader())


def build(claims: int, folder: Path) -> None:
    """A first build into a fresh store that is then swapped in."""
    from graphbuild.graph.store import open_store

    corpus = _corpus(claims)
    start = time.perf_counter()
    for _ in corpus.readings(0, min(corpus.articles, 1000)):
        pass
    making = (time.perf_counter() - start) * corpus.articles / min(corpus.articles, 1000)
    loaded = 0.0

    def note(*_: str) -> None:
        nonlocal loaded
        loaded = time.perf_counter()

    start = time.perf_counter()
    with open_store(folder, create=True) as store:
        report = store.add(corpus.readings(), progress=note)
        end = time.perf_counter()
        if report.errors:
            sys.exit(f"{report.errors[0]}")
        total = _counted(store)
        derived = _graph_size(store, "links") + _graph_size(store, "derived") + _graph_size(store, "knowledge")
        size = _disk(folder)
    told = total - derived
    seconds, after = loaded - start - making, end - loaded
    print(f"{claims:,} claims, {corpus.articles:,} articles, {total:,} quads: a claim has {total / claims:.0f}")
    print(f"first build           {told / seconds:10,.0f} quads/s ({told:,} in {seconds:.0f} s)")
    print(f"what follows from all {derived / after:10,.0f} quads/s ({derived:,} in {after:.0f} s)")
    print(f"together              {total / (seconds + after):10,.0f} quads/s ({seconds + after:.0f} s)")
    print(f"                      (the {making:.0f} s that the making of the readings takes are taken off)")
    print(f"on disk               {size / total:10.0f} bytes a quad ({size / 2**30:.2f} GiB)")
    print(f"peak memory           {_peak():10.1f} GiB")


def _graph_size(store: Any, name: str) -> int:
    import pyoxigraph

    graph = pyoxigraph.NamedNode(f"{store.base}graph/{name}")
    return sum(1 for _ in store.reader().quads_for_pattern(None, None, None, graph))


def replace(claims: int, folder: Path) -> None:
    """Articles that changed, each in one transaction."""
    from graphbuild.graph.store import open_store

    corpus = _corpus(claims)
    count = max(1, min(REPLACED, int(corpus.articles * REPLACED_SHARE)))
    numbers = range(0, corpus.articles, corpus.articles // count)[:count]
    readings = [corpus.reading(number, version=1) for number in numbers]
    loaded = done = 0.0

    def note(*_: str) -> None:
        nonlocal loaded, done
        loaded, done = time.perf_counter(), time.process_time()

    with open_store(folder) as store:
        quads = sum(len(store.describe(reading).own) for reading in readings)
        start, worked = time.perf_counter(), time.process_time()
        report = store.add(readings, progress=note)
        end, worked = time.perf_counter(), done - worked
        if len(report.replaced) != len(readings):
            sys.exit(f"{len(report.replaced)} of {len(readings)} replaced")
    seconds = loaded - start
    print(
        f"atomic replacement    {quads / seconds:10,.0f} quads/s ({len(readings):,} articles, {quads:,} quads put in)"
    )
    print(
        f"                      {quads / worked:10,.0f} quads a second of processor time, all threads of the database"
    )
    print(f"what follows          {end - loaded:10.1f} s for the whole change, reckoned from what it touched")


def _given(named: Any, corpus: Corpus, number: int, proposition: str) -> dict[str, str]:
    """Values for a query's actors and proposition; those of the ``number``-th actor."""
    out = {}
    ranks = iter((number, number // 2 + 1, number + 3))
    for param in named.params:
        if param.type == "actor":
            out[param.name] = corpus.ids[next(ranks)]
        elif param.name == "proposition":
            out[param.name] = proposition
    if {"a", "b"} <= out.keys():
        return {"a": out["a"], "b": out["b"]}
    return dict(list(out.items())[:1])


def queries(claims: int, folder: Path, *, timeout_s: float) -> None:
    """Each named query without parameters, and with an actor or a proposition of several frequencies."""
    from graphbuild.graph.queries import named_queries
    from graphbuild.graph.store import open_store

    corpus = _corpus(claims)
    propositions = [
        f"proposition/{c.proposition.split('/')[1]}" for n in range(len(RANKS)) for c in corpus.reading(n).claims[:1]
    ]
    print(
        "\n| query | bound: median | worst | processor time: median | worst | unbound | |\n|---|---|---|---|---|---|---|"
    )
    with open_store(folder) as store:
        store.query("ASK { ?a gb:meets ?b }", {})
        for name, named in named_queries().items():
            given = [
                _given(named, corpus, min(number, corpus.count - 5), propositions[place])
                for place, number in enumerate(RANKS)
            ]
            bound = [_seconds(store, name, params, timeout_s) for params in given if params]
            alone, _ = _seconds(store, name, {}, timeout_s)
            # Of the wall clock, then of the processor: that of a busy machine tells less.
            figures = [f(one) for one in zip(*bound, strict=True) for f in (statistics.median, max)] or [None] * 4
            cells = (
                name,
                *(_shown(seconds, timeout_s) for seconds in (*figures, alone)),
                "heavy" if named.heavy else "",
            )
            print(f"| {' | '.join(cells)} |", flush=True)


def _seconds(store: Any, name: str, params: dict[str, str], timeout_s: float) -> tuple[float, float]:
    """How long an answer takes, its first 1,000 rows, and how long the processor worked on it; at most ``timeout_s``, when
    the query is stopped."""
    from graphbuild.errors import QueryTimeoutError

    start, worked = time.perf_counter(), _processor(store)
    with suppress(QueryTimeoutError):
        store.query(name, params, timeout_s=timeout_s, limit=1000)
        return time.perf_counter() - start, _processor(store) - worked
    # Stopped, and what it had done is gone with it.
    return timeout_s, timeout_s


def _processor(store: Any) -> float:
    """Processor time of the worker that answers queries, where the system tells (Linux)."""
    worker = store.runner._process  # noqa: SLF001 - its processor time is nobody else's business
    stat = Path(f"/proc/{worker.pid}/stat") if worker else Path()
    if not stat.is_file():
        return 0.0
    fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _shown(seconds: float | None, timeout_s: float) -> str:
    if seconds is None:
        return ""
    return f"> {timeout_s:.0f} s" if seconds >= timeout_s else f"{seconds:.3f} s"


def rdflib(claims: int, folder: Path) -> None:
    """The same quads in rdflib's own memory store and in Oxigraph, side by side."""
    import pyoxigraph
    import rdflib as rdf

    from graphbuild import vocab as v
    from graphbuild.graph.store import open_store

    claims = min(claims, RDFLIB_CLAIMS)
    corpus = _corpus(claims)
    side = folder.with_name(folder.name + "-rdflib")
    dump = side / "graph.nq"
    with open_store(side / "store", create=True) as store:
        store.add(corpus.readings())
        count = _counted(store)
        store.reader().dump(output=str(dump), format=pyoxigraph.RdfFormat.N_QUADS)
    rows = []
    start = time.perf_counter()
    oxigraph = pyoxigraph.Store(str(side / "again"))
    oxigraph.bulk_load(path=str(dump), format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
    rows.append(("load", count, time.perf_counter() - start))
    times: dict[str, list[float]] = {}
    for name, text in _COMPARED.items():
        start = time.perf_counter()
        list(oxigraph.query(text, prefixes=dict(v.PREFIXES), use_default_graph_as_union=True))  # type: ignore[arg-type]
        times[name] = [time.perf_counter() - start]
    before = _peak()
    start = time.perf_counter()
    dataset = rdf.Dataset(default_union=True)
    dataset.parse(dump, format="nquads")
    memory_load = time.perf_counter() - start
    for name, text in _COMPARED.items():
        start = time.perf_counter()
        list(dataset.query(text, initNs=dict(v.PREFIXES)))
        times[name].append(time.perf_counter() - start)
    print(f"\n{claims:,} claims, {count:,} quads | Oxigraph on disk | rdflib in memory\n|---|---|---|")
    print(
        f"| load | {rows[0][2]:.1f} s ({count / rows[0][2]:,.0f} quads/s) | {memory_load:.1f} s ({count / memory_load:,.0f} quads/s) |"
    )
    for name, (one, other) in times.items():
        print(f"| {name} | {one:.2f} s | {other:.2f} s |")
    print(f"| memory | | {(_peak() - before):.1f} GiB more |")
    shutil.rmtree(side)


def main() -> None:
    """Run the parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--dir", type=Path, help="where to build; kept; by default a temporary folder that is removed")
    parser.add_argument("--timeout", type=float, default=30.0, help="seconds after which a query is stopped")
    parser.add_argument("--skip", nargs="*", choices=PARTS, default=[])
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        more = {"timeout_s": given.timeout} if given.part == "queries" else {}
        globals()[given.part](given.claims, given.dir, **more)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = (given.dir or Path(name)).absolute() / "graph"
        folder.parent.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            if part not in given.skip:
                arguments = (
                    "--claims",
                    str(given.claims),
                    "--dir",
                    str(folder),
                    "--timeout",
                    str(given.timeout),
                    "--part",
                    part,
                )
                done = subprocess.run([sys.executable, __file__, *arguments], check=False)
                if done.returncode:
                    sys.exit(f"part {part} ended with {done.returncode}")


if __name__ == "__main__":
    main()
