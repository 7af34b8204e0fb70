"""What an article says of itself: its title, publisher, author and day, however its head is written."""

from itertools import permutations

import pytest

from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
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
        ("By Ann Kerr, Coast Wire", "Coast Wire", None, "Ann Kerr"),
        ("By Ann Kerr, Energy correspondent", None, None, "Ann Kerr"),
        ("By Ann Kerr, Energy correspondent, 5 March 2025", None, "2025-03-05", "Ann Kerr"),
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


SENTENCES = [
    "The police arrested Ole Brandt, a docker, on 1 May 2024.",
    "The police arrested Ole Brandt, a docker, in March 2024.",
    "Ole Brandt, a docker, was arrested, 2 May 2024.",
    "By Monday, the police had arrested Ole Brandt, 2 May 2024.",
    "OLE BRANDT WAS ARRESTED, 1 May 2024.",
    "By  ,the police had arrested Ole Brandt, 2 May 2024.",
    "The court convicted Tom Salden, who denies the charges, on 2 May 2024.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("head", ["", "Ministry meets union\n", "The Quay Post, 4 May 2024\n"])
@pytest.mark.parametrize("before", [0, 1, 4])
def test_no_sentence_is_taken_for_the_head_of_its_article(head, sentence, before):
    text = [f"Ada Lee met Ben Ray on {day} April 2024." for day in range(1, before + 1)]
    body = [*text, sentence, "Max Thorn sued Delta Freight on 3 May 2024."]
    article = read_article((head + "\n".join(body)).encode())
    assert list(article.paragraphs[article.first - 1 :]) == body
    assert article.publisher == ("The Quay Post" if "Post" in head else None)
    assert article.passed_over == ()


@pytest.mark.parametrize("text", ["The police arrested Ole Brandt, 1 May 2024", "Union wins, 1 May 2024"])
def test_a_heading_with_a_day_is_no_publisher(text):
    assert read_article(f"{text}\n\n{TEXT}\n".encode()).publisher is None


@pytest.mark.parametrize("publisher", ["taz", "the Guardian", "nytimes.com", "Bank of Oslo News"])
def test_a_publisher_may_have_small_letters(publisher):
    article = read_article(f"Ministry meets union\n{publisher}, 5 March 2025\n{TEXT}\n".encode())
    assert (article.publisher, article.first) == (publisher, 3)


@pytest.mark.parametrize(
    ("head", "title", "publisher"),
    [
        (
            "Auditor opens file on bridge\nArden Post\n20 March 2025",
            "Auditor opens file on bridge",
            "Arden Post",
        ),
        ("Nairobi Wire\nParliament clears deal\n20 March 2025", "Parliament clears deal", "Nairobi Wire"),
        ("Auditor opens file on bridge\nJane Doe\n20 March 2025", "Auditor opens file on bridge", None),
        ("Arden Post\nNairobi Wire\n20 March 2025", "Arden Post", None),
        ("Mail vote stops the press\n20 March 2025", "Mail vote stops the press", None),
    ],
)
def test_a_newspaper_that_stands_alone_in_the_head_is_the_publisher(head, title, publisher):
    found = read_article(f"{head}\n\nThe Audit Office sued Acme on Tuesday.\n".encode())
    assert (found.title, found.publisher, found.published) == (title, publisher, "2025-03-20")


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("The Coast Wire\n5 March 2025", "The Coast Wire"),
        ("The Coast Wire, 5 March 2025", "The Coast Wire"),
        ("Publisher: Coast Wire\n5 March 2025", "Coast Wire"),
        ("Reuters\n5 March 2025", "Reuters"),
    ],
)
def test_a_title_may_stand_below_who_published_it_when(head, publisher):
    title = "Ministry meets union"
    found = read_article(f"{head}\n{title}\n\n{TEXT}\n".encode())
    assert (found.publisher, found.published, found.title) == (publisher, "2025-03-05", title)
    assert found.paragraphs[found.first - 1] == TEXT
    assert found.passed_over == ()
    # Where nothing follows, or it is a sentence, it is text.
    for text in (title, f"{title}.\n{TEXT}", f"{title}\nA docker is held"):
        found = read_article(f"{head}\n{text}".encode())
        assert found.title in (None, "Reuters")
        assert "\n".join(found.paragraphs[found.first - 1 :]) == text


