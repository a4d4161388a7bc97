"""Training of what guesses the state of a mention without one, from the countries of the gold's ends
(:mod:`graphbuild.extract.homes`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graphbuild.evaluate import training
from graphbuild.evaluate.ends import Phrase, judge
from graphbuild.extract.homes import Homes, homeless
from graphbuild.extract.mentions import Mention
from graphbuild.extract.scene import SceneMaker
from graphbuild.lexicon import Known
from graphbuild.lexicon.groups import digest

#: Squared-weight penalty. Learned from 18,098 annotated sentences besides the gold's, 1.5, 2 and 3 give .910, .910 and .913 of
#: dev's ends with a state and .935, .932 and .932 of the denials'; of those of the gold's training sentences, left out, 2
#: gives .936 and 5 .933 (without groups of words .933 and .930).
L2 = 1.5
NOTICE = (
    "Weights of graphbuild's guess at the state of whom no word gives one, learned from annotated newspaper sentences; "
    "no sentence can be read off them. CC BY 4.0."
)


def examples(rows: Sequence[Mapping[str, Any]], maker: SceneMaker, homes: Homes) -> list[training.Example]:
    """One example for each gold end that is found as a mention without a state, where its sentence names any; the states
    named compete, and none is right where the gold has none. Ends whose state the sentence does not name teach nothing."""
    out = []
    for group, row in enumerate(rows):
        scene = training.scene_of(maker, row)
        mentions: dict[str, Mention] = {}
        for mention in scene.mentions:
            start, end = scene.words[mention.first].token.start, scene.words[mention.last - 1].token.end
            mentions.setdefault(row["text"][start:end], mention)
        for judged in judge(row, [Phrase(text, mention.country) for text, mention in mentions.items()]):
            if judged.best is None:
                continue
            mention = mentions[judged.best.text]
            if not homeless(mention) or scene.owner(mention) is not None:
                continue
            offered, country = homes.choices(scene, mention), judged.end.get("country")
            if offered and (country is None or country in offered):
                out.append(_example(list(offered.values()), list(offered).index(country) if country else None, group))
    return out


def _example(features: Sequence[tuple[str, ...]], right: int | None, group: int) -> training.Example:
    """States as the frames of a trigger that has nothing else."""
    nothing: training.Rows = ((),)
    return training.Example(
        tuple(features),
        (nothing,) * len(features),
        (nothing,) * len(features),
        ((),) * len(features),
        tuple((number, 0, 0) for number in range(len(features))),
        frozenset() if right is None else frozenset((right,)),
        group,
    )


def train(rows: Sequence[Mapping[str, Any]], maker: SceneMaker, known: Sequence[Known], path: Path) -> int:
    """Write the model file; gives the number of its weights."""
    weights = training.fit(examples(rows, maker, Homes({}, known)), l2=L2)["f|"]
    head = json.dumps({"notice": NOTICE, "groups": digest(), "unit of weights": 0.001}, ensure_ascii=False)[:-1]
    lines = [f"{json.dumps(name, ensure_ascii=False)}:{round(weights[name] * 1000)}" for name in sorted(weights)]
    path.write_text(head + ',"weights":{\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    return len(weights)
