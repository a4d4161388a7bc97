"""The OpenAPI description is true: schemathesis makes requests from it and holds the answers against it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuild.iris import BASE
from graphbuild.serve.app import create_app
from graphbuild.serve.openapi import description
from graphbuild.serve.settings import Settings
from tests.serve.conftest import Live

schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis, of requirements-dev.txt")
from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402 - needs the line above
from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402 - the same

#: Requests for each operation: enough to find what is plainly untrue, few enough for every run.
EXAMPLES = 12


DESCRIBED = schemathesis.openapi.from_dict(description(Settings(store=Path("graph")), base=BASE))
OPERATIONS = [found.ok() for found in DESCRIBED.get_all_operations()]


def check(strategy: object, live: Live, examples: int) -> None:
    """Make requests, and hold each answer against the description."""

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)  # type: ignore[arg-type]
    def run(case: object) -> None:
        # That a text is SPARQL, or an actor's name, is more than a schema can say.
        free = ("/sparql", "/query/{name}", "/report")
        left_out = [positive_data_acceptance] if case.operation.path in free else []  # type: ignore[attr-defined]
        case.call_and_validate(base_url=live.url, timeout=60, excluded_checks=left_out)  # type: ignore[attr-defined]

    run()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_answer_is_as_described(operation: object, live: Live) -> None:
    check(operation.as_strategy(), live, EXAMPLES)  # type: ignore[attr-defined]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_what_the_description_forbids_is_refused(operation: object, live: Live) -> None:
    if not (operation.query or operation.path_parameters or operation.body):  # type: ignore[attr-defined]
        pytest.skip("takes no parameters")
    negative = schemathesis.GenerationMode.NEGATIVE
    check(operation.as_strategy(generation_mode=negative), live, EXAMPLES)  # type: ignore[attr-defined]


def test_the_service_gives_this_description(live: Live) -> None:
    assert live.ask("/openapi.json").json == description(Settings(store=Path("graph")), base=BASE)


def test_every_address_is_described(live: Live, store_path: object) -> None:
    app = create_app(Settings(store=store_path))  # type: ignore[arg-type]
    served = {route.path.replace("{path:path}", "{path}") for route in app.routes}  # type: ignore[attr-defined]

    # The asking page and its files are for people.
    assert served - {"/", "/static/{name}"} == set(live.ask("/openapi.json").json["paths"])


def test_its_limits_are_those_of_the_service(strict: Live) -> None:
    described = strict.ask("/openapi.json").json
    limits = [p["schema"] for p in described["paths"]["/sparql"]["get"]["parameters"] if p["name"] == "limit"]

    assert limits == [{"type": "integer", "minimum": 1, "maximum": 5}]
    assert "1 seconds" in described["info"]["description"]
