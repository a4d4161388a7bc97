"""Files are written whole or not at all, and what cannot be written is one clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuild.errors import OutputError
from graphbuild.output import write_text, writing


def test_text_is_utf8_with_lf(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "سطر\nسطر")

    assert (tmp_path / "a").read_bytes() == "سطر\nسطر".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def write_half(path: Path) -> None:
    with writing(path) as stream:
        stream.write("new")
        raise KeyError


def test_failed_writing_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with pytest.raises(KeyError):
        write_half(tmp_path / "a")

    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"No such file or directory.*; make the folder .*none first"):
        write_text(tmp_path / "none" / "a", "")


def test_folder_in_the_place_of_a_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="it is a folder; name a file"):
        write_text(tmp_path, "")


def test_device_is_written_to_and_not_replaced() -> None:
    write_text(Path("/dev/null"), "x")

    assert not Path("/dev/null").is_file()
