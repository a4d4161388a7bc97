"""The command line: it parses, calls, prints and answers with an exit code; nothing else prints.

Data goes to standard output, progress and complaints to standard error. Exit codes: 0 done (an empty result too), 1
failed, 2 wrong usage or configuration, 3 done in part (``errors.jsonl`` says what was left out). Everything heavy is
imported inside the commands, so that help is there at once.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphbuild.errors import GraphbuildError, ReadError, UsageError
from graphbuild.output import write_bytes, write_text, writing
from graphbuild.progress import Progress

if TYPE_CHECKING:
    from graphbuild.pipeline import Engine
    from graphbuild.records import Article, Reading

FAILED, WRONG_USAGE, IN_PART = 1, 2, 3
_INTERRUPTED = 130  # what shells call the end by Ctrl-C
_SHOWN_ERRORS = 20
_MANY_ACTORS = 1000
_MOST_TELLINGS = 50_000  # in a report; more make a file that browsers struggle with
_FIRST_ROWS = 12
_LEAST_WIDTH = 13  # of a column of a table; where columns would be narrower, each row is written as a block

app = typer.Typer(
    name="graphbuild",
    help="Arabic news in; a graph of who did, said or denied what to whom, according to whom, out.\n\n"
    "\b\nFirst steps:\n  graphbuild demo                              the whole way, on samples that ship\n"
    "  graphbuild build articles/ --store graph     a graph of your own articles\n"
    "  graphbuild query who-denies-what             ask it\n"
    "  graphbuild network -o network.html           look at it",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Store = Annotated[
    Path,
    typer.Option(
        "--store", metavar="DIR", envvar="GRAPHBUILD_STORE", help="The graph's folder, or a SPARQL server's address."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary on standard error.")]
Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT...", help="Text, JSONL, JSON or HTML files, folders of them, or - (standard input)."),
]
Actors = Annotated[
    Path | None, typer.Option("--actors", metavar="FILE", help="Actors of your own: a table, as CSV or TSV.")
]
Names = Annotated[
    str,
    typer.Option(
        "--names", metavar="NAME", help="What finds names that no list has: crf, camel (slow), or a model's folder."
    ),
]
Errors = Annotated[
    Path, typer.Option("--errors", metavar="FILE", help="Where to list what was left out; written where there is any.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to the screen.")]


class Level(StrEnum):
    """Whether actors or the states that they act for are looked at."""

    actor = "actor"
    state = "state"


Levels = Annotated[Level, typer.Option("--level", help="Actors, or the states and bodies they act for.")]


def load_engine(*, actors: Path | None = None, names: str = "crf") -> Engine:
    """The engine that reads articles; replaced in tests that are not about it."""
    from graphbuild.pipeline import Engine

    engine = Engine.load(actors=actors, names=names)
    gc.freeze()  # the lexicon stays as it is: the collector need not walk it again and again
    return engine


# -- commands ------------------------------------------------------------------------------------------------------


@app.command()
def build(
    inputs: Inputs,
    store: Store = Path("graph"),
    actors: Actors = None,
    names: Names = "crf",
    errors: Errors = Path("errors.jsonl"),
    times: Annotated[
        bool, typer.Option("--times", help="Record when each article is read; the graph is then another each time.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Read articles into a graph.

    What it already holds, and nothing has changed about, is left alone.

    \b
    Examples:
      graphbuild build articles/ --store graph
      graphbuild build news.jsonl more/*.txt --store graph
      zcat dump.jsonl.gz | graphbuild build - --store graph
    """
    from graphbuild.graph import connect
    from graphbuild.graph.store import address

    failures = _Failures(errors)
    unchanged: list[str] = []
    engine = load_engine(actors=actors, names=names)
    reading = Progress("reading", total=lambda: _expected(inputs), quiet=quiet)
    with connect(store, create=True) as graph, reading as progress:
        if times:
            graph.read_at = datetime.now(UTC).replace(microsecond=0)

        def is_current(article: Article) -> bool:
            return graph.is_current(article, engine.name)

        articles = _articles(inputs, failures)
        readings = _readings(engine, articles, failures, skip=is_current, skipped=unchanged.append)
        report = graph.add(readings, progress=lambda identifier, _: progress.step(identifier))
    for identifier, message in report.errors:
        failures.article(identifier, message)
    kept = len(report.added) + len(report.replaced) + len(report.unchanged) + len(unchanged)
    counts = [
        (len(report.added), "added"),
        (len(report.replaced), "replaced"),
        (len(report.unchanged) + len(unchanged), "unchanged"),
        (len(report.removed), "withdrawn"),
    ]
    where = address(store) or store
    _say(f"{where}: " + (", ".join(f"{n} {what}" for n, what in counts if n) or "nothing to do"), quiet=quiet)
    failures.finish(done=kept)