NAMES = [
    "The Guardian", "Reuters", "The Economist", "Le Monde", "Der Spiegel", "The Daily Record",
    "Finance Ledger", "Continental News Service",
    "The Touchline", "El Pa\u00eds", "Agence France-Presse", "BBC News",
]  # fmt: skip


@pytest.mark.parametrize("publisher", NAMES)
@pytest.mark.parametrize("day", ["5 March 2025", "Wednesday, 5 March 2025", "2025-03-05"])
def test_a_short_line_without_a_verb_above_a_day_is_the_publisher(publisher, day):
    found = read_article(f"{publisher}\n{day}\nMinistry meets union\n\n{TEXT}\n".encode())
    assert (found.publisher, found.title) == (publisher, "Ministry meets union")
    assert (found.published, found.passed_over) == ("2025-03-05", ())
    assert found.paragraphs[found.first - 1] == TEXT


# The others may as well be authors.
@pytest.mark.parametrize("publisher", sorted({*NAMES} - {"Reuters", "Agence France-Presse"}))
@pytest.mark.parametrize("below", ["{name}\n{day}", "{day}\n{name}"])
def test_what_is_known_as_a_paper_may_stand_on_either_side_of_the_day_below_a_title(publisher, below):
    text = "Ministry meets union\n" + below.format(name=publisher, day="5 March 2025")
    found = read_article(f"{text}\n\n{TEXT}\n".encode())
    assert (found.title, found.publisher) == ("Ministry meets union", publisher)
    assert (found.published, found.passed_over) == ("2025-03-05", ())
    assert found.paragraphs[found.first - 1] == TEXT


@pytest.mark.parametrize(
    "head",
    [
        "Ministry meets union\nAoife Brennan\n5 March 2025",
        "Ministry meets union\n5 March 2025\nAoife Brennan",
        "Ministry Meets Union\n5 March 2025\nA docker is held",
        "Jane Doe\n5 March 2025\nMinistry meets union",
        "Corden Group\n5 March 2025\nPort Row", "Ministry meets union\n5 March 2025\nA docker is held",
    ],
)  # fmt: skip
def test_an_author_or_a_title_beside_a_day_is_no_publisher(head):
    assert read_article(f"{head}\n\n{TEXT}\n".encode()).publisher is None


DEAL = "Solveig Energi has signed a contract with Delta Freight, the company said."


@pytest.mark.parametrize(
    ("head", "text", "publisher"),
    [
        ("Solveig Energi\nNew contract at sea", DEAL, "Solveig Energi"),
        ("New contract at sea\nSolveig Energi", DEAL, "Solveig Energi"),
        ("Vale Foods\nNew contract at sea", "Vale Foods met Delta Freight.", "Vale Foods"),
        ("Solveig Berg\nNew contract at sea", "She met Delta Freight.\nAbout Solveig Berg", "Solveig Berg"),
        ("Solveig\nNew contract at sea", "OSLO \u2013 Solveig will acquire Delta Freight.", "Solveig"),
        # a person, a title, a name of which the text tells nothing, and two
        ("Solveig Berg\nThe rise of a skipper", "Solveig Berg met Delta Freight.", None),
        ("Solveig Berg\nThe rise of a skipper", "Solveig Berg, who signed, left.\nAbout Solveig Berg", None),
        ("Vale Foods", "Vale Foods met Delta Freight.", None),
        ("Vale Foods\nNew contract at sea", "The company met Delta Freight.", None),
        ("Vale Foods meets union\nNew contract at sea", "Vale Foods met Delta Freight.", None),
        ("Vale Foods\nCorden Group", "Vale Foods met Corden Group.", None),
    ],
)
def test_a_company_that_stands_alone_in_the_head_is_the_publisher_of_what_it_tells(head, text, publisher):
    found = read_article(f"{head}\n20 March 2025\n\n{text}\n".encode())
    assert (found.publisher, found.published) == (publisher, "2025-03-20")
    if publisher:
        assert found.title == "New contract at sea"
    assert found.paragraphs[found.first - 1] == text.split("\n")[0]


