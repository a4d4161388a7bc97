"""Articles in: files, folders, JSONL, standard input → :class:`~graphbuild.records.Article`, divided into sections."""

from graphbuild.read.files import SUFFIXES, OnError, read, read_text
from graphbuild.read.markers import Marker, find_marker, load_markers, markers
from graphbuild.read.sections import divide

__all__ = ["SUFFIXES", "Marker", "OnError", "divide", "find_marker", "load_markers", "markers", "read", "read_text"]
