"""What a claim is before its actors are linked: its ends are mentions, words of a scene; linking turns them into actors."""

from __future__ import annotations

from dataclasses import dataclass

from graphbuild.extract.mentions import Mention
from graphbuild.lexicon import Frame
from graphbuild.records import Stance, Status


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says, denies or doubts a draft: a mention, or a range of words where the source is only described."""

    scene: int
    mention: Mention | None
    words: tuple[int, int] | None
    stance: Stance
    cue: int
    via: int | None = None
    distance: bool = False
    source_scene: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in words: ``scene`` is the index of the scene; word ranges are half-open in it. ``called_false`` is what a
    denial without a verb is about; ``object_scene`` where the object stands, if in another sentence."""

    scene: int
    category: str
    relation: str
    trigger: tuple[int, int]
    subject: Mention | None
    object: Mention | None
    negated: bool
    status: Status
    sayings: tuple[Saying, ...]
    rule: str
    confidence: float
    office: tuple[int, int] | None = None
    tense: str = "current"
    quoted: bool = False
    frame: Frame | None = None
    denies: tuple[int, ...] = ()
    called_false: tuple[int, int] | None = None
    object_scene: int | None = None


def same(one: Mention | None, other: Mention) -> bool:
    """Whether two mentions are the same words."""
    return one is not None and (one.first, one.last) == (other.first, other.last)