def test_lines_of_a_head_that_say_nothing_of_the_article_are_told():
    text = f"Ministry meets union\nA docker is held\nThe Coast Wire, 5 March 2025\n{TEXT}\n"
    article = read_article(text.encode())
    assert (article.first, article.passed_over) == (4, (2,))
    left_out = proposals.read(article, [], vocabulary(())).left_out
    assert left_out == {"lines of its head": [(2, "A docker is held")]}


LABELS = ["Title: Two firms", "Publisher: Gulf Gazette 4", "Date: 14 March 2022"]


@pytest.mark.parametrize("lines", [*permutations(LABELS)], ids=lambda lines: lines[0] + lines[1])
@pytest.mark.parametrize("shown", ["{}", "**{}**", "- {}"])
def test_lines_with_a_label_are_read_without_it_in_any_order(lines, shown):
    head = "\n".join(shown.format(line) for line in lines)
    article = read_article(f"{head}\n\n{TEXT}\n".encode())
    assert (article.title, article.publisher, article.published) == (
        "Two firms",
        "Gulf Gazette 4",
        "2022-03-14",
    )
    assert article.paragraphs[article.first - 1] == TEXT
    assert article.passed_over == ()


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ("Headline: Two firms\nSource: Gulf Gazette, 14 March 2022", None),
        ("HEADLINE: Two firms\nPublication: Gulf Gazette\nPublished: 14 March 2022", None),
        ("Newspaper: Gulf Gazette\nAuthor: Ann Lee\nDate: 2022-03-14\nTitle: Two firms", "Ann Lee"),
        ("Two firms\nBy: Ann Lee\nOutlet: Gulf Gazette\n14 March 2022", "Ann Lee"),
    ],
)
def test_each_label_of_front_matter_is_one_of_a_line_too(lines, author):
    article = read_article(f"{lines}\n\n{TEXT}\n".encode())
    assert (article.title, article.publisher, article.author) == ("Two firms", "Gulf Gazette", author)
    assert (article.published, article.paragraphs[article.first - 1]) == ("2022-03-14", TEXT)


def test_a_label_before_what_it_does_not_name_is_none():
    text = "Source: the minister took money from a firm and gave it to his party.\nDate: who knows?"
    article = read_article(f"{text}\n".encode())
    assert (article.publisher, article.published, article.title) == (None, None, None)
    assert "\n".join(article.paragraphs[article.first - 1 :]) == text


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Publisher: Port Exchange Notices", "Port Exchange Notices"),
        ("Source: the Port Exchange", "Port Exchange"),
        ("Published by the Port Exchange", "Port Exchange"),
        ("Port Exchange Notices", "Port Exchange Notices"),
        ("Published by Anna Holm", None),
    ],
)
def test_a_line_that_can_only_name_the_publisher_does(line, publisher):
    article = read_article(f"Vale Foods names a head\n{line}\n9 December 2025\n\n{TEXT}\n".encode())
    assert (article.title, article.publisher) == ("Vale Foods names a head", publisher)
    assert article.paragraphs[article.first - 1] == TEXT


@pytest.mark.parametrize(
    ("below", "publisher"),
    [
        ("Lake Wire Service\n\nLoma, Nov 24, 2023", "Lake Wire Service"),
        ("Arden Post\n\nLoma, 24 November 2023", "Arden Post"),
        ("Lake Football Federation\n\n24/11/2023", "Lake Football Federation"),
        ("Loma Herald, Nov 24, 2023", "Loma Herald"),
    ],
)
def test_a_place_beside_the_day_is_no_publisher_where_a_paper_stands_above(below, publisher):
    text = f"Banker convicted\n\n{below}\n\nThe Lake Football Federation elected Ann Kerr as president.\n"
    article = read_article(text.encode())
    assert (article.publisher, article.published) == (publisher, "2023-11-24")
    assert article.title == "Banker convicted"
