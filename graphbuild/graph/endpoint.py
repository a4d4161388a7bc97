"""A SPARQL 1.1 server as seen from here: query, update and Graph Store Protocol over HTTP, with credentials, retries and
backoff.

Where the three are is told from the query address by the layouts of the common servers, or by environment variables::

    GRAPHBUILD_SPARQL_UPDATE     address for updates
    GRAPHBUILD_SPARQL_GRAPHS     address of the Graph Store Protocol; - where the server has none
    GRAPHBUILD_SPARQL_USER       with GRAPHBUILD_SPARQL_PASSWORD: Basic or Digest, whichever the server asks for
    GRAPHBUILD_SPARQL_TOKEN      a bearer token

Everything sent here can be sent twice without harm (the graphs have no blank nodes), so what fails by the way is sent
again.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from graphbuild import vocab as v
from graphbuild.errors import QueryError, QuerySyntaxError, QueryTimeoutError, StoreError
from graphbuild.graph import terms
from graphbuild.graph.terms import Term

if TYPE_CHECKING:
    import requests

#: Query address → update address and Graph Store address, as servers have them.
_LAYOUTS: tuple[tuple[str, str, str], ...] = (
    (
        r"(.*)/repositories/([^/]+)",
        r"\1/repositories/\2/statements",
        r"\1/repositories/\2/rdf-graphs/service",
    ),  # RDF4J, GraphDB
    (r"(.*:8890|.*virtuoso.*)/sparql", r"\1/sparql-auth", r"\1/sparql-graph-crud-auth"),  # Virtuoso
    (r"(.*)/query", r"\1/update", r"\1/store"),  # Oxigraph
    (r"(.*)/sparql", r"\1/update", r"\1/data"),  # Fuseki
)
_TRIES = 6
_FIRST_WAIT_S = 0.2
_LONGEST_WAIT_S = 10.0
_CONNECT_S = 10.0
_WRITE_S = 600.0
_AGAIN = frozenset((408, 425, 429, 502, 503, 504))
#: An update that met another one is refused so by some servers, as if they were broken.
_AGAIN_WRITING = _AGAIN | {500}
_SHOWN = 300

Row = dict[str, Term]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a server takes queries, updates and whole graphs (None: not at all)."""

    query: str
    update: str
    graphs: str | None


def addresses(query: str, environment: Mapping[str, str] = os.environ) -> Addresses:
    """The addresses of a server.

    >>> addresses("http://localhost:3030/news/sparql", {}).graphs
    'http://localhost:3030/news/data'
    """
    update, graphs = query, ""
    for pattern, to_update, to_graphs in _LAYOUTS:
        match = re.fullmatch(pattern, query)
        if match:
            update, graphs = match.expand(to_update), match.expand(to_graphs)
            break
    update = environment.get("GRAPHBUILD_SPARQL_UPDATE") or update
    graphs = environment.get("GRAPHBUILD_SPARQL_GRAPHS") or graphs
    return Addresses(query, update, None if graphs in ("", "-") else graphs)


