"""camel-tools does the analysing, and nothing is fetched: not at import, not while reading."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from graphbuild.api import engine

SCRIPT = """
import json, socket, sys

def refuse(*args, **kwargs):
    raise RuntimeError("a connection was asked for")

socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse

import graphbuild
idle = sorted(name for name in sys.modules if name.split(".")[0] in ("camel_tools", "torch", "rdflib", "pyoxigraph", "networkx", "pycrfsuite"))
reading = graphbuild.extract("التقى وزير الخارجية المصري سامح شكري نظيره التركي.")
from camel_tools.morphology.analyzer import Analyzer
morphology = graphbuild.api.engine().extractor.morphology
owner = morphology._analyze.__self__
print(json.dumps({
    "idle": idle,
    "claims": len(reading.claims),
    "analyzer": isinstance(owner, Analyzer),
    "torch": "torch" in sys.modules,
}))
"""


def test_no_network_and_no_model_at_import_and_camel_tools_at_work(tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if k not in ("CAMELTOOLS_DATA", "XDG_CACHE_HOME")}
    env |= {"HOME": str(tmp_path), "GRAPHBUILD_CACHE": str(tmp_path / "cache"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, encoding="utf-8", env=env, timeout=120
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["idle"] == []
    assert said["analyzer"] is True
    assert said["claims"] > 0
    assert said["torch"] is False
    assert list((tmp_path / "cache").glob("morphology-*.db"))


def test_a_users_own_camel_data_is_left_alone(tmp_path: Path) -> None:
    env = os.environ | {"GRAPHBUILD_CACHE": str(tmp_path), "CAMELTOOLS_DATA": str(tmp_path / "mine"), "PYTHONUTF8": "1"}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "catalogue.json").write_text(
        '{"version": "1.6.0", "packages": {}, "components": {}}', encoding="utf-8"
    )
    script = "import os, graphbuild; graphbuild.extract('قصفت روسيا كييف.'); print(os.environ['CAMELTOOLS_DATA'])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", env=env, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(tmp_path / "mine")
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["catalogue.json"]


def test_the_database_covers_the_lexicon() -> None:
    """Every verb, noun and adjective of data/ is found again under its own lemma."""
    from graphbuild.text import clean

    morphology, lexicon = engine().extractor.morphology, engine().lexicon
    lost = []
    for entry in (*lexicon.verbs, *lexicon.nouns, *lexicon.adjectives):
        if " " in entry.lemma:
            continue
        if not any(a.lemma == entry.lemma for a in morphology(clean(entry.lemma))):
            lost.append(entry.lemma)
    assert lost == []
