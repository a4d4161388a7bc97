"""Files, folders, JSONL and standard input become articles; bad input is reported, and the rest goes on."""

from __future__ import annotations

import io
import json
from importlib.metadata import version
from pathlib import Path

import pytest

from graphbuild.errors import ReadError
from graphbuild.read import read
from graphbuild.read.decode import MAX_ARTICLE_BYTES
from graphbuild.records import Article

TEXT = "قال الوزير إن الاجتماع انتهى."


def read_all(*inputs: Path | str, stdin: bytes = b"") -> tuple[list[Article], list[str]]:
    """The articles, and the errors as a person reads them."""
    errors: list[ReadError] = []
    articles = list(read(inputs, on_error=errors.append, stdin=io.BytesIO(stdin)))
    return articles, [str(error) for error in errors]


def row(**fields: object) -> str:
    return json.dumps({"id": "1", "text": TEXT} | fields, ensure_ascii=False)


def test_folder_is_read_in_the_order_of_its_paths_and_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.TXT", ".hidden.txt", ".git/c.txt", "notes.md", "a.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name} {TEXT}", encoding="utf-8")
    articles, errors = read_all(tmp_path)

    assert [a.id for a in articles] == ["a.txt", "a/y.TXT", "a/z.txt", "b.txt"]
    assert [a.origin for a in articles] == ["a.txt", "y.TXT", "z.txt", "b.txt"]
    assert errors == []


def test_byte_order_mark_is_dropped_and_line_breaks_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "عنوان\r\n\r\nقال الوزير.\r\n".encode())
    ((article,), errors) = read_all(path)

    assert article.text == "عنوان\r\n\r\nقال الوزير.\r\n"
    assert [article.slice(s.span) for s in article.sections] == ["عنوان", "قال الوزير."]
    assert errors == []


def test_jsonl_row_carries_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    fields = {"title": "عنوان", "date": "2024-10-16T08:00:00Z", "url": "https://a.example/1", "publisher": "النبأ"}
    path.write_text("\n" + row(id=7, extra=[1], **fields) + "\r\n", encoding="utf-8")
    ((article,), errors) = read_all(path)

    assert (article.id, article.title, article.date, article.url, article.publisher, article.origin) == (
        "7", "عنوان", "2024-10-16", "https://a.example/1", "النبأ", "news.jsonl",
    )  # fmt: skip
    assert article.text == TEXT
    assert errors == []


def test_standard_input_is_jsonl_where_it_begins_with_a_brace_and_else_a_text() -> None:
    jsonl = (row(id="1") + "\n" + row(id="2")).encode()

    assert [a.id for a in read_all("-", stdin=jsonl)[0]] == ["1", "2"]
    assert [(a.id, a.text) for a in read_all("-", stdin=TEXT.encode())[0]] == [("stdin", TEXT)]
    assert read_all("-", stdin=b"")[1] == ["-: empty; an article needs text"]


def test_stray_control_character_is_kept_where_it_is() -> None:
    text = f"{TEXT}\x1a {TEXT * 4}"

    assert read_all("-", stdin=row(text=text).encode())[0][0].text == text
    assert read_all("-", stdin=text.encode())[0][0].text == text


def test_long_first_line_on_standard_input_is_read_whole() -> None:
    long_row = row(text="قال الوزير. " * 2000)
    articles, errors = read_all("-", stdin=f"{long_row}\n{row(id='2')}\n".encode())

    assert [(a.id, len(a.text)) for a in articles] == [("1", 24000), ("2", len(TEXT))]
    assert errors == []


def test_json_file_holds_an_object_or_a_list_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(row(id="one"), encoding="utf-8")
    (tmp_path / "b.json").write_text(f"[{row(id='two')},\n {{}}]", encoding="utf-8")
    (tmp_path / "c.json").write_text(row(id="three") + "\n" + row(id="four"), encoding="utf-8")
    articles, errors = read_all(tmp_path)

    assert [a.id for a in articles] == ["one", "two", "three", "four"]
    assert errors == [f'{tmp_path / "b.json"}: no text (item 2); give it a "text" that is not empty']


