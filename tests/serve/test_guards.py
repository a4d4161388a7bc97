"""Who may ask, how much they may send, and what is never told."""

from __future__ import annotations

import socket
import time

import pytest

from tests.serve.conftest import HOSTILE, Live
from tests.serve.test_protocol import SLOW


def test_it_listens_to_this_machine_alone(live: Live) -> None:
    assert live.host == "127.0.0.1"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:80", "[::1]:8080", "192.0.2.7"])
def test_addresses_and_localhost_are_its_names(live: Live, host: str) -> None:
    assert live.ask("/health", Host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8080", "kg.example"]
)
def test_another_name_is_refused_for_it_may_be_rebound(live: Live, host: str) -> None:
    answer = live.ask("/sparql?query=ASK%7B%7D", Host=host)

    assert (answer.status, answer.type) == (421, "application/problem+json")


@pytest.mark.parametrize("host", ["", "a b", "[::1", "x:port", "a/b"])
def test_no_name_is_refused(live: Live, host: str) -> None:
    assert live.ask("/health", Host=host).status == 400


def test_a_name_that_was_given_is_its_own(strict: Live) -> None:
    assert strict.ask("/health", Host="kg.example:8080").status == 200


def test_no_other_site_may_read_unless_asked(live: Live, strict: Live) -> None:
    page = {"Origin": "https://page.example"}
    other = {"Origin": "https://other.example"}

    assert "access-control-allow-origin" not in live.ask("/health", **page).headers
    assert strict.ask("/health", **page).headers["access-control-allow-origin"] == "https://page.example"
    assert "access-control-allow-origin" not in strict.ask("/health", **other).headers
    preflight = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "content-type"}
    assert strict.ask("/sparql", method="OPTIONS", **page, **preflight).status == 200
    assert strict.ask("/sparql", method="OPTIONS", **other, **preflight).status == 400
    assert live.ask("/sparql", method="OPTIONS", **page, **preflight).status == 405


def test_a_page_of_another_site_cannot_make_a_browser_ask(live: Live, strict: Live) -> None:
    blind = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "image"}
    link = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    frame = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}

    assert live.ask("/sparql?query=ASK%7B%7D", **blind).status == 403
    assert live.ask("/", **frame).status == 403
    assert live.ask("/", **link).status == 200
    assert strict.ask("/sparql?query=ASK%7B%7D", Origin="https://page.example", **blind).status == 200


def test_a_large_body_is_refused_with_and_without_its_length(live: Live) -> None:
    sent = b"ASK {} #" + b"x" * 1_100_000

    assert live.ask("/sparql", method="POST", body=sent, Content_Type="application/sparql-query").status == 413
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    with socket.create_connection((live.host, live.port), timeout=30) as connection:
        connection.sendall(head)
        try:
            for _ in range(12):
                connection.sendall(b"186a0\r\n" + b"x" * 100_000 + b"\r\n")
        except OSError:
            pass  # it has answered and closed already
        answer = connection.recv(100)
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_compressed_body_is_not_read(live: Live) -> None:
    answer = live.ask(
        "/sparql", method="POST", body=b"\x1f\x8b", Content_Type="application/sparql-query", Content_Encoding="gzip"
    )

    assert answer.status == 415


@pytest.mark.parametrize(
    "path", ["/", "/sparql?query=ASK%7B%7D", "/id/actor/PRK", "/nothing", "/static/page.css", "/static/ask.js"]
)
def test_every_answer_has_the_security_headers(live: Live, path: str) -> None:
    headers = live.ask(path, Accept="text/html").headers

    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../pages.py",
        "/static/%2e%2e/pages.py",
        "/static/%2e%2e%2fpages.py",
        "/static/pages.py",
        "/static/",
        "/id/../../etc/passwd",
    ],
)
def test_nothing_but_the_pages_files_is_given_out(live: Live, path: str) -> None:
    answer = live.ask(path)

    assert answer.status == 404
    assert "import" not in answer.text


@pytest.mark.parametrize(
    "path", ["/id/nothing", "/id/" + "x" * 600, "/id/a%20b", "/id/actor/%3Cscript%3E", "/query/nothing", "/nothing"]
)
def test_what_is_not_there_is_404_in_words(live: Live, path: str) -> None:
    plain, page = live.ask(path, Accept="application/json"), live.ask(path, Accept="text/html")

    assert (plain.status, plain.type) == (404, "application/problem+json")
    assert (page.status, page.type) == (404, "text/html")
    assert "<script>" not in page.text


def test_hostile_text_stays_text_in_problems(live: Live) -> None:
    from urllib.parse import quote

    answer = live.ask(f"/query/{quote(HOSTILE, safe='')}", Accept="text/html")

    assert answer.status == 404
    assert "<img" not in answer.text


def test_a_query_that_breaks_the_engine_breaks_nothing_else(live: Live) -> None:
    deep = "ASK { ?s ?p ?o FILTER(" + "!" * 400_000 + "1) }"
    broken = live.ask("/sparql", method="POST", body=deep, Content_Type="application/sparql-query")

    assert (broken.status, broken.type) == (500, "application/problem+json")
    assert "too deep" in broken.json["detail"]
    assert live.ask("/sparql?query=ASK%7B%7D").status == 200


def test_a_query_whose_client_leaves_is_stopped(live: Live) -> None:
    from urllib.parse import quote

    with socket.create_connection((live.host, live.port), timeout=30) as connection:
        connection.sendall(f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        _until(lambda: live.ask("/health").json["running"] == 1)
    _until(lambda: live.ask("/health").json["running"] == 0)


def test_more_than_may_wait_are_turned_away(strict: Live) -> None:
    from urllib.parse import quote

    request = f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    connections = [socket.create_connection((strict.host, strict.port), timeout=60) for _ in range(17)]
    try:
        for connection in connections:
            connection.sendall(request)
        _until(lambda: strict.ask("/health").json["waiting"] == 16)
        refused = strict.sparql("ASK {}")
    finally:
        for connection in connections:
            connection.close()

    assert (refused.status, refused.headers["retry-after"]) == (503, "2")
    _until(lambda: strict.ask("/health").json["running"] == 0)
    assert strict.sparql("ASK {}").status == 200


def _until(done: object, seconds: float = 15) -> None:
    assert callable(done)
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
