"""What docs/serve.md says is run against a service."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.serve.conftest import ROOT, Live

PAGE = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8080"
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
PYTHON = [text for kind, text in BLOCKS if kind == "python"]
SHELL = [text for kind, text in BLOCKS if kind == "" and text.startswith("curl")]
R = [text for kind, text in BLOCKS if kind == "r"]


@pytest.mark.parametrize("text", PYTHON)
def test_python_examples_find_something(live: Live, text: str) -> None:
    pytest.importorskip("pandas", reason="needs pandas, of requirements-dev.txt")
    pytest.importorskip("SPARQLWrapper", reason="needs sparqlwrapper, of requirements-dev.txt")
    names: dict[str, object] = {}
    exec(compile(text.replace(ADDRESS, live.url), "docs/serve.md", "exec"), names)

    found = [names[name] for name in ("denials", "pacts", "labels", "one") if name in names]
    assert found and all(len(one) > 0 for one in found)  # type: ignore[arg-type]


def commands(text: str) -> list[str]:
    """The commands of a block: a quoted argument may go over several lines."""
    return [part.strip() for part in re.split(r"\n(?=curl)", text.strip())]


@pytest.mark.parametrize("command", [command for text in SHELL for command in commands(text)])
def test_curl_examples_find_something(live: Live, command: str, tmp_path: Path) -> None:
    if shutil.which("curl") is None or shutil.which("bash") is None:
        pytest.skip("needs curl and bash")
    ours = command.replace(ADDRESS, live.url).replace("curl ", "curl -sSf ", 1)
    done = subprocess.run(["bash", "-c", ours], capture_output=True, cwd=tmp_path, timeout=60, check=True)
    written = [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()]

    assert len("".join([done.stdout.decode("utf-8"), *written]).splitlines()) > 1


def test_r_example_finds_something(live: Live, tmp_path: Path) -> None:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("needs R, which is not installed here (Debian: apt-get install r-base-core)")
    script = tmp_path / "example.R"
    script.write_text(
        R[0].replace(ADDRESS, live.url) + "\nstopifnot(nrow(denials) > 0, nrow(pacts) > 0)\n", encoding="utf-8"
    )
    subprocess.run([program, str(script)], check=True, timeout=120)


def test_options_and_defaults_are_as_written() -> None:
    from graphbuild.serve import Settings

    settings = Settings(store=Path("graph"))
    assert f"| `--timeout` | {settings.timeout_s:g} s |" in PAGE
    assert f"| `--max-rows` | {settings.max_rows:,} |" in PAGE
    assert f"| `--workers` | {settings.workers} |" in PAGE and f"{settings.waiting} more wait" in PAGE
    assert f"http://{settings.host}:{settings.port}/" in PAGE
    source = (ROOT / "graphbuild" / "cli.py").read_text(encoding="utf-8")
    for option in set(re.findall(r"--[a-z-]+(?=[ `])", PAGE)) - {"--data-urlencode"}:
        assert f'"{option}"' in source, option