@app.command()
def extract(
    inputs: Inputs,
    output: Output = None,
    full: Annotated[bool, typer.Option("--full", help="With the article's text and sections too.")] = False,
    actors: Actors = None,
    names: Names = "crf",
    errors: Errors = Path("errors.jsonl"),
    quiet: Quiet = False,
) -> None:
    """Print the claims of articles as JSON lines.

    One object an article, with its actors and claims, in the format graphbuild-claims/1.

    \b
    Examples:
      graphbuild extract article.txt
      graphbuild extract news.jsonl -o claims.jsonl
      cat news.jsonl | graphbuild extract - | jq .claims
    """
    from graphbuild.interchange import dump_line

    failures = _Failures(errors)
    engine = load_engine(actors=actors, names=names)
    done = 0
    reading_all = Progress("reading", total=lambda: _expected(inputs), quiet=quiet)
    with reading_all as progress, _lines_out(output) as write:
        for reading in _readings(engine, _articles(inputs, failures), failures):
            write(dump_line(reading, lean=not full).rstrip("\n"))
            progress.step(reading.article.id)
            done += 1
    failures.finish(done=done)


@app.command()
def query(
    text: Annotated[str | None, typer.Argument(metavar='NAME|"SPARQL"', help="A named query, or SPARQL.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", metavar="FILE", help="SPARQL from a file.")] = None,
    store: Store = Path("graph"),
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="An IRI, a CURIE, or a label.")
    ] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="table, csv, tsv, json, jsonl, xml, ttl or jsonld.")
    ] = "table",
    output: Output = None,
    level: Levels = Level.actor,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most so many rows.")] = None,
    timeout_s: Annotated[float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Stop it then.")] = 60.0,
    excel: Annotated[bool, typer.Option("--excel", help="CSV that Excel opens as UTF-8.")] = False,
    exit_status: Annotated[
        bool, typer.Option("--exit-status", help="ASK: exit code 1 where the answer is no.")
    ] = False,
    names: Annotated[bool, typer.Option("--list", help="List the named queries, and stop.")] = False,
) -> None:
    """Ask the graph, by name or in SPARQL.

    \b
    Examples:
      graphbuild query --list
      graphbuild query who-denies-what
      graphbuild query contested --level state --format csv -o contested.csv
      graphbuild query who-denies-what --param denier=actor:RUS
      graphbuild query "SELECT ?a ?b { ?a gb:signs_agreement_with ?b }"
    """
    if names:
        _list_queries(output)
        return
    sparql = _query_text(text, file)
    from graphbuild.graph import connect
    from graphbuild.graph.results import write_result

    params = dict(_parameter(one) for one in param or ())
    with connect(store) as graph, Progress("asking"):
        result = graph.query(sparql, params, timeout_s=timeout_s, limit=limit, level=level.value)
    if format == "table":
        with _lines_out(output) as write:
            for line in _table(*result.table(), wide=output is not None):
                write(line)
    else:
        _write_out(write_result(result, format, bom=excel), output)
    if result.truncated:
        _say(f"stopped at {len(result.rows)} rows; ask for more with --limit")
    if exit_status and result.kind == "boolean" and not result.boolean:
        raise typer.Exit(FAILED)


@app.command()
def network(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="The page to write.")],
    store: Store = Path("graph"),
    top: Annotated[int, typer.Option("--top", min=1, help="Draw at most so many actors, the best connected.")] = 300,
    level: Levels = Level.actor,
    title: Annotated[str | None, typer.Option("--title", help="The page's heading.")] = None,
    offices: Annotated[bool, typer.Option("--offices", help="Draw who holds which office, too.")] = False,
    same_state: Annotated[bool, typer.Option("--same-state", help="Draw relations within one state, too.")] = False,
    renderer: Annotated[str, typer.Option("--renderer", help="What draws the page.")] = "pyvis",
    quiet: Quiet = False,
) -> None:
    """Draw the graph as one HTML page.

    The page shows the sentences of each relation, and loads nothing from anywhere.

    \b
    Examples:
      graphbuild network -o network.html
      graphbuild network --level state --top 50 --title "2024" -o states.html
    """
    from graphbuild.view import Network
    from graphbuild.view import renderer as find_renderer

    draw = find_renderer(renderer)
    rows = _edges(store, level, quiet=quiet)
    with Progress("drawing", quiet=quiet):
        picture = Network.of(rows, top=top, offices=offices, same_state=same_state)
        write_text(output, draw(picture, heading=title))
    relations = f"{len(picture.edges)} of {picture.all_relations} relations"
    _say(f"{output}: {len(picture.nodes)} of {picture.all_actors} actors, {relations}", quiet=quiet)
    if len(picture.nodes) > _MANY_ACTORS:
        _say(f"more than {_MANY_ACTORS} actors make a slow page that nobody can read; see --top", quiet=quiet)


