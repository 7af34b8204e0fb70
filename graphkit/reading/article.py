"""Reads an article: who published it when, under what title, and its numbered paragraphs."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphkit.errors import DateError
from graphkit.model.folding import folded
from graphkit.reading.lexicon import Words, all_verbs, pattern, word_set
from graphkit.reading.mentions import sex_of
from graphkit.storage.articles import paragraphs
from graphkit.temporal import edtf, phrases
from graphkit.temporal.calendar import Day

_WORDS = Words("article")
_HEAD = 8
"""So many paragraphs may stand before the text: title, by line, date."""
_LONGEST_HEAD = 120
_FRONT = {
    "title": "title",
    "headline": "title",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "publication": "publisher",
    "newspaper": "publisher",
    "outlet": "publisher",
    "source": "publisher",
    "site": "publisher",
    "author": "author",
    "by": "author",
    "url": "url",
    "link": "url",
}
_ENDS = re.compile(r"[.!?][\u201d\"']?$")
_LABELLED = re.compile(
    r"(?:(?:publisher|source):\s+(?:the\s+)?|published by the\s+)(?P<name>[^\W\d_][^.;,:|\d]*)", re.IGNORECASE
)
"""Names who published an article: "Publisher: Arden Post"."""
_LABEL = re.compile(r"^(?:published|updated|posted|date|on)\b[:,]?\s*", re.IGNORECASE)
_BY = re.compile(r"^by\s+(?P<author>[^\s,|/\u2022\u2013\u2014][^,|/\u2022\u2013\u2014]*)", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[|/()\u2022\u00b7\u2013\u2014]|\s-\s|,\s|\n)\s*")
_DATELINE = re.compile(
    r"[A-Z][\w\u2019'-]*(?:,?\s(?:[A-Z][\w\u2019'-]*|and|de|of|la))*,\s+(?P<day>[^!?\u2013\u2014]{6,25}?)\s+(?:[\u2013\u2014]|--?)\s"
)
"""Opens a release: "OSLO, 14 May 2025 - "."""
_LONGEST_NAME = 5
_MARKS = word_set("mentions", "company") | word_set("mentions", "organisation") | word_set("mentions", "body")
_PERSON, _BODY = pattern("discourse", "like_person"), pattern("article", "like_company")
_CLOCK = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}.*$")


@dataclass(frozen=True, slots=True)
class Article:
    """What was read of an article.

    Attributes
    ----------
    paragraphs : tuple of str
        Its lines that are not blank, title and by line included; paragraph 1 is the first.
    first : int
        The number of the first paragraph of the text itself.
    passed_over : tuple of int
        The numbers of lines of its head that say nothing of these things, such as a second heading.
    publisher, title, author, published, url : str or None
        What it says of itself, else None; ``published`` is in EDTF.
    sha256 : str
        The checksum of the file.
    """

    paragraphs: tuple[str, ...]
    first: int
    sha256: str
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    passed_over: tuple[int, ...] = ()

    @property
    def after_front_matter(self) -> int:
        """The number of the first paragraph after the front matter; 1 if there is none."""
        marks = [number for number, line in enumerate(self.paragraphs, 1) if line == "---"]
        return marks[1] + 1 if marks[:1] == [1] and marks[1:] else 1

    @property
    def day(self) -> Day | None:
        """The last day on which it may have been published, from which its relative dates count."""
        return None if self.published is None else edtf.parse(self.published).bounds.latest_end


def read_article(content: bytes, publisher: str | None = None) -> Article:
    """Read an article that is plain text or Markdown in UTF-8, a paragraph a line.

    A line of its head that is only the name of its publisher, if that is known, is no title.
    """
    lines = tuple(paragraphs(content))
    bare = Article(lines, 1, hashlib.sha256(content).hexdigest())
    told = _front_matter(bare) if bare.after_front_matter > 1 else _head(bare, publisher)
    dateline = _DATELINE.match(_text(lines[told.first - 1])) if told.first <= len(lines) else None
    if told.published is None and dateline is not None:
        return replace(told, published=_date(dateline["day"]))
    return told


def _front_matter(article: Article) -> Article:
    lines = article.paragraphs
    told: dict[str, Any] = {}
    for line in lines[: article.after_front_matter - 1]:
        name, colon, text = line.partition(":")
        field = _FRONT.get(name.strip().casefold())
        text = text.strip().strip("\"'").strip()
        if colon and field and text:
            told.setdefault(field, text)
    published = _date(told.pop("published", ""))
    rest = replace(article, first=article.after_front_matter, published=published, **told)
    if rest.title and rest.first <= len(lines) and _text(lines[rest.first - 1]) == rest.title:
        rest = replace(rest, first=rest.first + 1)
    return rest


def _head(article: Article, publisher: str | None) -> Article:
    """Read a title and by lines: what stands before the first sentence."""
    told: dict[str, Any] = {}
    first = 1
    taken: set[int] = set()
    days: set[int] = set()
    unlabelled_title = beside_day = None
    for number, line in enumerate(article.paragraphs[:_HEAD], 1):
        text = _text(line)
        opens_text = _DATELINE.match(text) and _ENDS.search(text)
        labelled = _labelled(text)
        if not labelled and (len(text) > _LONGEST_HEAD or opens_text):
            break
        is_whole = {"publisher", "published"} <= told.keys()
        by_line = labelled or ({} if is_whole and not _BY.match(text) else _by_line(text))
        if publisher and _bare(text) == _bare(publisher):
            told["publisher"] = publisher
        elif by_line:
            days |= {number} if by_line.keys() == {"published"} else set()
            if not labelled and by_line.keys() == {"published", "publisher"}:
                beside_day = by_line["publisher"]
            for name, value in by_line.items():
                told.setdefault(name, value)
        elif _ENDS.search(text):
            break
        elif number == 1:
            told["title"] = text
            unlabelled_title = number
        else:
            continue
        taken.add(number)
        first = number + 1
    below = _title_below(article.paragraphs, first) if "published" in told else None
    heads = [number for number in range(1, first) if number not in taken or number == unlabelled_title]
    papers = [number for number in heads if _is_paper(_text(article.paragraphs[number - 1]))]
    is_agency = beside_day is not None and beside_day.casefold() in _WORDS.agencies
    known = is_agency or (beside_day is not None and _is_known_as_paper(beside_day))
    if beside_day and beside_day == told.get("publisher") and not known:
        lines = ((number, _text(article.paragraphs[number - 1])) for number in heads)
        named = (number for number, text in lines if _may_publish(text) and _is_known_as_paper(text))
        papers = papers or list(named)
        if len(papers) == 1:
            del told["publisher"]  # it is where the paper wrote: "Oslo, 5 May 2024"
    if not papers and len(heads) > 1:  # of a company there is a title beside
        body = "\n".join(article.paragraphs[first - 1 :])
        papers = [number for number in heads if _is_company(_text(article.paragraphs[number - 1]), body)]
    beside = [*heads, first] if below else heads
    if not papers and len(beside) > 1:
        names = [number for number in beside if _may_publish(_text(article.paragraphs[number - 1]))]
        papers = [
            number
            for number in names
            if len(names) == 1
            and {number - 1, number + 1} & days
            and (number == 1 or _is_known_as_paper(_text(article.paragraphs[number - 1])))
        ]
    if "publisher" not in told and len(papers) == 1:
        told["publisher"] = _text(article.paragraphs[papers[0] - 1])
        taken.update(papers)
        if papers == [first]:
            first, below = first + 1, None
    if told.get("title", told.get("publisher")) == told.get("publisher"):  # then the title is the next
        titles = [number for number in heads if number != 1 and number not in taken][:1]
        told["title"] = _text(article.paragraphs[titles[0] - 1]) if titles else None
        taken.update(titles)
    if below and told["title"] is None:
        told["title"] = below
        first += 1
    passed_over = tuple(number for number in range(1, first) if number not in taken | {first - 1})
    return replace(article, first=first, passed_over=passed_over, **told)


def _labelled(text: str) -> dict[str, str]:
    """Return what a line with a label tells: "Title: Two firms"; empty if its label does not fit the rest."""
    name, _, rest = text.partition(":")
    field, value = _FRONT.get(name.strip().casefold()), rest.strip()
    if not field or not value:
        return {}
    if field == "published":
        day = _date(value)
        return {field: day} if day else {}
    if field == "publisher":
        beside = _by_line(value)
        if beside.keys() >= {field, "published"}:
            return beside
        value = re.sub(r"^the\s+", "", value)
    if field in ("publisher", "author") and (
        len(value.split()) > _LONGEST_NAME or not _is_name(value, in_sentence=False) or _ENDS.search(value)
    ):
        return {}
    return {} if field == "url" and not value.startswith("http") else {field: value}


def _title_below(lines: Sequence[str], first: int) -> str | None:
    """Return the line after a head if it may be a title: short, with no full stop, and above a text."""
    text, below = (_text(line) for line in [*lines[first - 1 : first + 1], "", ""][:2])
    is_short = 0 < len(text) <= _LONGEST_HEAD and not _ENDS.search(text)
    return text if is_short and (_ENDS.search(below) or len(below) > _LONGEST_HEAD) else None


def _may_publish(text: str) -> bool:
    """Return whether a line beside a day may be the name of who publishes: a short one without a verb."""
    words = text.casefold().split()
    after = words[1 + (words[0] in _WORDS.articles) :]
    short = len(words) <= _LONGEST_NAME and _is_name(text, in_sentence=False)
    return short and sex_of(text) is None and all_verbs().isdisjoint({*after} - _WORDS.papers)


def _is_known_as_paper(text: str) -> bool:
    """Return whether a name is hardly that of an author: "Le Monde", "Continental News Service"."""
    words = text.casefold().split()
    return len(words) > 1 and (words[0] in _WORDS.articles or not _WORDS.papers.isdisjoint(words))


def _is_paper(text: str) -> bool:
    """Return whether a line is the name of a newspaper or agency: "Arden Post"."""
    words = text.split()
    return 1 < len(words) <= 4 and words[-1].casefold() in _WORDS.papers and _is_name(text, in_sentence=False)


def _is_company(text: str, body: str) -> bool:
    """Return whether a line is the name of a company or body of which the article's text tells as one."""
    words = text.split()
    if len(words) > _LONGEST_NAME or not _is_name(text, in_sentence=True):
        return False
    told = re.sub(rf"\b{re.escape(text)}\b", "@", body)
    if "@" not in told or _PERSON.search(told):
        return False
    return not _MARKS.isdisjoint(map(str.casefold, words[-1:])) or _BODY.search(told) is not None


