"""data/ → frozen tables; a bad row is an error with file, line and column."""

from graphbuild.lexicon.entries import Adjective, Cue, Frame, Known, Mode, Noun, Particle, Short, Tenure, Verb
from graphbuild.lexicon.groups import word_group
from graphbuild.lexicon.load import Lexicon, closed_class, lexicon, load, relations
from graphbuild.lexicon.namewords import name_words

__all__ = [
    "Adjective",
    "Cue",
    "Frame",
    "Known",
    "Lexicon",
    "Mode",
    "Noun",
    "Particle",
    "Short",
    "Tenure",
    "Verb",
    "closed_class",
    "lexicon",
    "load",
    "name_words",
    "relations",
    "word_group",
]
