"""Articles from files: their forms, their encodings, and what is no article."""

import gzip
import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from services.ingest.sources.decoding import NotText, page_text
from services.ingest.sources.files import STANDARD_INPUT, Reading, find
from services.ingest.sources.forms import Fault, Given, Item

DATED = "2024-10-28T09:30:00+09:00"
PASTED = "Ferry late after fog\n\nQUAYTOWN - The evening ferry came in late on Sunday.\n\nNobody was hurt.\n"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>Café shut | The Quay</title>
<meta property="og:site_name" content="The Quay">{head}</head><body><nav><a href="/">Home</a></nav><article>
<h1>Café shut</h1><p>The old café at the harbour was shut on Monday after a fire, its owner said in a note.</p>
<p>It had been open since 1931 and was loved by sailors and students alike, she wrote on the door.</p>
</article></body></html>"""


def read(
    tmp_path: Path, content: bytes | str, name: str = "file", *, encoding: str | None = None, **given: str
) -> list[dict[str, Any] | Fault | bytes]:
    """What a file of that content holds: submissions, faults, and lines that are no JSON, by name of the file alone."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [seen(found, tmp_path) for found in Reading(path, Given(**given), encoding, lambda _: None).items()]


def seen(found: Item | Fault, folder: Path) -> dict[str, Any] | Fault | bytes:
    if isinstance(found, Fault):
        return Fault(found.where.removeprefix(f"{folder}/"), found.detail)
    try:
        record = json.loads(found.body)
    except ValueError:
        return found.body
    if not isinstance(record, dict):
        return found.body
    return {"where": found.where.removeprefix(f"{folder}/"), **record}


def fault(found: list[Any]) -> str:
    [only] = found
    assert isinstance(only, Fault)
    return only.detail


def test_a_pasted_text_has_its_first_line_as_title_if_an_empty_one_follows(tmp_path: Path) -> None:
    [article] = read(tmp_path, PASTED, "ferry.txt", published_at="2024-10-27", source="The Quay")
    assert article == {
        "where": "ferry.txt",
        "title": "Ferry late after fog",
        "text": "QUAYTOWN - The evening ferry came in late on Sunday.\n\nNobody was hurt.",
        "published_at": "2024-10-27",
        "source": "The Quay",
    }


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The ferry came in late.\n\nNobody was hurt.", ""),
        ("Ferry leaves the U.S.\n\nNobody was hurt.", "Ferry leaves the U.S."),
        ("Will the ferry sail?\n\nNobody knows.", "Will the ferry sail?"),
        ("# Ferry late\n\nNobody was hurt.", "Ferry late"),
        ("October 27, 2024\n\nThe ferry came in late.", ""),
        ("27 October 2024\n\nThe ferry came in late.", ""),
        ("2024-10-27\n\nThe ferry came in late.", ""),
        ("Ferry late\nNobody was hurt.", ""),
        ("One line alone", ""),
        (f"{'long ' * 50}\n\nNobody was hurt.", ""),
    ],
)
def test_a_first_line_is_a_title_only_if_it_looks_like_one(tmp_path: Path, text: str, title: str) -> None:
    [article] = read(tmp_path, text)
    assert isinstance(article, dict)
    assert article["title"] == title
    assert article["text"] == (text if not title else text.partition("\n\n")[2])


def test_a_title_that_is_given_leaves_the_text_whole(tmp_path: Path) -> None:
    [article] = read(tmp_path, PASTED, title="Another")
    assert isinstance(article, dict)
    assert article["title"] == "Another"
    assert article["text"] == PASTED.strip()


@pytest.mark.parametrize("charset", ["punycode", "Unicode_Escape", "undefined", "idna", "nonsense"])
def test_what_is_no_charset_is_not_believed(charset: str) -> None:
    content_type, page = f"text/html; charset={charset}", "<p>Café \\u0041</p>"
    assert page_text(content_type, page.encode()) == page
    with pytest.raises(NotText, match="declares itself as"):
        page_text(content_type, f'<meta charset="{charset}">{page}'.encode("cp1252"))


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_a_page_is_read_in_the_charset_that_it_declares(tmp_path: Path, charset: str) -> None:
    page = PAGE.format(charset=charset, head="")
    [article] = read(tmp_path, page.encode("cp1252" if charset == "iso-8859-1" else charset))
    assert isinstance(article, dict)
    assert article["title"] == "Café shut"
    assert article["text"].startswith("The old café at the harbour")
    assert "Home" not in article["text"]