def _by_line(text: str) -> dict[str, str]:
    """Return who published what when, from a line that tells nothing else; empty if it is no such line."""
    if labelled := _LABELLED.fullmatch(text):
        return {"publisher": labelled["name"]}
    if day := _date(text):  # "22/01/2024" is one part
        return {"published": day}
    told: dict[str, str] = {}
    left: list[str] = []
    date = None
    parts = [part for part in _PARTS.split(text) if part]
    place = 0
    while place < len(parts):
        part = _LABEL.sub("", parts[place])
        day = None
        for more in (2, 1, 0):  # "Monday, March 12, 2024" is three parts
            day = day or _date(_LABEL.sub("", ", ".join(parts[place : place + more + 1])))
            if day:
                place += more
                break
        author = _BY.match(part)
        if day:
            date = date or day
        elif author:
            told["author"] = author["author"].strip()
        elif part and part.casefold() not in ("published", "updated", "date"):
            left.append(part)
        place += 1
    ends = _ENDS.search(text) is not None
    named = [*left, *told.values()] if ends else [] if told else left[:1]
    if not all(_is_name(each, in_sentence=ends) for each in named):
        return {}  # "The police arrested X, 5 March 2025"
    publisher = [each for each in left if len(each.split()) <= 6 and _is_name(each, in_sentence=False)]
    if publisher:  # not "Energy correspondent"
        told["publisher"] = publisher[0]
    if date is None:
        return told if "author" in told and len(left) <= 1 else {}
    told["published"] = date
    return told if len(left) <= 2 else {}


def _is_name(text: str, *, in_sentence: bool) -> bool:
    """Return whether words may be a name, such as "Bank of Oslo", or "taz" where no sentence stands."""
    first, *others = text.split()
    if first[0].islower() or text.isupper():
        return not in_sentence
    return not any(word[0].islower() and word not in _WORDS.joins for word in others)


def _date(text: str) -> str | None:
    """Return a day that a text tells whole, without its time of day; None if it tells none."""
    text = _CLOCK.sub("", text.strip())
    try:
        date = phrases.read(text)
    except DateError:
        return None
    bounds = edtf.parse(date).bounds
    return date if re.search("[0-9]{4}", text) and bounds.latest_end - bounds.earliest_start < 32 else None


def _bare(name: str) -> str:
    """Return a name without its article, as names are compared."""
    return folded(name).removeprefix("the ")


def _text(line: str) -> str:
    """Return a line without the marks of Markdown."""
    line = re.sub(r"^(?:#+|>|[*-])\s+", "", line)
    line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return re.sub(r"(\*\*|__|\*|_|`)(\S.*?\S|\S)\1", r"\2", line).strip()
