"""Which features a CRFsuite model has a weight for: what it has none for need not be looked up for each word.

Read from the model file itself, whose table of attribute names CRFsuite offers only as a dump of the whole model.
"""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER = struct.Struct("<4s4x4s24xI")
_TABLE = struct.Struct("<4s12xII")
_RECORD = struct.Struct("<II")


def attributes(path: Path) -> frozenset[str] | None:
    """The names of a model's attributes; None where the file is not laid out as known, and everything may be one."""
    data = path.read_bytes()
    try:
        magic, kind, table = _HEADER.unpack_from(data)
        chunk, size, back = _TABLE.unpack_from(data, table)
        if (magic, kind, chunk) != (b"lCRF", b"FOMC", b"CQDB"):
            return None
        names = set()
        for record in struct.unpack_from(f"<{size}I", data, table + back):
            if record:
                _, length = _RECORD.unpack_from(data, table + record)
                start = table + record + _RECORD.size
                names.add(data[start : start + length - 1].decode())
    except (struct.error, UnicodeDecodeError):
        return None
    return frozenset(names)
