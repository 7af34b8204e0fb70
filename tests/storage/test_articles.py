"""The user's own copies of the articles: only what is in the folder, and its paragraphs."""

import hashlib
import os

import pytest
from datasets import source
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import StorageError
from graphkit.storage.articles import article, check_folder, is_coded_article, paragraphs

TEXT = "---\ntitle: Ä\n---\n\n# Heading\n\nFirst.\n".encode()


def test_an_article_is_read_as_it_is(tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_bytes(TEXT)
    assert article(tmp_path, source("s", file="more/a.txt")) == TEXT
    assert article(str(tmp_path), source("s", file="more/../more/a.txt")) == TEXT


def test_a_link_within_the_folder_is_followed(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert article(tmp_path, source("s", file="b.txt")) == TEXT


def test_the_folder_may_be_a_link_itself(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_bytes(TEXT)
    (tmp_path / "link").symlink_to("real")
    assert article(tmp_path / "link", source("s", file="a.txt")) == TEXT


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "names no file; add its 'file'"),
        ("nowhere.txt", "nowhere.txt: cannot be read: No such file"),
        ("folder", "folder: is no file"),
        (".", "is no file"),
        ("pipe", "pipe: is no file"),
        ("loop", "cannot be read"),
        ("nul\0.txt", "cannot be read"),
        ("x" * 300, "cannot be read: File name too long"),
        ("../outside.txt", "lies outside"),
        ("/etc/hostname", "lies outside"),
        ("link.txt", "lies outside"),
        ("big.txt", "larger than an article can be (20,000,000 bytes)"),
    ],
)
def test_what_is_no_article_in_the_folder_is_refused_in_one_line(tmp_path, file, said):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (tmp_path / "outside.txt").write_bytes(TEXT)
    (folder / "folder").mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe")
    with open(folder / "big.txt", "wb") as big:
        big.truncate(20_000_001)
    with pytest.raises(StorageError) as refused:
        article(folder, source("s", file=file))
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_folder_must_be_there(tmp_path):
    check_folder(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    for nowhere in (tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(StorageError, match="no such folder"):
            check_folder(nowhere)


def test_the_checksum_tells_whether_it_is_the_article_that_was_coded():
    digest = hashlib.sha256(TEXT).hexdigest()
    assert is_coded_article(TEXT, source("s", sha256=digest))
    assert not is_coded_article(TEXT + b"\n", source("s", sha256=digest))
    assert is_coded_article(TEXT, source("s"))


def test_paragraphs_are_the_lines_that_are_not_blank():
    assert paragraphs(TEXT) == ["---", "title: Ä", "---", "# Heading", "First."]
    assert paragraphs(b"one\r\n\r\n  two \rthree") == ["one", "two", "three"]
    assert paragraphs(b"") == paragraphs(b" \n\t\n") == []
    assert paragraphs(b"\xef\xbb\xbf\none") == ["one"]
    assert paragraphs(b"caf\xe9") == ["caf\ufffd"]


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), min_size=1)))
def test_no_letter_but_a_line_s_end_ends_a_paragraph(lines):
    kept = [line.strip() for line in lines if line.strip().strip("\ufeff")]
    written = "\n\n".join(line for line in lines if line.strip().strip("\ufeff"))
    assert paragraphs(written.encode()) == [
        line.removeprefix("\ufeff") if n == 0 else line for n, line in enumerate(kept)
    ]