@pytest.mark.parametrize(
    ("head", "date", "basis"),
    [
        (f'<meta property="article:published_time" content="{DATED}">', DATED, "metadata"),
        (
            f'<script type="application/ld+json">{{"@graph":[{{"datePublished":"{DATED}"}}]}}</script>',
            DATED,
            "metadata",
        ),
        ('<script type="application/ld+json">{broken</script>', None, "received"),
        ('<meta name="date" content="some day in 2024">', None, "received"),
    ],
)
def test_a_page_is_dated_by_its_metadata(tmp_path: Path, head: str, date: str | None, basis: str) -> None:
    [article] = read(tmp_path, PAGE.format(charset="utf-8", head=head), "page.html")
    assert isinstance(article, dict)
    assert (article.get("published_at"), article["published_basis"]) == (date, basis)
    assert article["source"] == "The Quay"


def test_what_is_given_prevails_over_what_a_page_says(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2024-10-28">'
    page = PAGE.format(charset="utf-8", head=head)
    [article] = read(tmp_path, page, published_at="2024-10-27", title="Shut", url="https://quay.example/shut")
    assert isinstance(article, dict)
    assert (article["published_at"], article["published_basis"]) == ("2024-10-27", "given")
    assert (article["title"], article["url"]) == ("Shut", "https://quay.example/shut")


def test_ndjson_goes_through_as_it_is_line_by_line(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf{"text": "one"}\r\n\n{"text": oops}\n{"text": "three"}'
    found = read(tmp_path, content, "dump.ndjson")
    assert found == [
        {"where": "dump.ndjson:1", "text": "one"},
        b'{"text": oops}',
        {"where": "dump.ndjson:4", "text": "three"},
    ]


def test_options_fill_in_what_records_leave_out(tmp_path: Path) -> None:
    content = '{"text": "one", "source": "Own"}\n{"text": "two", "source": ""}\n[1]\n'
    first, second, third = read(tmp_path, content, "dump.jsonl", source="The Quay")
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert (first["source"], second["source"], third) == ("Own", "The Quay", b"[1]")


def test_an_object_and_an_array_of_objects_are_articles(tmp_path: Path) -> None:
    assert read(tmp_path, '{\n "text": "one"\n}', "one.json") == [{"where": "one.json", "text": "one"}]
    assert read(tmp_path, '[{"text": "one"}, 2]', "two.json") == [
        {"where": "two.json[1]", "text": "one"},
        Fault("two.json[2]", "is no article: give an object with `text` and `title`"),
    ]


def test_good_lines_are_found_behind_a_broken_first_one_under_any_name(tmp_path: Path) -> None:
    assert read(tmp_path, '{"text": oops\n{"text": "two"}\n') == [b'{"text": oops', {"where": "file:2", "text": "two"}]


def test_a_table_names_its_columns_in_its_first_row(tmp_path: Path) -> None:
    content = 'Title,Text,published_at,\n"Late, again","It was\nlate.",2024-10-27,x\nOn time,"It was not.",,\n'
    assert read(tmp_path, content, "t.csv") == [
        {"where": "t.csv:3", "title": "Late, again", "text": "It was\nlate.", "published_at": "2024-10-27"},
        {"where": "t.csv:4", "title": "On time", "text": "It was not."},
    ]
    assert "no column `text`" in fault(read(tmp_path, "a,b\n1,2\n", "t.csv"))


def test_gzip_of_anything_is_read_under_any_name(tmp_path: Path) -> None:
    assert read(tmp_path, gzip.compress(b'{"text": "one"}\n'), "dump.ndjson.gz") == [
        {"where": "dump.ndjson.gz:1", "text": "one"}
    ]
    [article] = read(tmp_path, gzip.compress(PASTED.encode()), "pasted")
    assert isinstance(article, dict)
    assert article["title"] == "Ferry late after fog"
    assert "damaged or cut off" in fault(read(tmp_path, gzip.compress(PASTED.encode())[:40], "cut.txt.gz"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_how_a_text_is_encoded(tmp_path: Path, encoding: str) -> None:
    [article] = read(tmp_path, "Déjà vu in the café".encode(encoding))
    assert isinstance(article, dict)
    assert article["text"] == "Déjà vu in the café"


def test_an_encoding_is_named_and_never_guessed(tmp_path: Path) -> None:
    assert "is not UTF-8 (byte 0xe9 at 1)" in fault(read(tmp_path, "Déjà vu".encode("cp1252")))
    [article] = read(tmp_path, "Déjà vu".encode("cp1252"), encoding="cp1252")
    assert isinstance(article, dict)
    assert article["text"] == "Déjà vu"
    assert "no such encoding" in fault(read(tmp_path, "x", encoding="klingon"))


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "empty.txt", "is empty"),
        (b" \n\t\n", "blank.txt", "is empty"),
        (b"[]", "none.json", "is an empty array"),
        (b"%PDF-1.7", "a.pdf", "is a PDF"),
        (b"PK\x03\x04...", "a.docx", "zip archive or an office document"),
        (b"\x7fELF\x02", "a.out", "is a program"),
        (b"some\x00bytes", "a.txt", "is binary"),
        (b"words\n" * 1000 + b"\x00", "late.txt", "is binary"),
        (b"3\n", "number.json", "is no article"),
        (b'{"text": "half', "half.json", "is no valid JSON"),
        (b"<html><body></body></html>", "bare.html", "no article"),
        (b"a" * 5_000_001, "large.txt", "5.0 MB of text; at most 5 MB"),
        (b"a" * 20_000_001, "huge.txt", "more than 20 MB"),
    ],
)
def test_nonsense_gets_one_clear_line(tmp_path: Path, content: bytes, name: str, words: str) -> None:
    assert words in fault(read(tmp_path, content, name))


def test_a_file_that_cannot_be_read_gets_one_clear_line(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path, words in ((tmp_path / "missing", "no such file"), (loop, "can't be read")):
        [found] = Reading(path, Given(), None, lambda _: None).items()
        assert isinstance(found, Fault)
        assert words in found.detail


def test_a_line_that_is_too_long_is_left_out_and_the_next_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.ingest.sources.files.MAX_LINE_BYTES", 40)
    content = '{"text": "one"}\n{"text": "' + "x" * 200 + '"}\n{"text": "three"}\n'
    first, second, third = read(tmp_path, content, "dump.ndjson")
    assert isinstance(first, dict)
    assert isinstance(second, Fault)
    assert (second.where, third) == ("dump.ndjson:2", {"where": "dump.ndjson:3", "text": "three"})


def test_a_url_or_title_is_of_one_article(tmp_path: Path) -> None:
    first, second = read(tmp_path, '{"text": "one"}\n{"text": "two"}\n', url="https://example.org/x")
    assert isinstance(first, dict)
    assert isinstance(second, Fault)
    assert "several articles" in second.detail


def test_a_folder_gives_its_articles_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.ndjson.gz", "a/.hidden.txt", ".git/x.txt", "README.md", "photo.jpg", "c.HTML"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert list(find([tmp_path])) == [tmp_path / "a/z.ndjson.gz", tmp_path / "b.txt", tmp_path / "c.HTML"]


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    (tmp_path / "README.md").touch()
    [found] = find([tmp_path])
    assert isinstance(found, Fault)
    assert "holds no articles" in found.detail


def test_standard_input_is_recognised_by_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    for content, words in (
        (PASTED.encode(), "Ferry late"),
        (b'{"text": "one"}\n', "one"),
        (gzip.compress(b"two"), "two"),
    ):
        stdin = SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(content)))
        monkeypatch.setattr("sys.stdin", stdin)
        [found] = Reading(STANDARD_INPUT, Given(), None, lambda _: None).items()
        assert isinstance(found, Item)
        assert found.where.startswith("standard input")
        assert words in found.body.decode()


def test_progress_counts_every_byte_of_a_file_once(tmp_path: Path) -> None:
    path, told = tmp_path / "dump.ndjson", list[int]()
    path.write_bytes(b'{"text": "one"}\n' * 5000)
    assert sum(1 for _ in Reading(path, Given(), None, told.append).items()) == 5000
    assert sum(told) == path.stat().st_size
    assert len(told) > 1
