"""What was reckoned for a word before, so that it is not reckoned again, within bounds.

A few thousand words make up most of any text, but new ones never end: the words of a hundred thousand articles would fill the memory. So
a table that is full forgets everything and begins anew; the frequent words are back at once.
"""

from __future__ import annotations

from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

#: Words (or what else is asked for) that a table keeps: some 20 MB of their analyses.
MOST = 1 << 15


class Kept(dict[Key, Value]):
    """A table of at most ``most`` entries.

    >>> kept = Kept(most=2)
    >>> [kept.keep(word, len(word)) for word in ("a", "bb", "ccc")]
    [1, 2, 3]
    >>> kept
    {'ccc': 3}
    """

    def __init__(self, most: int = MOST) -> None:
        super().__init__()
        self.most = most

    def keep(self, key: Key, value: Value) -> Value:
        """Keep a value, and give it back; where the table is full it forgets all others first."""
        if len(self) >= self.most:
            self.clear()
        self[key] = value
        return value