class Endpoint:
    """One server. Not for several threads at a time; :meth:`again` gives another for a thread of its own."""

    def __init__(
        self, query: str, *, environment: Mapping[str, str] | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._environment = dict(os.environ if environment is None else environment)
        if urlsplit(query).username:
            raise StoreError(
                f"{_without_user(query)}: no user in the address, where others can read it; "
                "set GRAPHBUILD_SPARQL_USER and GRAPHBUILD_SPARQL_PASSWORD"
            )
        self.at = addresses(query, self._environment)
        self._sleep = sleep
        self._session: requests.Session | None = None
        self.is_virtuoso = False

    def again(self) -> Endpoint:
        """The same server by connections of its own."""
        return Endpoint(self.at.query, environment=self._environment, sleep=self._sleep)

    def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            self._session.close()
            self._session = None

    # --- what it is asked

    def rows(self, query: str, *, timeout_s: float | None = None) -> Iterator[Row]:
        """The rows of a SELECT, each with the terms of its bound variables.

        Raises:
            QuerySyntaxError, QueryTimeoutError, QueryError: see :meth:`ask`.
        """
        return self.rows_of(self.ask(query, timeout_s=timeout_s))

    @staticmethod
    def rows_of(answer: Mapping[str, Any]) -> Iterator[Row]:
        """The rows of an answer of :meth:`ask`."""
        for binding in answer["results"]["bindings"]:
            yield {name: term_of(cell) for name, cell in binding.items()}

    def holds(self, query: str, *, timeout_s: float | None = None) -> bool:
        """The answer of an ASK; Virtuoso 7.2 gives it as rows: one, or none."""
        answer = self.ask(query, timeout_s=timeout_s)
        return bool(answer["boolean"]) if "boolean" in answer else bool(answer["results"]["bindings"])

    def ask(self, query: str, *, timeout_s: float | None = None) -> dict[str, Any]:
        """The answer of a SELECT or ASK as SPARQL 1.1 JSON.

        Raises:
            QuerySyntaxError: the server does not read the query.
            QueryTimeoutError: no answer in time.
            QueryError: the server's answer is none.
            StoreError: it cannot be reached, or does not let us in.
        """
        response = self._query(query, "application/sparql-results+json", timeout_s)
        try:
            answer: dict[str, Any] = response.json()
        except ValueError as error:
            raise QueryError(f"{self.at.query}: the answer is no SPARQL JSON ({response.text[:_SHOWN]!r})") from error
        return answer

    def triples(self, query: str, *, timeout_s: float | None = None) -> str:
        """The answer of a CONSTRUCT or DESCRIBE as N-Triples."""
        response = self._query(query, "application/n-triples, text/plain;q=0.5", timeout_s)
        return response.content.decode("utf-8")

    def _query(self, query: str, accept: str, timeout_s: float | None) -> requests.Response:
        import requests

        try:
            response = self._send(
                "POST", self.at.query, data={"query": query}, headers={"Accept": accept}, timeout_s=timeout_s
            )
        except requests.Timeout as error:
            limit = "" if timeout_s is None else f" after {timeout_s:g} s"
            raise QueryTimeoutError(
                f"{self.at.query}: stopped waiting{limit}; ask for less (bind an actor, add a limit) or allow more time"
            ) from error
        if response.status_code == 400:
            raise QuerySyntaxError(f"{self.at.query} does not read the query: {_message(response)}")
        if response.status_code >= 500:
            raise QueryError(f"{self.at.query} fails over the query: {_message(response)}")
        self._check(response, self.at.query, query_only=True)
        return response

    # --- what it is told

    def update(self, text: str) -> None:
        """Run one update request.

        Raises:
            StoreError: the server refuses it, or cannot be reached.
        """
        # Virtuoso makes a request one transaction only when told to.
        if self.is_virtuoso:
            text = f"DEFINE sql:log-enable 1\n{text}"
        self._write("POST", self.at.update, data={"update": text})

    def post_graph(self, graph: str, triples: str) -> None:
        """Add triples (N-Triples) to a graph by the Graph Store Protocol.

        Raises:
            StoreError: the server has none, refuses it, or cannot be reached.
        """
        if self.at.graphs is None:
            raise StoreError(f"{self.at.query}: no Graph Store Protocol there; set GRAPHBUILD_SPARQL_GRAPHS")
        self._write(
            "POST", self.at.graphs, params={"graph": graph}, data=triples.encode(),
            headers={"Content-Type": "application/n-triples; charset=utf-8"},
        )  # fmt: skip

    def _write(self, method: str, url: str, **more: Any) -> None:
        import requests

        try:
            response = self._send(method, url, timeout_s=_WRITE_S, again=_AGAIN_WRITING, **more)
        except requests.Timeout as error:
            raise StoreError(f"{url}: no answer to an update within {_WRITE_S:g} s") from error
        self._check(response, url)

    # --- over the wire

    def _send(
        self, method: str, url: str, *, timeout_s: float | None = None, again: frozenset[int] = _AGAIN, **more: Any
    ) -> requests.Response:
        """Send a request, again after a while where it fails by the way or the server is busy.

        Raises:
            requests.Timeout: no answer within ``timeout_s``.
            StoreError: it cannot be reached, as often as it is tried.
        """
        import requests

        session = self._open()
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        problem = ""
        for attempt in range(_TRIES):
            left = None if deadline is None else max(0.01, deadline - time.monotonic())
            try:
                response = session.request(method, url, timeout=(_CONNECT_S, left), allow_redirects=False, **more)
            except requests.ReadTimeout:
                raise
            except requests.exceptions.SSLError as error:
                raise StoreError(f"{url}: no secure connection ({error})") from error
            except requests.RequestException as error:
                problem = f"cannot be reached ({_reason(error)})"
                wait = None
            else:
                self.is_virtuoso |= response.headers.get("Server", "").startswith("Virtuoso")
                if response.status_code not in again:
                    return response
                problem = f"answers {response.status_code} {_message(response)}"
                wait = response.headers.get("Retry-After")
            if attempt + 1 < _TRIES:
                pause = _pause(attempt, wait)
                if deadline is not None and time.monotonic() + pause > deadline:
                    break
                self._sleep(pause)
        raise StoreError(f"{url}: {problem}; tried {attempt + 1} times. Is the server running, and the address right?")

    def _open(self) -> requests.Session:
        if self._session is None:
            import requests

            self._session = requests.Session()
            token = self._environment.get("GRAPHBUILD_SPARQL_TOKEN")
            user = self._environment.get("GRAPHBUILD_SPARQL_USER")
            # Only what is asked for here is sent: no credentials from other programs' files.
            self._session.trust_env = False
            if token:
                self._session.headers["Authorization"] = f"Bearer {token}"
            elif user:
                self._session.auth = _login(user, self._environment.get("GRAPHBUILD_SPARQL_PASSWORD", ""))
        return self._session

    def _check(self, response: requests.Response, url: str, *, query_only: bool = False) -> None:
        status = response.status_code
        if status < 300:
            return
        if status in (401, 403):
            raise StoreError(
                f"{url}: the server does not let us in ({status}); set GRAPHBUILD_SPARQL_USER and "
                "GRAPHBUILD_SPARQL_PASSWORD, or GRAPHBUILD_SPARQL_TOKEN, of a user who may "
                f"{'read' if query_only else 'write'}"
            )
        if status < 400:
            raise StoreError(
                f"{url}: the server sends us on to {response.headers.get('Location')!r}; give that address"
            )
        if status in (404, 405):
            raise StoreError(
                f"{url}: nothing of SPARQL there ({status}); give the address for queries as the store, and set "
                "GRAPHBUILD_SPARQL_UPDATE and GRAPHBUILD_SPARQL_GRAPHS where the server has others"
            )
        raise StoreError(f"{url}: refused with {status}: {_message(response)}")


def _login(user: str, password: str) -> Any:
    """Credentials in the form that the server asks for."""
    from requests.auth import HTTPBasicAuth, HTTPDigestAuth

    basic = HTTPBasicAuth(user.encode(), password.encode())

    class Login(HTTPDigestAuth):
        """Digest where the server asks for it, Basic where it asks for that, and from then on without being asked."""

        asked_basic = False

        def __call__(self, request: Any) -> Any:
            return basic(request) if self.asked_basic else super().__call__(request)

        def handle_401(self, r: Any, **kwargs: Any) -> Any:
            if r.status_code != 401 or not r.headers.get("WWW-Authenticate", "").lower().startswith("basic"):
                return super().handle_401(r, **kwargs)
            self.asked_basic = True
            _ = r.content
            r.close()
            answer = r.connection.send(basic(r.request.copy()), **kwargs)
            answer.history.append(r)
            return answer

    return Login(user, password)


def _pause(attempt: int, told: str | None) -> float:
    """Seconds to wait: what the server says, else twice as long each time, and not all at the same moment."""
    if told is not None and re.fullmatch(r"\d{1,4}", told.strip()):
        return min(float(told), _LONGEST_WAIT_S)
    longest: float = min(_FIRST_WAIT_S * 2**attempt, _LONGEST_WAIT_S)
    return longest * (0.5 + random.random() / 2)  # noqa: S311 (a pause, no secret)


def _message(response: requests.Response) -> str:
    return " ".join(response.content[: 4 * _SHOWN].decode("utf-8", "replace").split())[:_SHOWN]


def _reason(error: BaseException) -> str:
    return re.sub(r"^.*?(?=\[Errno|refused|Name or|timed out|aborted|closed)", "", " ".join(str(error).split()))[:120]


def _without_user(url: str) -> str:
    return re.sub(r"//[^/@]*@", "//", url)


def term_of(cell: Mapping[str, str]) -> Term:
    """The term of a cell of SPARQL JSON, in canonical form."""
    if cell["type"] == "uri":
        return f"<{cell['value']}>"
    if cell["type"] == "bnode":
        return f"_:{cell['value']}"
    language, datatype = cell.get("xml:lang"), cell.get("datatype")
    if language:
        return terms.tagged(cell["value"], language)
    if not datatype or datatype == v.XSD + "string":
        return terms.string(cell["value"])
    value = cell["value"]
    if datatype == v.XSD + "boolean":
        # Virtuoso keeps truth values as numbers.
        value = {"1": "true", "0": "false"}.get(value, value)
    return terms.typed(value, datatype)
