"""What ``import graphbuild as gb`` offers.

>>> import graphbuild as gb
>>> reading = gb.extract("زار وزير الخارجية المصري سامح شكري تركيا.")
>>> [(c.category, c.object.country) for c in reading.claims if c.category == "CONSULT"]
[('CONSULT', 'TUR')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from graphbuild.errors import ReadError
from graphbuild.pipeline import Engine
from graphbuild.records import Article, Reading

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from graphbuild.graph import Report, Result, Store
    from graphbuild.rows import EdgeRow, Level, NodeRow
    from graphbuild.view.notebook import Picture


@lru_cache(maxsize=2)
def engine(names: str = "crf") -> Engine:
    """The default engine, loaded once; ``names`` is what finds the names that no list has: ``crf``, ``camel`` (extra
    ``neural``), or the folder of a model for it.

    Raises:
        UsageError: no such recogniser, or it is not installed; says what to install.
    """
    return Engine.load(names=names)


def _divided(article: Article) -> Article:
    from graphbuild.read import divide

    if article.sections:
        return article
    return next(iter(divide(article)))


def extract(
    text: str | Article, *, date: str | None = None, publisher: str | None = None, names: str = "crf"
) -> Reading:
    """The reading of one text (or article): its actors and claims.

    ``date`` (ISO 8601) lets offices without a name find their holders; ``publisher`` is the outlet whose voice is the
    text's own; ``names`` as in :func:`engine`.
    """
    article = (
        text if isinstance(text, Article) else Article("text", text, date=date, publisher=publisher, origin="text")
    )
    return engine(names).read(_divided(article))


def read(inputs: Iterable[str | Path], *, names: str = "crf") -> Iterator[Reading]:
    """Readings of files, folders or ``-``; what cannot be read raises. ``names`` as in :func:`engine`.

    Raises:
        ReadError: with file and line.
    """
    from graphbuild.read import read as read_articles

    def fail(error: ReadError) -> None:
        raise error

    for article in read_articles([str(i) for i in inputs], on_error=fail):
        yield engine(names).read(article)


def build(inputs: Iterable[str | Path | Article], store: str | Path = "graph", *, names: str = "crf") -> Graph:
    """A graph of articles (or of the files and folders that hold them), in a folder or on a SPARQL server
    (``https://…/sparql``); ``names`` as in :func:`engine`.

    What the store already holds unchanged is left alone.
    """
    from graphbuild.graph import connect

    materials = list(inputs)
    articles = [m for m in materials if isinstance(m, Article)]
    files = [m for m in materials if not isinstance(m, Article)]
    opened = connect(store, create=True)
    graph = Graph(opened)
    graph.add([*(engine(names).read(_divided(a)) for a in articles), *read(files, names=names)])
    return graph


def open(store: str | Path = "graph") -> Graph:  # noqa: A001
    """The graph in a folder, or on a SPARQL server (``https://…/sparql``).

    Raises:
        StoreError: there is none, or it does not open.
    """
    from graphbuild.graph import connect

    return Graph(connect(store))


class Graph:
    """A graph in a folder or on a server: ask it, or take it to rdflib, networkx or pandas. Use it in a ``with``
    statement, or close it.

    >>> import tempfile
    >>> import graphbuild as gb
    >>> text = (
    ...     "وقّع الرئيس الروسي فلاديمير بوتين والزعيم الكوري الشمالي كيم جونغ أون معاهدة دفاع مشترك. "
    ...     "قالت أوكرانيا إن كوريا الشمالية أرسلت جنودا إلى روسيا. "
    ...     "ونفى الكرملين أن تكون كوريا الشمالية قد أرسلت جنودا إلى روسيا."
    ... )
    >>> article = gb.Article("1", text, date="2024-10-16", publisher="الوطن")
    >>> folder = tempfile.TemporaryDirectory()
    >>> graph = gb.build([article], f"{folder.name}/graph")
    >>> [(r["aLabel"], r["bLabel"]) for r in graph.query("who-signed-with-whom", {"lang": "en"}).records()]
    [('Kim Jong-un', 'Vladimir Putin')]
    >>> row = graph.claims(subject="PRK", object="RUS", stance="denies")[0]
    >>> [(telling.source_label_en, telling.stance) for telling in row.tellings]
    [('Ukraine', 'asserts'), ('Kremlin', 'denies')]
    >>> bool(
    ...     graph.query("ASK { actor:PRK gb:sends_troops_to_support actor:RUS }").boolean
    ... )  # said by some, told by none
    False
    >>> len(graph.to_rdflib().query("SELECT ?article { ?article a gb:Article }"))
    1
    >>> "PRK" in {values["iri"].rsplit("/")[-1] for _, values in graph.to_networkx().nodes(data=True)}
    True
    >>> graph.to_dataframe("who-signed-with-whom", {"lang": "en"})["bLabel"].tolist()
    ['Vladimir Putin']
    >>> graph.remove("1").removed
    ('1',)
    >>> graph.close()
    >>> folder.cleanup()
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        close = getattr(self.store, "close", None)
        if close is not None:
            close()

    def add(self, readings: Iterable[Reading]) -> Report:
        """Add or replace articles; says what became of each."""
        return self.store.add(readings)

    def remove(self, *articles: str) -> Report:
        """Withdraw articles by id, url or IRI."""
        return self.store.remove(articles)

    def query(
        self,
        name_or_text: str,
        params: Mapping[str, str] | None = None,
        *,
        limit: int | None = None,
        level: Level = "actor",
        timeout_s: float = 60,
    ) -> Result:
        """The answer of a named query, or of SPARQL text.

        Raises:
            QueryError: malformed, refused or too slow.
        """
        return self.store.query(name_or_text, dict(params or {}), timeout_s=timeout_s, limit=limit, level=level)

    def to_dataframe(
        self, name_or_text: str, params: Mapping[str, str] | None = None, **options: Any
    ) -> pandas.DataFrame:
        """The answer of a query as a pandas DataFrame (extra ``dataframe``)."""
        import pandas

        result = self.query(name_or_text, params, **options)
        return pandas.DataFrame(result.values(), columns=list(result.columns))

    def to_rdflib(self) -> rdflib.Dataset:
        """A live rdflib Dataset over the store."""
        return self.store.to_rdflib()

    def edges(self, *, level: Level = "actor") -> list[EdgeRow]:
        """The edges that pages are drawn from, each with its tellings."""
        from graphbuild.graph import edge_rows

        return edge_rows(self.store, level=level)

    def network(
        self,
        *,
        level: Level = "actor",
        top: int | None = None,
        offices: bool = False,
        same_state: bool = False,
        heading: str | None = None,
    ) -> Picture:
        """The network as a picture that a notebook shows; :meth:`~graphbuild.view.notebook.Picture.show` shows it anywhere.

        ``top`` is how many actors are drawn at most (300), the best connected; ``offices`` draws who holds which office,
        ``same_state`` relations within one state.
        """
        from graphbuild.view import DEFAULT_TOP, Network
        from graphbuild.view.notebook import Picture

        rows = self.edges(level=level)
        shown = Network.of(rows, top=DEFAULT_TOP if top is None else top, offices=offices, same_state=same_state)
        return Picture.of(shown, heading=heading)

    def to_networkx(self, *, level: Level = "actor") -> networkx.MultiDiGraph[str]:
        """The network as a MultiDiGraph."""
        from graphbuild.view.network import Network

        return Network.of(self.edges(level=level)).to_networkx()

    def claims(
        self,
        *,
        subject: str | None = None,
        object: str | None = None,  # noqa: A002 - the claim's object
        stance: str | None = None,
    ) -> list[EdgeRow]:
        """Edges whose subject or object has a label or IRI, and that have a telling of a stance."""
        out = []
        for row in self.edges():
            if not _is(row.subject, subject) or not _is(row.object, object):
                continue
            if stance is not None and not any(t.stance == stance for t in row.tellings):
                continue
            out.append(row)
        return out


def _is(node: NodeRow | None, wanted: str | None) -> bool:
    """Whether a node is the one wanted, by IRI, its end, or a label; anything is wanted where nothing is said."""
    if wanted is None:
        return True
    return node is not None and (wanted in (node.id, node.label_ar, node.label_en) or node.id.endswith("/" + wanted))
