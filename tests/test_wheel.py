"""What ships works: the wheel, installed as the README says into an environment of its own, does the main job."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

#: What running needs may take, in megabytes.
MOST_MEGABYTES = 350

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that must succeed; nothing of this checkout is on its path."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "GRAPHBUILD_STORE")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="needs hatchling, of requirements-dev.txt")
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    run(*pip, "--wheel-dir", folder, root, cwd=folder)
    (built,) = folder.glob("graphbuild-*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of a clean environment with the wheel, installed as the README says."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    install = (sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--quiet", "--no-deps")
    try:
        run(*install, "--require-hashes", "-r", root / "requirements.txt", cwd=folder)
    except AssertionError as error:
        if "No matching distribution" in str(error) or "Connection" in str(error):
            pytest.skip("needs a package index, and none answers here")
        raise
    run(*install, wheel, cwd=folder)
    return scripts


def test_wheel_holds_code_data_ontologies_templates_and_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    for wanted in (
        "graphbuild/py.typed",
        "graphbuild/view/templates/network.html",
        "graphbuild/_resources/data/read/markers.tsv",
        "graphbuild/_resources/data/samples/articles.jsonl",
        "graphbuild/_resources/ontologies/graphbuild.ttl",
        "graphbuild/_resources/ontologies/queries/who-denies-what.rq",
    ):
        assert wanted in names
    assert sum("/licenses/LICENSE" in name for name in names) == 4
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/")) or "__pycache__" in name]
    assert "graphbuild/graph/store.py" in names, "graph/ is in .gitignore for stores; the package must not fall with it"


def test_wheel_in_a_clean_environment_does_the_main_job(environment: Path, tmp_path: Path) -> None:
    printed = run(environment / "graphbuild", "demo", "-o", "out", cwd=tmp_path)

    assert "Who denies what" in printed
    for name in ("graph.trig", "claims.csv", "network.html"):
        assert (tmp_path / "out" / name).stat().st_size > 1000
    where = run(environment / "python", "-I", "-c", "import graphbuild; print(graphbuild.__file__)", cwd=tmp_path)
    assert str(environment.parent) in where


def test_what_running_needs_is_small(environment: Path) -> None:
    files = [path for path in environment.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    megabytes = sum(path.stat().st_size for path in files) / 2**20

    assert megabytes < MOST_MEGABYTES
    assert not [path for path in files if path.parent.name in ("torch", "transformers")]