def test_html_page_gives_its_article(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>وقال الوزير في الفقرة {n} إن الاجتماع انتهى إلى اتفاق بين الطرفين.</p>" for n in range(4))
    html = (
        "<!doctype html><html lang=ar><head><title>قمة في الرياض</title></head><body><nav><a href=/>الرئيسية</a></nav>"
        f"<article><h1>قمة في الرياض</h1>{paragraphs}</article><footer>حقوق</footer></body></html>"
    )
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    ((article,), errors) = read_all(tmp_path)

    assert article.title == "قمة في الرياض"
    assert "الفقرة 3" in article.text
    assert "الرئيسية" not in article.text
    assert errors == []


def test_each_article_says_what_read_it(tmp_path: Path) -> None:
    """Kind of file and version; that of trafilatura, too, where it cut the article out of a page. An article embedded in
    another's page is read by what read the page."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(row(id="b") + "\n", encoding="utf-8")
    (tmp_path / "c.json").write_text(row(id="c"), encoding="utf-8")
    paragraphs = "".join(f"<p>وقال الوزير في الفقرة {n} إن الاجتماع انتهى إلى اتفاق بين الطرفين.</p>" for n in range(4))
    (tmp_path / "d.html").write_text(f"<html><body><article>{paragraphs}</article></body></html>", encoding="utf-8")
    articles, errors = read_all(tmp_path, "-", stdin=row(id="e").encode())

    assert errors == []
    assert {a.id: a.reader for a in articles} == {
        "a.txt": "text/1", "b": "jsonl/1", "c": "json/1", "d.html": f"html/1 trafilatura/{version('trafilatura')}", "e": "jsonl/1",
    }  # fmt: skip


def test_file_that_two_inputs_reach_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    articles, errors = read_all(tmp_path / "a.txt", tmp_path)

    assert [a.id for a in articles] == ["a.txt"]
    assert errors == []


def test_second_article_of_one_id_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([row(), row(url="https://a.example/2"), row(id="2")]), encoding="utf-8")
    articles, errors = read_all(path)

    assert [a.id for a in articles] == ["1", "2"]
    assert errors == [
        f"{path}:2: the article '1' stands already in {path}:1; left out; give each article an id, or a url, of its own"
    ]


def test_same_url_in_two_files_is_one_article_and_an_error(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(row(id=name, url="https://A.example/1/#top"), encoding="utf-8")
    articles, errors = read_all(tmp_path)

    assert [a.id for a in articles] == ["a.jsonl"]
    assert [error.split("; ")[0] for error in errors] == [
        f"{tmp_path / 'b.jsonl'}:1: the article 'b.jsonl' stands already in {tmp_path / 'a.jsonl'}:1"
    ]


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty; an article needs text"),
    "blank.txt": (b" \n\xc2\xa0\n", "empty; an article needs text"),
    "binary.txt": (b"\x89PNG\r\n\x00\x01", "binary, not text; give text, HTML or JSONL files in UTF-8"),
    "control.txt": (b"abc\x01", "control characters in the text; take them out: they are no text"),
    "utf16.txt": (TEXT.encode("utf-16"), "UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8 OLD > NEW"),
    "windows.txt": (
        "خبر".encode("cp1256"),
        "not UTF-8 (byte 0 is 0xce); if it is in the old Windows code page, convert it: "
        "iconv -f WINDOWS-1256 -t UTF-8 OLD > NEW",
    ),
    "empty.jsonl": (b"\n\n", 'empty; a JSONL file needs lines: {"id": "1", "text": "..."}'),
    "empty.json": (b"", 'empty; a JSON file needs an object, or a list of them: {"id": "1", "text": "..."}'),
    "broken.json": (b"{", "not JSON (Expecting property name enclosed in double quotes at column 2); "
                    'an article is one line: {"id": "1", "text": "..."}'),
    "page.html": (b"<html><body></body></html>", "a page without an article; save the article's own page, "
                  "or its text in a .txt file"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_one_clear_error_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    data, expected = BAD_FILES[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz.txt").write_text(TEXT, encoding="utf-8")
    articles, errors = read_all(tmp_path)

    assert errors == [f"{tmp_path / name}: {expected}"]
    assert [a.id for a in articles] == ["zz.txt"]


BAD_ROWS: dict[str, tuple[bytes, str]] = {
    "no text": (b'{"id": "1"}', 'no text; give it a "text" that is not empty'),
    "blank text": (b'{"id": "1", "text": " \\n"}', 'no text; give it a "text" that is not empty'),
    "no id": (b'{"text": "a"}', 'no id; give it an "id" that no other row has, or a "url"'),
    "text no string": (b'{"id": "1", "text": ["a"]}', '"text" is an array, not a string; write "text": "..."'),
    "no object": (b"[1]", 'an array, not a JSON object; an article is one line: {"id": "1", "text": "..."}'),
    "no JSON": (
        b"id,text",
        'not JSON (Expecting value at column 1); an article is one line: {"id": "1", "text": "..."}',
    ),
    "bad date": (
        b'{"id": "1", "text": "a", "date": "16/10/2024"}',
        "\"date\" '16/10/2024' is not an ISO 8601 day; write the year first: 2024-10-16",
    ),
    "surrogate": (
        b'{"id": "1", "text": "\\ud800"}',
        'half of a surrogate pair of "text"; write the character itself in UTF-8',
    ),
    "not UTF-8": (
        b'{"id": "1", "text": "\xe1"}',
        "not UTF-8 (byte 21 is 0xe1); if it is in the old Windows code page, convert it: "
        "iconv -f WINDOWS-1256 -t UTF-8 OLD > NEW",
    ),
    "deep": (b"[" * 100_000, 'JSON that no article is; an article is one line: {"id": "1", "text": "..."}'),
    "too long": (
        b'{"id": "1", "text": "' + b"a" * MAX_ARTICLE_BYTES + b'"}',
        "more than 8 MB in one article; an article has at most 8 MB; give each article a file, or a line of JSONL",
    ),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_bad_row_is_one_clear_error_with_its_line_and_the_others_are_read(tmp_path: Path, case: str) -> None:
    data, expected = BAD_ROWS[case]
    path = tmp_path / "news.jsonl"
    path.write_bytes(row(id="a").encode() + b"\n" + data + b"\n" + row(id="b").encode())
    articles, errors = read_all(path)

    assert errors == [f"{path}:2: {expected}"]
    assert [a.id for a in articles] == ["a", "b"]


def test_folder_without_articles_and_missing_file_are_errors(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(TEXT, encoding="utf-8")
    articles, errors = read_all(tmp_path, tmp_path / "none.txt")

    assert articles == []
    assert errors == [
        f"{tmp_path}: a folder without articles; "
        "it needs files that end in .txt, .text, .jsonl, .ndjson, .json, .html, .htm, .xhtml",
        f"{tmp_path / 'none.txt'}: no such file or folder; give a file, a folder, or - for standard input",
    ]
