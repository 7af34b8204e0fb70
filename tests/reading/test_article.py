"""What an article says of itself: its title, publisher, author and day, however its head is written."""

import pytest

from graphkit.reading.article import read_article
from graphkit.reading.mentions import Names

TEXT = "The ministry met the union on Monday, and both sides left without a word to the press."


@pytest.mark.parametrize(
    ("head", "publisher", "published", "author"),
    [
        ("The Coast Wire, 5 March 2025", "The Coast Wire", "2025-03-05", None),
        ("(Coast Agency) 5 March 2025", "Coast Agency", "2025-03-05", None),
        ("Coast Agency (5 March 2025)", "Coast Agency", "2025-03-05", None),
        ("Published: Wednesday, March 5, 2025 | Coast Wire", "Coast Wire", "2025-03-05", None),
        ("By Ann Kerr / COAST WIRE / Published: 2025-03-05", "COAST WIRE", "2025-03-05", "Ann Kerr"),
        ("By Ann Kerr", None, None, "Ann Kerr"),
    ],
)
def test_the_line_under_a_title_says_who_published_when(head, publisher, published, author):
    article = read_article(f"Ministry meets union\n\n{head}\n\n{TEXT}\n".encode())
    assert article.title == "Ministry meets union"
    assert (article.publisher, article.published, article.author) == (publisher, published, author)
    assert article.paragraphs[article.first - 1] == TEXT


@pytest.mark.parametrize(
    ("start", "published"),
    [
        ("OSLO and LYON, 5 March 2025 \u2013 ", "2025-03-05"),
        ("Oslo, Norway, March 5, 2025 -- ", "2025-03-05"),
        ("OSLO, March 5 - ", None),
        ("Acme, founded on 3 May 1999 - a firm of Oslo - grew. ", None),
    ],
)
@pytest.mark.parametrize("text", [TEXT, "The ministry met the union."])
def test_a_dateline_that_opens_the_text_says_when_it_was_published(start, published, text):
    article = read_article(f"Ministry meets union\n\n{start}{text}\n".encode())
    assert (article.publisher, article.published) == (None, published)
    assert article.paragraphs[article.first - 1] == f"{start}{text}"


@pytest.mark.parametrize("line", [TEXT, "They met on 5 March 2025 in Oslo, and parted in May 2025, friends."])
def test_a_line_that_tells_more_is_text(line):
    article = read_article(f"Ministry meets union\n\n{line}\n".encode())
    assert (article.publisher, article.published) == (None, None)
    assert article.paragraphs[article.first - 1] == line


@pytest.mark.parametrize("name", ["Ministry of Trade", "Ministry of Energy", "Court of Audit"])
def test_a_ministry_is_no_company_whatever_it_is_of(name):
    (mention,) = Names([], [f"He wrote to the {name} again."]).mentions(f"He wrote to the {name} again.")
    assert (mention.name, mention.kind) == (name, "government-body")
