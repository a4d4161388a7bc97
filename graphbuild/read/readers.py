"""How the graph names what read an article: kind of file and version.

The number goes up with every change after which the same file gives another article; the articles of such files are
then read anew, because their content hash is another one.
"""

from __future__ import annotations

from typing import Final

TEXT_READER: Final = "text/1"
LINES_READER: Final = "jsonl/1"
JSON_READER: Final = "json/1"
#: The version of trafilatura stands after it.
HTML_READER: Final = "html/1"
