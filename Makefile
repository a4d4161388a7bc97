# What a person or a build machine does with graphbuild. Needs make, Python 3.11 or newer and a package index; no uv, no root.
# Where there is no make: python -m venv .venv, then the pip lines below, then .venv/bin/python -m graphbuild demo.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
# An environment of its own for the extra "neural", and a torch that does without CUDA where the package index has one.
NEURAL := .venv-neural
TORCH ?= torch==2.13.0
# The gold data and its scorers, where they are there; the evaluation needs them, nothing else does.
SHARED ?= ../shared

export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run test test-neural check eval models bench bench-graph bench-pages bench-scale ontology docs lock clean

help:  ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUN)  ## build the graph of data/samples into out/, print the first answers and what to try next
	@$(BIN)/python -m graphbuild demo

test: $(DEV)  ## run all tests (those that need a browser or a server say so when they skip)
	@$(BIN)/python -m pytest -q

test-neural: $(NEURAL)/.installed  ## the tests of the recogniser behind the extra neural, with torch and transformers (2 GB) in .venv-neural
	@$(NEURAL)/bin/python -m pytest -q tests/extract/test_neural.py

check: $(DEV)  ## ruff, mypy --strict, import contracts, documentation, and the evaluation gate where ../shared is there
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m graphbuild.graph.ontology --check
	$(BIN)/python -m pytest -q tests/test_docs.py
	@if [ -d $(SHARED)/eval ]; then $(BIN)/python -m graphbuild.evaluate eval --shared $(SHARED); else echo "no $(SHARED)/eval: the evaluation gate is left out"; fi

eval: $(DEV)  ## figures on the shared gold against their floors (tests/eval/floors.json)
	@$(BIN)/python -m graphbuild.evaluate eval --shared $(SHARED)

models: $(DEV)  ## train what ships in data/models/ anew from the shared gold
	@$(BIN)/python -m graphbuild.evaluate models --shared $(SHARED)

bench: $(RUN)  ## articles a second and peak memory on the samples x 100, start-up time, and the graph in short (10,000 made-up claims)
	@$(BIN)/python benchmarks/bench.py
	@echo; echo "the graph alone, in short; the sizes that docs/scale.md speaks of: make bench-graph, make bench-scale"
	@$(BIN)/python benchmarks/graph.py --claims 10000 --timeout 5 --skip rdflib

bench-graph: $(RUN)  ## the graph alone, on 100,000 made-up claims: filling, changing, each query, beside rdflib (an hour, 14 GB of memory)
	@$(BIN)/python benchmarks/graph.py

bench-pages: $(DEV)  ## how soon a browser has drawn the network of 2,000 actors and 10,000 relations: quick page and report
	@$(BIN)/python benchmarks/pages.py

bench-scale: $(RUN)  ## the same on a million claims, without rdflib (two hours and 30 GB of disk)
	@$(BIN)/python benchmarks/graph.py --claims 1000000 --skip rdflib

ontology: $(RUN)  ## write anew what is generated of the ontology: relations.ttl and docs/ontology.html
	@$(BIN)/python -m graphbuild.graph.ontology

docs: $(DEV) ontology  ## write the generated pages, and test what README and docs say against the program
	@$(BIN)/python -m pytest -q tests/test_docs.py

lock:  ## write requirements.txt and requirements-dev.txt anew (needs uv)
	uv pip compile --universal --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml --group dev -o requirements-dev.txt

clean:  ## remove what make built, the environment too
	rm -rf $(VENV) $(NEURAL) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Plain pip, every file checked against its hash. --no-deps: the list is complete, and camel-tools' own metadata would pull
# torch and transformers (gigabytes), which its morphology does not import. The program itself runs from the checkout.
$(RUN): requirements.txt | $(BIN)/python
	$(PIP) install --quiet --no-deps --require-hashes -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt | $(BIN)/python
	$(PIP) install --quiet --no-deps --require-hashes -r requirements-dev.txt
	@touch $@ $(RUN)

# A torch with CUDA is several gigabytes, for nothing here: the list of what it brings is looked through before it is fetched.
$(NEURAL)/.installed: requirements-dev.txt
	$(PYTHON) -m venv $(NEURAL)
	@$(NEURAL)/bin/python -m pip install --quiet --disable-pip-version-check --dry-run --report $(NEURAL)/brings.json $(TORCH)
	@! grep -q '"name": "nvidia' $(NEURAL)/brings.json || \
		{ echo "$(TORCH) would bring CUDA, gigabytes; name a build without it: make test-neural TORCH=..." >&2; exit 1; }
	$(NEURAL)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	$(NEURAL)/bin/python -m pip install --quiet --disable-pip-version-check $(TORCH) "transformers>=4.44"
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "graphbuild needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