@app.command()
def report(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")],
    store: Store = Path("graph"),
    format: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="html, md or pdf; else as the file is called.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="ar|en", help="The language of Markdown and PDF.")] = "ar",
    title: Annotated[str | None, typer.Option("--title", help="The page's heading.")] = None,
    top: Annotated[int, typer.Option("--top", min=1, help="Draw at most so many actors at once.")] = 400,
    actor: Annotated[str | None, typer.Option("--actor", metavar="IRI|NAME", help="Only what concerns it.")] = None,
    query: Annotated[str | None, typer.Option("--query", metavar="NAME", help="Only what a named query names.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only from this day on.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only up to this day.")] = None,
    compare: Annotated[
        tuple[str, str] | None, typer.Option("--compare", metavar="OUTLET OUTLET", help="Two outlets side by side.")
    ] = None,
    quotes: Annotated[
        bool, typer.Option("--quotes/--no-quotes", help="With the newspapers' sentences, or offsets and links alone.")
    ] = True,
    queries: Annotated[bool, typer.Option("--queries/--no-queries", help="With the named queries' answers.")] = True,
    coded: Annotated[
        Path | None, typer.Option("--coded", metavar="FILE", help="A hand-coded sample, for the quality it measures.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write a report: one HTML file to read and to send.

    Findings, network, claims, actors, timeline, queries and method, in Arabic and English; it loads nothing from
    anywhere, can be read without scripts, and printed. Markdown and PDF are in one language, Markdown without the picture;
    a PDF is printed by the Chromium, Chrome or Edge of this machine.

    \b
    Examples:
      graphbuild report -o report.html
      graphbuild report --actor RUS --since 2024-01-01 -o russia.html
      graphbuild report --no-quotes --title "2024" -o to-publish.html
      graphbuild report --format md --lang en -o report.md
      graphbuild report --lang en -o report.pdf
    """
    from dataclasses import replace

    from graphbuild.view.report import without_quotes

    render = _report_writer(format or output.suffix.removeprefix(".").lower() or "html", lang, top)
    quality = _quality(coded)
    material = _report_material(
        store, actor=actor, query=query, since=since, until=until, compare=compare, queries=queries, quiet=quiet
    )
    material = replace(material, quality=quality)
    if not quotes:
        material = without_quotes(material)
    with Progress("drawing", quiet=quiet):
        made = render(material, title)
        if isinstance(made, bytes):
            write_bytes(output, made)
        else:
            write_text(output, made)
    tellings = sum(len(row.tellings) for row in material.rows)
    shown = f"{len(material.rows)} claims, {tellings} tellings"
    if material.all_tellings is not None and tellings < material.all_tellings:
        shown += f" of {material.all_tellings} (the contested first, then those most often told)"
    _say(f"{output}: {shown}", quiet=quiet)


@app.command()
def explain(
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="A sentence or more; - for standard input.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", metavar="FILE", help="The text from a file.")] = None,
    actors: Actors = None,
    names: Names = "crf",
    output: Output = None,
) -> None:
    """Show how a text is read, step by step.

    Its tokens, mentions and frames, the rule that fired, and why a candidate was dropped.

    \b
    Examples:
      graphbuild explain "نفى الكرملين إرسال جنود إلى أوكرانيا."
      graphbuild explain --file article.txt
    """
    given = _one_text(text, file)
    from graphbuild.pipeline import explain_lines

    explanation = load_engine(actors=actors, names=names).explain(given)
    with _lines_out(output) as write:
        for line in explain_lines(explanation):
            write(line)


@app.command()
def stats(
    store: Store = Path("graph"),
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
    unresolved: Annotated[
        bool, typer.Option("--unresolved", help="Instead: the actors that articles name and no list has.")
    ] = False,
    top: Annotated[
        int, typer.Option("--top", min=1, help="With --unresolved: at most so many, most frequent first.")
    ] = 50,
    output: Output = None,
) -> None:
    """Count what the graph holds.

    With --unresolved, list whom articles name and no list of actors has. Written to a file, the list is a table that
    --actors reads, once it has been looked through.

    \b
    Examples:
      graphbuild stats
      graphbuild stats --store graph --json
      graphbuild stats --unresolved
      graphbuild stats --unresolved --top 200 -o my-actors.csv
    """
    from graphbuild.graph import connect

    if unresolved:
        _list_unresolved(store, top=top, output=output, as_json=as_json)
        return
    with connect(store) as graph, Progress("counting"):
        counts = graph.stats()
    lines = [json.dumps(counts, ensure_ascii=False, indent=2)] if as_json else _counts(counts)
    with _lines_out(output) as write:
        for line in lines:
            write(line)


@app.command()
def validate(
    store: Store = Path("graph"), as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False
) -> None:
    """Check the graph against its shapes.

    Prints what is wrong, in words; exit code 1 where anything is.

    \b
    Examples:
      graphbuild validate
      graphbuild validate --store graph --json
    """
    from dataclasses import asdict

    from graphbuild.graph import connect
    from graphbuild.graph.validate import validate as find_problems

    with connect(store) as graph, Progress("checking"):
        problems = find_problems(graph)
    if as_json:
        found = {"conforms": not problems, "problems": [asdict(problem) for problem in problems]}
        _print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for problem in problems or ("the graph conforms to its shapes",):
            _print(str(problem))
    if problems:
        raise typer.Exit(FAILED)


@app.command()
def export(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")],
    store: Store = Path("graph"),
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="That of the file's name, where none is given."),
    ] = None,
    level: Annotated[
        Level | None, typer.Option("--level", help="Actors, or the states they act for (panel, cameo: always states).")
    ] = None,
    quotes: Annotated[
        bool, typer.Option("--quotes/--no-quotes", help="With the newspapers' sentences, or offsets and links alone.")
    ] = True,
    quiet: Quiet = False,
) -> None:
    """Write the whole graph to a file.

    \b
    Formats:
      trig, nq, ttl, jsonld   RDF; nq12 with the triples that claims are about (RDF 1.2 reifiers)
      csv, nodes, edges       tables of claims, of actors, of relations
      graphml, gexf           the network, for Gephi, Cytoscape, igraph
      panel                   a country-dyad month panel with ISO-3 and COW codes, for R and Stata
      plover, cameo           event records: PLOVER 2.0 as JSON lines, CAMEO codes as TSV

    \b
    Examples:
      graphbuild export -o graph.trig
      graphbuild export --format csv -o claims.csv
      graphbuild export --format panel -o dyads.csv
      graphbuild export --no-quotes -o to-publish.trig
    """
    chosen = format or output.suffix.removeprefix(".").lower()
    writers = _exports(store, level, quotes=quotes)
    if chosen in writers:
        write_text(output, writers[chosen]())
    else:
        from graphbuild.errors import UnknownNameError
        from graphbuild.graph import connect
        from graphbuild.graph.writers import WRITERS, write_graph

        if chosen not in WRITERS:
            raise UnknownNameError("format", chosen, [*WRITERS, *writers])
        with connect(store) as graph, Progress("writing", quiet=quiet):
            if quotes:
                graph.dump(chosen, output)
            else:
                from graphbuild.graph.sharing import without_quotes

                write_graph(list(without_quotes(graph.quads())), chosen, output, base=graph.base)
    _say(f"{output}: written", quiet=quiet)


@app.command()
def remove(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Ids, urls or IRIs of articles.")],
    store: Store = Path("graph"),
    quiet: Quiet = False,
) -> None:
    """Withdraw articles from the graph.

    What others told as well stays.

    \b
    Examples:
      graphbuild remove sudan-page.txt
      graphbuild remove https://news.example/2024/1 --store graph
    """
    from graphbuild.graph import connect

    with connect(store) as graph, Progress("withdrawing", quiet=quiet):
        report = graph.remove(articles)
    for identifier in report.removed:
        _say(f"{identifier}: withdrawn", quiet=quiet)


@app.command()
def link(
    store: Store = Path("graph"),
    accept: Annotated[
        Path | None, typer.Option("--accept", metavar="FILE", help="The pairs of this sheet are one actor each.")
    ] = None,
    reject: Annotated[
        Path | None, typer.Option("--reject", metavar="FILE", help="The pairs of this sheet are two actors each.")
    ] = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Propose which actors are one, or record decisions.

    Without a decision it writes a sheet (CSV): each pair with the reason, and whether it counts as one now. Keep the
    rows you decide on and give the sheet back; decisions outlast rebuilding.

    \b
    Examples:
      graphbuild link -o links.csv
      graphbuild link --accept same.csv
      graphbuild link --reject not-the-same.csv --store graph
    """
    from graphbuild.graph import connect
    from graphbuild.graph.review import decide, link_sheet, read_pairs

    chosen = [(path, yes) for path, yes in ((accept, True), (reject, False)) if path is not None]
    decisions = [(read_pairs(path), yes) for path, yes in chosen]
    with connect(store) as graph:
        for pairs, yes in decisions:
            with Progress("deciding", quiet=quiet):
                decide(graph, pairs, accept=yes)
            _say(f"{len(pairs)} pairs {'are one' if yes else 'are not one'}", quiet=quiet)
        if not decisions:
            with Progress("looking for pairs", quiet=quiet):
                pairs_found = link_sheet(graph)
            _write_out(pairs_found, output)


@app.command()
def sample(
    coded: Annotated[
        Path | None, typer.Argument(metavar="[CODED]", help="A sheet that you have coded: its precision is printed.")
    ] = None,
    store: Store = Path("graph"),
    size: Annotated[int, typer.Option("--size", "-n", min=1, help="How many claims to draw.")] = 200,
    seed: Annotated[int, typer.Option("--seed", help="Another number draws other claims.")] = 0,
    output: Output = None,
) -> None:
    """Draw claims to code by hand; measure precision.

    The sheet (CSV) is random and stratified by category; write yes or no into its column "verdict". Given back, it
    gives precision with 95 % intervals; "graphbuild review" records its verdicts.

    \b
    Examples:
      graphbuild sample -n 200 -o sheet.csv
      graphbuild sample sheet.csv
    """
    from graphbuild.graph.review import precision, sample_sheet

    if coded is None:
        _write_out(sample_sheet(_edges(store, Level.actor), size=size, seed=seed), output)
        return
    table = [
        (one.category, f"{one.value:.3f}", f"{one.low:.3f}", f"{one.high:.3f}", str(one.right), str(one.judged))
        for one in precision(coded)
    ]
    with _lines_out(output) as write:
        for line in _table(("category", "precision", "low", "high", "right", "judged"), table, compact=True):
            write(line)


@app.command()
def review(
    sheet: Annotated[
        Path | None, typer.Argument(metavar="[SHEET]", help="A coded sheet: its column verdict says yes or no.")
    ] = None,
    store: Store = Path("graph"),
    accept: Annotated[
        Path | None, typer.Option("--accept", metavar="FILE", help="All claims of this sheet are right.")
    ] = None,
    reject: Annotated[
        Path | None, typer.Option("--reject", metavar="FILE", help="All claims of this sheet are wrong.")
    ] = None,
    undo: Annotated[
        Path | None, typer.Option("--undo", metavar="FILE", help="Take back the verdicts on this sheet's claims.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Record your verdicts on claims.

    Rejected claims leave queries, exports, networks and reports; verdicts outlast rebuilding. A sheet is CSV with a
    column "mention", as "graphbuild sample" writes it.

    \b
    Examples:
      graphbuild review sheet.csv
      graphbuild review --reject wrong.csv --store graph
    """
    from graphbuild.graph import connect
    from graphbuild.graph.review import judge, read_verdicts

    if sheet is accept is reject is undo is None:
        raise UsageError("give a coded sheet, or one with --accept, --reject or --undo")
    verdicts: dict[str, str | None] = {}
    if sheet is not None:
        verdicts |= read_verdicts(sheet)
    for path, yes in ((accept, True), (reject, False)):
        if path is not None:
            verdicts |= read_verdicts(path, accept=yes)
    if undo is not None:
        verdicts |= dict.fromkeys(read_verdicts(undo, accept=True), None)
    with connect(store) as graph, Progress("recording", quiet=quiet):
        judge(graph, verdicts)
    _say(f"{len(verdicts)} verdicts recorded", quiet=quiet)


@app.command()
def serve(
    store: Store = Path("graph"),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where to listen; 0 takes a free one.")] = 8080,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; others can reach 0.0.0.0.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="A name by which this machine may be asked.")
    ] = None,
    cors: Annotated[
        list[str] | None, typer.Option("--cors", metavar="ORIGIN", help="A site whose pages may ask, or *.")
    ] = None,
    timeout_s: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Stop a query then.")
    ] = 30.0,
    max_rows: Annotated[int, typer.Option("--max-rows", min=1, help="Rows that an answer may have.")] = 100_000,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Queries that run at the same time.")] = 2,
    quiet: Quiet = False,
) -> None:
    """Serve the graph: a page to ask with, a SPARQL endpoint.

    Read-only. It listens to this machine alone unless told otherwise; Ctrl-C ends it.

    \b
    Examples:
      graphbuild serve --store graph
      graphbuild serve --port 7000 --cors https://yasgui.example
      graphbuild serve --host 0.0.0.0 --name kg.example.org
    """
    from graphbuild.serve import Settings, run

    settings = Settings(
        store=store, host=host, port=port, names=tuple(name or ()), cors=tuple(cors or ()), timeout_s=timeout_s,
        max_rows=max_rows, workers=workers,
    )  # fmt: skip
    run(
        settings,
        ready=lambda address: _say(f"{store}: {address} (SPARQL at {address}sparql); Ctrl-C ends", quiet=quiet),
    )


@app.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write into.")] = Path(
        "out"
    ),
) -> None:
    """Go the whole way on sample articles.

    Writes a store, graph.trig, network.html and claims.csv, and prints the first answers.

    \b
    Example:
      graphbuild demo -o out
    """
    from graphbuild.errors import OutputError
    from graphbuild.graph import connect
    from graphbuild.resources import resource

    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{output}: cannot be made ({error.strerror}); name another folder with -o") from error
    samples = resource("data", "samples")
    store = output / "store"
    build([str(samples)], store=store, errors=output / "errors.jsonl", quiet=True)
    export(output / "graph.trig", store=store, quiet=True)
    export(output / "claims.csv", store=store, quiet=True)
    network(output / "network.html", store=store, quiet=True)
    with connect(store) as graph:
        _print(f"Read {samples} into {store}:")
        for line in _counts(graph.stats(), depth=0):
            _print(f"  {line}")
        for title, name, columns in _FIRST_ANSWERS:
            header, rows = graph.query(name).table()
            _print(f"\n{title}")
            chosen = [header.index(column) for column in columns]
            told = list(dict.fromkeys(tuple(row[i] for i in chosen) for row in rows))
            for line in _table(columns, told[:_FIRST_ROWS], compact=True):
                _print(f"  {line}")
            if len(told) > _FIRST_ROWS:
                _print(f"  and {len(told) - _FIRST_ROWS} more")
    _print(f"\nWritten: {', '.join(str(output / name) for name in ('graph.trig', 'claims.csv', 'network.html'))}")
    _print(f"Look at {(output / 'network.html').resolve().as_uri()}, or ask on:")
    _print(f"  {_program()} query contested --store {store}")


_FIRST_ANSWERS = (
    (
        "Who denies what (who-denies-what):",
        "who-denies-what",
        ("denierLabel", "relation", "subjectLabel", "objectLabel"),
    ),
    ("Who signed with whom (who-signed-with-whom):", "who-signed-with-whom", ("aLabel", "bLabel", "status", "voice")),
)


def _show_version(asked: bool) -> None:
    if asked:
        _print(f"graphbuild {_version()}")
        _print(f"engine {load_engine().fingerprint}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the versions of program and engine."
        ),
    ] = False,
) -> None:
    """Options of the program itself."""


# -- articles in ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Failures:
    """What was left out: each told on standard error, all listed in a file."""

    path: Path
    found: list[dict[str, Any]] = field(default_factory=list)

    def read(self, error: ReadError) -> None:
        where = {"path": error.path, "line": error.line}
        self._add(where | {"problem": error.problem, "remedy": error.remedy}, str(error))

    def article(self, identifier: str, problem: str) -> None:
        self._add({"article": identifier, "problem": problem}, f"{identifier}: {problem}")

    def _add(self, entry: dict[str, Any], line: str) -> None:
        self.found.append(entry)
        if len(self.found) <= _SHOWN_ERRORS:
            _complain(line)

    def finish(self, *, done: int) -> None:
        """Write the list where there is anything to list, and end with the exit code that says so."""
        if not self.found:
            return
        with writing(self.path) as stream:
            stream.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in self.found)
        _say(f"{len(self.found)} left out, listed in {self.path}")
        raise typer.Exit(IN_PART if done else FAILED)


def _articles(inputs: Sequence[str], failures: _Failures) -> Iterator[Article]:
    from graphbuild.read import read

    return read(inputs, on_error=failures.read)


def _expected(inputs: Sequence[str]) -> int | None:
    """About how many articles there are: a file each, a line each of JSON lines; unknown for standard input."""
    from graphbuild.read.files import LINES_SUFFIXES, SUFFIXES

    if "-" in inputs:
        return None
    count = 0
    for given in map(Path, inputs):
        files = given.rglob("*") if given.is_dir() else [given]
        for path in files:
            if not path.is_file() or path.suffix.lower() not in SUFFIXES:
                continue
            if path.suffix.lower() not in LINES_SUFFIXES:
                count += 1
                continue
            with path.open("rb") as stream:
                count += sum(1 for line in stream if line.strip())
    return count


def _pages(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles with those embedded in their pages."""
    page: list[Article] = []
    for article in articles:
        if article.parent is None and page:
            yield page
            page = []
        page.append(article)
    if page:
        yield page


def _readings(
    engine: Engine,
    articles: Iterable[Article],
    failures: _Failures,
    *,
    skip: Callable[[Article], bool] | None = None,
    skipped: Callable[[str], None] | None = None,
) -> Iterator[Reading]:
    """What the engine reads in the articles; a page with embedded articles is read anew whole, or left alone whole."""
    for page in _pages(articles):
        if skip is not None and all(skip(article) for article in page):
            for article in page:
                if skipped is not None:
                    skipped(article.id)
            continue
        for article in page:
            try:
                reading = engine.read(article)
            except Exception as error:  # noqa: BLE001 - one article must not end the reading of all others
                kind = "" if isinstance(error, GraphbuildError) else f"{type(error).__name__}: "
                failures.article(article.id, f"cannot be read by the engine ({kind}{error})")
            else:
                yield reading


def _one_text(text: str | None, file: Path | None) -> str:
    """The text that was given as an argument, in a file or on standard input."""
    from graphbuild.read import read_text

    if (text is None) == (file is None):
        raise UsageError("give a text, or a file with --file")
    if file is not None:
        return read_text(file)
    if text == "-":
        return read_text("-")
    return text or ""


# -- answers out ---------------------------------------------------------------------------------------------------


def _edges(store: Path, level: Level, *, quiet: bool = False) -> list[Any]:
    from graphbuild.graph import connect, edge_rows

    with connect(store) as graph, Progress("reading the graph", quiet=quiet):
        return list(edge_rows(graph, level=level.value))


def _report_material(
    store: Path,
    *,
    actor: str | None,
    query: str | None,
    since: str | None,
    until: str | None,
    compare: tuple[str, str] | None,
    queries: bool,
    quiet: bool,
) -> Any:
    """What a report says of a store, narrowed as asked."""
    from graphbuild.graph import connect, edge_rows, named_queries
    from graphbuild.view import report as reports

    days = {"since": _day(since, "--since"), "until": _day(until, "--until")}
    known = named_queries()
    if query is not None and query not in known:
        from graphbuild.errors import UnknownNameError

        raise UnknownNameError("query", query, known)
    steps = len(known) + 3 if queries else 3
    with connect(store) as graph, Progress("gathering", total=steps, quiet=quiet) as progress:

        def ask(text: str, limit: int | None) -> Any:
            return graph.query(text, {}, limit=limit)

        progress.step("rows")
        material = reports.gather(
            {"actor": edge_rows(graph), "state": edge_rows(graph, level="state")},
            ask,
            known.values() if queries else (),
            counts=graph.stats(),
            base=graph.base,
            versions=[("graphbuild", _version())],
            progress=progress.step,
        )
        if query is not None:
            named = reports.answer(known[query], ask, always=True, limit=None)
            material = reports.of_propositions(material, named)
    material = reports.between_days(material, **days)
    if compare is not None:
        material = reports.of_articles(material, compare)
    if actor is not None:
        material = reports.about_actor(material, actor)
    return reports.most_told(material, most=_MOST_TELLINGS)


def _report_writer(format: str, lang: str, top: int) -> Callable[[Any, str | None], str | bytes]:
    """What writes a report in a format; that there is a browser for a PDF is known before anything is gathered."""
    from graphbuild.errors import UnknownNameError
    from graphbuild.view.report import LANGUAGES, find_chromium, print_pdf, render_markdown, render_report

    if lang not in LANGUAGES:
        raise UnknownNameError("language", lang, LANGUAGES)
    page = partial(render_report, top=top)
    writers: dict[str, Callable[[Any, str | None], str | bytes]] = {
        "html": lambda material, title: page(material, heading=title),
        "pdf": lambda material, title: print_pdf(page(material, heading=title), lang=LANGUAGES[lang]),
        "md": lambda material, title: render_markdown(material, heading=title, lang=LANGUAGES[lang]),
    }
    names = {"htm": "html", "markdown": "md"}
    if names.get(format, format) not in writers:
        raise UnknownNameError("format", format, writers)
    if format == "pdf":
        find_chromium()
    return writers[names.get(format, format)]


def _quality(coded: Path | None) -> tuple[tuple[str, str], ...]:
    """What a hand-coded sample says of precision, with 95 % intervals: all of it first, then by category."""
    if coded is None:
        return ()
    from graphbuild.graph.review import precision

    return tuple(
        (one.category, f"{one.value:.2f} ({one.low:.2f}\u2013{one.high:.2f}), {one.right} / {one.judged}")
        for one in precision(coded)
    )


def _day(given: str | None, option: str) -> str | None:
    from datetime import date

    try:
        return None if given is None else date.fromisoformat(given).isoformat()
    except ValueError:
        raise UsageError(f"{option} {given!r} is not a day; write it as 2024-10-16") from None


def _exports(store: Path, level: Level | None, *, quotes: bool) -> dict[str, Callable[[], str]]:
    """What a graph is exported as by way of its rows, by format."""
    from graphbuild.graph import exports
    from graphbuild.view.report import rows_without_quotes

    def rows(*, states: bool = False) -> list[Any]:
        if states and level is Level.actor:
            raise UsageError("this format is of states: leave --level out, or give --level state")
        found = _edges(store, Level.state if states else level or Level.actor)
        return found if quotes else rows_without_quotes(found)

    def claims() -> str:
        from graphbuild.view.tables import claims_csv

        return claims_csv(rows())

    def cameo() -> str:
        from graphbuild.lexicon import relations

        return exports.cameo_tsv(rows(states=True), relations())

    return {
        "csv": claims,
        "nodes": lambda: exports.nodes_csv(rows()),
        "edges": lambda: exports.edges_csv(rows()),
        "graphml": lambda: exports.graphml(_whole_network(rows())),
        "gexf": lambda: exports.gexf(_whole_network(rows())),
        "panel": lambda: exports.dyad_months_csv(rows(states=True)),
        "plover": lambda: "".join(exports.plover_records(rows())),
        "cameo": cameo,
    }


def _list_unresolved(store: Path, *, top: int, output: Path | None, as_json: bool) -> None:
    from dataclasses import asdict

    from graphbuild.graph import connect
    from graphbuild.unresolved import as_table
    from graphbuild.unresolved import unresolved as find_unresolved

    with connect(store) as graph, Progress("counting"):
        rows = find_unresolved(graph, top=top)
    if as_json:
        text = json.dumps({"unresolved": [asdict(row) for row in rows]}, ensure_ascii=False, indent=2)
        _write_out(text + "\n", output)
    elif output is not None:
        _write_out(as_table(rows), output)
        _say(f"{output}: {len(rows)} names; look them through before you give the file to --actors")
    else:
        header = ("articles", "name", "type", "state", "spellings", "as in")
        cells = [
            (str(row.articles), row.label_ar, row.type, row.country, " | ".join(row.spellings[1:]), row.example)
            for row in rows
        ]
        for line in _table(header, cells, compact=True):
            _print(line)


def _whole_network(rows: list[Any]) -> Any:
    from graphbuild.view import Network

    return Network.of(rows, top=2 * len(rows), offices=True, same_state=True).to_networkx()


def _query_text(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise UsageError(
            'give a query\'s name, SPARQL, or a file with --file; "graphbuild query --list" lists the names'
        )
    return _one_text(text, file)


def _parameter(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign or not name:
        raise UsageError(f"--param {given!r} is not NAME=VALUE")
    return name, value


def _list_queries(output: Path | None) -> None:
    from graphbuild.graph import named_queries

    with _lines_out(output) as write:
        for one in named_queries().values():
            write(f"{one.name:24}{one.title_en}")
            write(f"{'':24}{one.title_ar}")
            for parameter in one.params:
                kind = "|".join(parameter.choices) or parameter.type.upper()
                write(f"{'':26}--param {parameter.name}={kind}  {parameter.about}".rstrip())


def _counts(counts: dict[str, Any], *, depth: int = 1) -> Iterator[str]:
    """Counts as lines; groups of counts indented below their name, where they are wanted."""
    for name, value in counts.items():
        label = name.replace("_", " ")
        if not isinstance(value, dict):
            yield f"{label:20} {value:,}" if isinstance(value, int) else f"{label:20} {value}"
        elif depth:
            yield label
            yield from (f"  {line}" for line in _counts(value, depth=depth - 1))


def _table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, wide: bool = False, compact: bool = False
) -> Iterator[str]:
    """A table for people.

    A column whose label is another column is left out; where the screen is too narrow, each row is a block of its own.
    """
    from rich.cells import cell_len, set_cell_size

    shown = [i for i, name in enumerate(header) if f"{name}Label" not in header]
    header = [header[i] for i in shown]
    table = [[" ".join(row[i].split()) for i in shown] for row in rows]
    if not table:
        yield "(nothing)"
        return
    widest = [max(cell_len(cell) for cell in column) for column in zip(header, *table, strict=True)]
    room = (10_000 if wide else _screen_width()) - 2 * len(header)
    if sum(min(width, _LEAST_WIDTH) for width in widest) > room or (not compact and sum(widest) > room):
        label_width = max(cell_len(name) for name in header)
        for number, row in enumerate(table, start=1):
            yield f"-- {number}"
            yield from (
                f"{set_cell_size(name, label_width)}  {cell}" for name, cell in zip(header, row, strict=True) if cell
            )
        return
    for line in (header, ["-" * width for width in widest], *table):
        yield "  ".join(set_cell_size(cell, width) for cell, width in zip(line, widest, strict=True)).rstrip()


def _screen_width() -> int:
    import shutil

    return shutil.get_terminal_size((160, 24)).columns


@contextmanager
def _lines_out(output: Path | None) -> Iterator[Callable[[str], None]]:
    """Somewhere to write lines to: a file, or standard output."""
    if output is None or str(output) == "-":
        yield _print
        return
    with writing(output) as stream:
        yield lambda line: print(line, file=stream)


def _write_out(text: str, output: Path | None) -> None:
    if output is None or str(output) == "-":
        sys.stdout.write(text)
    else:
        write_text(output, text)


def _print(line: str) -> None:
    print(line)


def _say(line: str, *, quiet: bool = False) -> None:
    if not quiet:
        print(line, file=sys.stderr)


def _complain(line: str) -> None:
    print(f"graphbuild: {' '.join(line.split())}", file=sys.stderr)


# -- the program ---------------------------------------------------------------------------------------------------


def _version() -> str:
    try:
        return version("graphbuild")
    except PackageNotFoundError:  # a checkout that is not installed
        import tomllib

        project = Path(__file__).resolve().parent.parent / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


def _program() -> str:
    """How this program was called, for a person to call it again."""
    if Path(sys.argv[0]).stem == "graphbuild":
        return "graphbuild"
    interpreter = Path(sys.executable)
    here = Path.cwd()
    shown = interpreter.relative_to(here) if interpreter.is_relative_to(here) else Path("python")
    return f"{shown} -m graphbuild"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(args=list(arguments) if arguments is not None else None, prog_name="graphbuild", standalone_mode=True)
        return 0
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            _complain("stopped; each article is wholly old or wholly new")
        return end.code if isinstance(end.code, int) else 0 if end.code is None else FAILED
    except GraphbuildError as error:
        _complain(str(error))
        return error.exit_code
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
