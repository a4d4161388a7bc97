"""Articles a second and peak memory on the samples x 100, how long the program takes to start, and how fast words become
mentions (``benchmarks/mentions.py``).

Run by ``make bench``; prints, and gates nothing. Each figure is of a process of its own.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIES = 100
STARTS = 5


def copies(folder: Path) -> int:
    """Write the samples ``COPIES`` times, each with an identity of its own; how many articles that makes."""
    sys.path.insert(0, str(ROOT))
    from graphbuild.read import read

    articles = [a for a in read([ROOT / "data" / "samples"], on_error=print) if a.parent is None]
    total = 0
    with (folder / "articles.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
        for number in range(COPIES):
            for article in articles:
                copy = replace(article, id=f"{number}-{article.id}", url=None)
                row = {key: getattr(copy, key) for key in ("id", "text", "title", "date", "publisher")}
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
                total += 1
    return total


def measured(*arguments: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one run of the program."""
    code = (
        "import resource, subprocess, sys; "
        "done = subprocess.run([sys.executable, '-m', 'graphbuild', *sys.argv[1:]], stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(done.returncode)"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"graphbuild {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    return seconds, int(done.stdout) / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Measure and print."""
    starts = [measured("--help")[0] for _ in range(STARTS)]
    print(f"start-up (graphbuild --help)   {statistics.median(starts):.2f} s, median of {STARTS}")
    subprocess.run([sys.executable, ROOT / "benchmarks" / "mentions.py"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        total = copies(folder)
        source, store = str(folder / "articles.jsonl"), str(folder / "store")
        for what, arguments in (
            ("extract", ("extract", source, "-o", str(folder / "claims.jsonl"), "-q")),
            ("build", ("build", source, "--store", store, "-q")),
            ("build again, nothing new", ("build", source, "--store", store, "-q")),
        ):
            seconds, megabytes = measured(*arguments)
            print(f"{what:30} {total / seconds:7.1f} articles/s ({total} in {seconds:.1f} s), peak {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
