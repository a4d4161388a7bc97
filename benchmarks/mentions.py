"""Words a second, on one core, of what comes before any claim: tokens, names, readings, phrases and mentions; and the
memory of the engine once it is loaded.

Run by ``make bench`` on the sentences of data/training and the samples, each once, so that no cache is warmer than news
would make it; ``python benchmarks/mentions.py ARTICLES.jsonl`` measures articles of your own. Processor time, of one
process.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

#: So many articles (or sentences) are read before the clock starts.
WARM_UP = 10


def texts(files: list[str]) -> Iterator[str]:
    """The texts of JSONL files, by default of those that ship."""
    paths = [Path(f) for f in files] or [*sorted((ROOT / "data" / "training").glob("*.jsonl"))]
    for path in paths if files else [ROOT / "data" / "samples" / "articles.jsonl", *paths]:
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line).get("text") if line.strip() else None
            if text:
                yield text


def megabytes() -> float:
    """The peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Measure and print."""
    from graphbuild.arabic.sentences import split
    from graphbuild.pipeline import Engine, whole
    from graphbuild.records import Article

    engine = Engine.load()
    loaded = megabytes()
    articles = [whole(Article(str(number), text)) for number, text in enumerate(texts(sys.argv[1:]))]

    def words(chosen: list[Article]) -> int:
        scenes = (
            engine.extractor.scenes(sentence, article.slice(sentence.span))
            for article in chosen
            for sentence in split(article, article.sections)
        )
        return sum(token.kind == "word" for scene in scenes for token in scene.tokens)

    words(articles[:WARM_UP])
    start = time.process_time()
    count = words(articles[WARM_UP:])
    seconds = time.process_time() - start
    print(
        f"{'tokens and mentions':30} {count / seconds:7,.0f} words/s on one core ({count:,} in {seconds:.1f} s); "
        f"engine loaded {loaded:.0f} MB, afterwards {megabytes():.0f} MB"
    )


if __name__ == "__main__":
    main()
