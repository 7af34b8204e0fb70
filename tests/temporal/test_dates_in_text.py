"""The dates that sentences tell: what each phrase means on the day of its article, and what is left open."""

import pytest
from datasets import day
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.temporal import edtf
from graphkit.temporal.dates_in_text import dates_in

WEDNESDAY = "2019-05-15"

RESOLVED = [
    # what is to be done, told by a participle
    ("The deal will be signed on 3 June.", "on 3 June", "2019-06-03"),
    ("The deal will be formally signed on 3 June.", "on 3 June", "2019-06-03"),
    ("The fine has to be paid by 3 June.", "by 3 June", "[..2019-06-03]"),
    # beginnings that lie ahead
    ("It will deliver gas from 2027.", "from 2027", "2027/"),
    ("The ban will apply from 1 October.", "from 1 October", "2019-10-01/"),
    ("The ship is to sail in mid-October.", "in mid-October", "[2019-10-08..2019-10-23]"),
    ("From 2027 it is to deliver gas.", "From 2027", "2027/"),
    ("Acme appointed Roe as its data officer on 1 October.", "on 1 October", "2018-10-01"),
    ("Acme named Roe as head of sales on 1 October.", "on 1 October", None),
    ("Acme named Roe as its shares fall on 1 October.", "on 1 October", None),
    ("Roe resigned as its head of sales on 1 October.", "on 1 October", "2018-10-01"),
    ("Roe stepped down as head of the Union of Federations on 1 October.", "on 1 October", "2018-10-01"),
    ("Roe resigned as its shares fall on 1 October.", "on 1 October", None),
    ("Starting in June, it will pay.", "Starting in June", "2019-06/"),
    # whole dates
    ("They met on 14 March 2019.", "on 14 March 2019", "2019-03-14"),
    ("They met on March 14, 2019, in Bonn.", "on March 14, 2019", "2019-03-14"),
    ("He was arrested, on Monday, in Oslo.", "on Monday", "2019-05-13"),
    ("They met on Thursday, 14 March 2019.", "on Thursday, 14 March 2019", "2019-03-14"),
    ("The law of 3rd May 2016 was repealed.", "3rd May 2016", "2016-05-03"),
    ("He was born in March 1961.", "in March 1961", "1961-03"),
    ("It was founded in 1998.", "in 1998", "1998"),
    ("In 2012, the firm moved.", "In 2012", "2012"),
    ("The firm moved in the 1990s.", "in the 1990s", "199X"),
    ("The council has promised an audit by the end of April.", "by the end of April", "[..2020-04-30]"),
    ("At the annual meeting on 10 April, Acme elected a chair.", "on 10 April", "2019-04-10"),
    ("At the annual meeting on 10 June, Acme will elect a chair.", "on 10 June", "2019-06-10"),
    ("She is leaving Acme at the end of June.", "at the end of June", "[2019-06-16..2019-06-30]"),
    ("She left in Sept. 2017.", "in Sept. 2017", "2017-09"),
    ("Since 2014 the bank has lent it money.", "Since 2014", "2014/"),
    ("(14 March 2019) The firm moved.", "14 March 2019", "2019-03-14"),
    ("On 14 March 2019 the 5th Fleet sailed.", "On 14 March 2019", "2019-03-14"),
    ("They met on 14 March 2019 after lunch.", "on 14 March 2019", "2019-03-14"),
    ("It will be the first since April.", "since April", "2019-04/"),
    # days near the article
    ("The court ruled today.", "today", "2019-05-15"),
    ("The court ruled this morning.", "this morning", "2019-05-15"),
    ("The two met over the weekend in Oslo.", "over the weekend", "[2019-05-11..2019-05-12]"),
    ("The two will meet this weekend.", "this weekend", "[2019-05-18..2019-05-19]"),
    ("The firm, founded more than two years ago, sued.", "more than two years ago", "[..2017-05-31]"),
    ("At least two years ago the board met.", "At least two years ago", "[..2017-05-31]"),
    ("The bank was fined in the late 1990s.", "in the late 1990s", "[1995..1999]"),
    ("She died on New Year\u2019s Eve.", "on New Year\u2019s Eve", "2018-12-31"),
    ("Orion bought it on the first Monday in May.", "on the first Monday in May", "2019-05-06"),
    ("The deal was struck sometime in 2018.", "sometime in 2018", "2018"),
    ("She worked there from 2015 to the present.", "from 2015 to the present", "2015/"),
    ("The court ruled yesterday.", "yesterday", "2019-05-14"),
    ("The court will rule tomorrow.", "tomorrow", "2019-05-16"),
    ("The court ruled last night.", "last night", "2019-05-14"),
    ("They meet tonight.", "tonight", "2019-05-15"),
    ("He arrived the day before yesterday.", "the day before yesterday", "2019-05-13"),
    ("He leaves the day after tomorrow.", "the day after tomorrow", "2019-05-17"),
    ("He arrived three days ago.", "three days ago", "2019-05-12"),
    ("He arrived a day ago.", "a day ago", "2019-05-14"),
    ("He arrived 10 days ago.", "10 days ago", "2019-05-05"),
    # weekdays, by the tense
    ("The company said on Monday.", "on Monday", "2019-05-13"),
    ("On Tuesday the two met in Oslo.", "On Tuesday", "2019-05-14"),
    ("The minister resigned on Friday.", "on Friday", "2019-05-10"),
    ("The minister resigned on Sunday evening.", "on Sunday evening", "2019-05-12"),
    ("Late on Monday the board approved it.", "Late on Monday", "2019-05-13"),
    ("The board will meet on Monday.", "on Monday", "2019-05-20"),
    ("The board is due to meet on Friday.", "on Friday", "2019-05-17"),
    ("The board is expected to vote on Thursday.", "on Thursday", "2019-05-16"),
    ("The ruling, expected on Friday, matters.", "on Friday", "2019-05-17"),
    ("She told reporters on Wednesday morning.", "on Wednesday morning", "2019-05-15"),
    ("He was arrested on Monday night.", "on Monday night", "2019-05-13"),
    ("They met on Monday of last week.", "on Monday of last week", "2019-05-06"),
    ("They met on Tuesday last week.", "on Tuesday last week", "2019-05-07"),
    ("They will meet next week on Thursday.", "next week on Thursday", "2019-05-23"),
    ("They signed it last Friday.", "last Friday", "2019-05-10"),
    ("They will sign it next Monday.", "next Monday", "2019-05-20"),
    ("They sign it this Friday.", "this Friday", "2019-05-17"),
    # weeks, months, quarters, years
    ("They met last week.", "last week", "[2019-05-06..2019-05-12]"),
    ("They met this week.", "this week", "[2019-05-13..2019-05-19]"),
    ("They will meet next week.", "next week", "[2019-05-20..2019-05-26]"),
    ("They met earlier this week.", "earlier this week", "[2019-05-13..2019-05-15]"),
    ("They will meet later this week.", "later this week", "[2019-05-15..2019-05-19]"),
    ("They met the previous week.", "the previous week", "[2019-05-06..2019-05-12]"),
    ("They met two weeks ago.", "two weeks ago", "[2019-04-29..2019-05-05]"),
    ("They met a fortnight ago.", "a fortnight ago", "[2019-04-29..2019-05-05]"),
    ("They met last month.", "last month", "2019-04"),
    ("They met earlier this month.", "earlier this month", "[2019-05-01..2019-05-15]"),
    ("They will meet later this month.", "later this month", "[2019-05-15..2019-05-31]"),
    ("They will meet next month.", "next month", "2019-06"),
    ("They met two months ago.", "two months ago", "2019-03~"),
    ("Sales fell last quarter.", "last quarter", "2019-33"),
    ("Sales will fall next quarter.", "next quarter", "2019-35"),
    ("They met last year.", "last year", "2018"),
    ("They met earlier this year.", "earlier this year", "[2019-01-01..2019-05-15]"),
    ("They will meet later this year.", "later this year", "[2019-05-15..2019-12-31]"),
    ("It will open next year.", "next year", "2020"),
    ("It opened five years ago.", "five years ago", "2014~"),
    ("It was sold a year ago.", "a year ago", "2018~"),
    # months and days without a year, by the tense
    ("They met in April.", "in April", "2019-04"),
    ("They met in March.", "in March", "2019-03"),
    ("He was charged in December.", "in December", "2018-12"),
    ("He resigned in June.", "in June", "2018-06"),
    ("It will open in June.", "in June", "2019-06"),
    ("It is due to open in January.", "in January", "2020-01"),
    ("The trial is set to begin in September.", "in September", "2019-09"),
    ("They met on 3 May.", "on 3 May", "2019-05-03"),
    ("They met on May 3.", "on May 3", "2019-05-03"),
    ("He was arrested on 30 November.", "on 30 November", "2018-11-30"),
    ("It will open on 1 June.", "on 1 June", "2019-06-01"),
    ("It will open on 1 February.", "on 1 February", "2020-02-01"),
    ("They met on Monday, 13 May.", "on Monday, 13 May", "2019-05-13"),
    # what is told in the present tense, and has a day, lies ahead
    ("Work starts on 1 March.", "on 1 March", "2020-03-01"),
    ("She comes from a bank where she was a partner, and starts on 1 April.", "on 1 April", "2020-04-01"),
    ("Two were handed over, and the rest follow by 30 April.", "by 30 April", "[..2020-04-30]"),
    ("The licence, which was granted in May, expires in April.", "in April", "2020-04"),
    ("The ban takes effect on 1 May.", "on 1 May", "2020-05-01"),
    ("The law comes into force on 1 March.", "on 1 March", "2020-03-01"),
    ("The start on Monday went well.", "on Monday", "2019-05-13"),
    ("It is in March that they met.", "in March", "2019-03"),
    ("He leaves the firm in March.", "in March", "2020-03"),
    ("It was fined, and its chairman steps down in April.", "in April", "2020-04"),
    ("It has until 4 April to answer.", "until 4 April", "/2020-04-04"),
    ("It wants the loan back by 4 April.", "by 4 April", "[..2020-04-04]"),
    # a verb that is alike in the past and after "will"
    ("It will set up a fund in April.", "in April", "2020-04"),
    ("The mill will shut on 1 May.", "on 1 May", "2020-05-01"),
    ("It plans to cut its staff in March.", "in March", "2020-03"),
    ("It cut its staff in March.", "in March", "2019-03"),
    ("The licence expired in April.", "in April", "2019-04"),
    ("It did not start on 1 March.", "on 1 March", "2019-03-01"),
    ("Since its start on 1 March it has lost money.", "on 1 March", "2019-03-01"),
    ("On April 30 the board approved the sale.", "On April 30", "2019-04-30"),
    ("They met in April last year.", "in April last year", "2018-04"),
    ("They met in April of last year.", "in April of last year", "2018-04"),
    ("It will open in June next year.", "in June next year", "2020-06"),
    ("They met on 3 June last year.", "on 3 June last year", "2018-06-03"),
    ("They met in January this year.", "in January this year", "2019-01"),
    # parts of months and years
    ("They met in early April.", "in early April", "[2019-04-01..2019-04-15]"),
    ("They met in mid-April.", "in mid-April", "[2019-04-08..2019-04-23]"),
    ("They met in late April.", "in late April", "[2019-04-16..2019-04-30]"),
    ("They met at the end of April.", "at the end of April", "[2019-04-16..2019-04-30]"),
    ("They met at the beginning of March.", "at the beginning of March", "[2019-03-01..2019-03-15]"),
    ("They met in late 2018.", "in late 2018", "2018-41"),
    ("They met in early 2018.", "in early 2018", "2018-40"),
    ("They met in mid-2018.", "in mid-2018", "[2018-04..2018-09]"),
    ("They met late last year.", "late last year", "2018-41"),
    ("They met early last year.", "early last year", "2018-40"),
    ("It will open early next year.", "early next year", "2020-40"),
    ("It will close at the end of the year.", "at the end of the year", "2019-41"),
    ("They met in the second half of 2018.", "in the second half of 2018", "2018-41"),
    ("They met in the first half of last year.", "in the first half of last year", "2018-40"),
    ("They met late last month.", "late last month", "[2019-04-16..2019-04-30]"),
    ("They met early this month.", "early this month", "[2019-05-01..2019-05-15]"),
    ("They met in the first half of April.", "in the first half of April", "[2019-04-01..2019-04-15]"),
    # quarters and seasons
    ("Sales fell in the second quarter of 2018.", "in the second quarter of 2018", "2018-34"),
    ("Sales fell in Q3 2018.", "in Q3 2018", "2018-35"),
    ("Sales fell in the first quarter.", "in the first quarter", "2019-33"),
    ("Work will begin in the fourth quarter.", "in the fourth quarter", "2019-36"),
    ("It will open in the second quarter of next year.", "in the second quarter of next year", "2020-34"),
    ("Sales fell in the third quarter of last year.", "in the third quarter of last year", "2018-35"),
    ("They met in the spring of 2018.", "in the spring of 2018", "2018-21"),
    ("They met in summer 2017.", "in summer 2017", "2017-22"),
    ("They met in the autumn of 2018.", "in the autumn of 2018", "2018-23"),
    ("They met last summer.", "last summer", "2018-22"),
    ("They met last autumn.", "last autumn", "2018-23"),
    ("They met in the summer of last year.", "in the summer of last year", "2018-22"),
    ("They met last May in Rome.", "last May", None),
    ("It will open next spring.", "next spring", "2020-21"),
    ("It will open in the autumn.", "in the autumn", "2019-23"),
    ("It opens this summer.", "this summer", "2019-22"),
    ("They met in the winter of 2017-2018.", "in the winter of 2017-2018", "2017-24"),
    # since, until, by, before, after
    ("He has led it since 2015.", "since 2015", "2015/"),
    ("He has led it since March.", "since March", "2019-03/"),
    ("He has led it since last year.", "since last year", "2018/"),
    ("He has led it since Monday.", "since Monday", "2019-05-13/"),
    ("He has led it since October.", "since October", "2018-10/"),
    ("He has led it since 3 May.", "since 3 May", "2019-05-03/"),
    ("He has led it since early 2018.", "since early 2018", "2018-40/"),
    ("He led it until 2017.", "until 2017", "/2017"),
    ("He led it until last year.", "until last year", "/2018"),
    ("He led it until March.", "until March", "/2019-03"),
    ("He will lead it until June.", "until June", "/2019-06"),
    ("He led it until the end of 2018.", "until the end of 2018", "/2018-12-31"),
    ("It will open by 2021.", "by 2021", "[..2021-12-31]"),
    ("It will open by June.", "by June", "[..2019-06-30]"),
    ("It will open by the end of June.", "by the end of June", "[..2019-06-30]"),
    ("It will open by the end of the year.", "by the end of the year", "[..2019-12-31]"),
    ("It will open by the end of next year.", "by the end of next year", "[..2020-12-31]"),
    ("It is due to close by 1 July.", "by 1 July", "[..2019-07-01]"),
    ("It will open before 2021.", "before 2021", "[..2020-12-31]"),
    ("It opened after 2016.", "after 2016", "[2017-01-01..]"),
    ("It was sold before May 2018.", "before May 2018", "[..2018-04-30]"),
    ("It will open no later than 15 July.", "no later than 15 July", "[..2019-07-15]"),
    ("The offer stands until Friday, and will lapse.", "until Friday", None),
    # ranges
    ("He paid it between 2014 and 2016.", "between 2014 and 2016", "[2014..2016]"),
    ("He paid it between March and June 2018.", "between March and June 2018", "[2018-03..2018-06]"),
    ("He paid it between 3 and 9 May 2018.", "between 3 and 9 May 2018", "[2018-05-03..2018-05-09]"),
    ("He led it from 2011 to 2015.", "from 2011 to 2015", "2011/2015"),
    ("He led it from May 2011 until June 2015.", "from May 2011 until June 2015", "2011-05/2015-06"),
    ("He led it in 2011-2015.", "in 2011-2015", "2011/2015"),
    ("The fair ran from 3 to 9 May 2018.", "from 3 to 9 May 2018", "2018-05-03/2018-05-09"),
    ("He met her in 2014 or 2015.", "in 2014 or 2015", "[2014,2015]"),
    ("He paid it between January and March.", "between January and March", "[2019-01..2019-03]"),
    # days of the month
    ("They met on the 13th.", "on the 13th", "2019-05-13"),
    ("They met on the 3rd.", "on the 3rd", "2019-05-03"),
    ("They met on the 28th.", "on the 28th", "2019-04-28"),
    ("They will meet on the 28th.", "on the 28th", "2019-05-28"),
    ("They will meet on the 3rd.", "on the 3rd", "2019-06-03"),
    ("They met on the 3rd of last month.", "on the 3rd of last month", "2019-04-03"),
    # approximations
    ("They met around March 2018.", "around March 2018", "2018-03~"),
    ("They met in about 2012.", "about 2012", "2012~"),
    ("It was built circa 1950.", "circa 1950", "1950~"),
    ("They met in the week of 6 May 2019.", "in the week of 6 May 2019", "[2019-05-06..2019-05-12]"),
    ("They met on the morning of 3 May.", "on the morning of 3 May", "2019-05-03"),
]

COUNTED_ON = [
    ("He was arrested on 3 May 2018 and freed two days later.", "two days later", "2018-05-05"),
    ("They met on 3 May 2018. A week later they signed.", "A week later", "[2018-05-07..2018-05-13]"),
    ("They met in May 2018 and signed a month later.", "a month later", "2018-06~"),
    ("They met in 2016 and married two years later.", "two years later", "2018~"),
    ("They met on 3 May 2018 and signed the following day.", "the following day", "2018-05-04"),
    ("They met on 3 May 2018 and signed the next day.", "the next day", "2018-05-04"),
    ("They met on 3 May 2018; the day before, he had flown in.", "the day before", "2018-05-02"),
    (
        "They met on 3 May 2018, and signed the following week.",
        "the following week",
        "[2018-05-07..2018-05-13]",
    ),
    ("They met in May 2018 and signed the following month.", "the following month", "2018-06"),
    ("They met on 3 May 2018 and signed the following Monday.", "the following Monday", "2018-05-07"),
    ("They met on 3 May 2018 and signed the following Thursday.", "the following Thursday", "2018-05-10"),
    ("They met on 3 May 2018; the previous Monday he had flown in.", "the previous Monday", "2018-04-30"),
    ("They met on 3 May 2018 and signed in June of that year.", "in June of that year", "2018-06"),
    ("They met in 2016 and signed the following year.", "the following year", "2017"),
    ("They met in 2016; three years earlier they had parted.", "three years earlier", "2013~"),
    ("It met on 3 May 2018, has stood since 1998 and fell two days later.", "two days later", "2018-05-05"),
    ("It met on 3 May 2018, stood until 1998 and fell two days later.", "two days later", "2018-05-05"),
    ("They met on 3 May 2018 and parted a fortnight later.", "a fortnight later", "[2018-05-14..2018-05-20]"),
    ("They met on 3 May 2018 and parted three weeks later.", "three weeks later", "[2018-05-21..2018-05-27]"),
]

OPEN = [
    "On Monday week the firm will report.",
    "They met at Easter 2018.",
    "They had left before Christmas 2018.",
    "He led it from 2003 to 2008 and again from 2010 to 2011.",
    "The council promised an audit by the end of April.",
    "At a press briefing before the vote on 10 April, Acme named Roe.",
    "The fine must be paid by 3 June.",
    "The deal could be signed on 3 June.",
    "The deal was to be signed on Friday.",
    "It sued in the last week of April.",
    "It sued in April of that year.",
    "It sued the following Monday.",
    "It sued on the weekend of 8 May 2019.",
    "It sued in the last year of his rule.",
    "It sued on the Monday of the strike.",
    "It sued in this year's first quarter.",
    "It played in the 2020-21 season.",
    "It closed on 3 May and 5 May 2019.",
    "It left for Monday.",
    "It will open after talks on Monday.",
    "The firm closed; on Monday it opens.",
    "It closed and on Friday it opens.",
    "It closed the mill in March, but on Friday it opens another.",
    "As of 31 March it owned a share.",
    "They met on 3 and 4 May.",
    "In the year to March 2019 it lost money.",
    "He has led it from January 2018.",
    "The trial began in March 2019 and, that October, he resigned.",
    "It met in March 2019; the vote came that October, and the raid two days later.",
    "The plant will not open before the fourth quarter.",
    "She did not resign until June 2023.",
    "The sale, announced in January, would close by March.",
    "It said in January it would open by March.",
    "The mill, which will have opened by March, is big.",
    "They missed a 12 August deadline.",
    "The court adjourned the trial to 9 November.",
    "The vote was postponed until 20 June.",
    "The hearing was put off to Friday.",
    "The deadline was extended to 30 June.",
    "Shareholders, who meet on 20 June, must approve it.",
    "The firm agreed to pay on Friday.",
    "The firm could pay on Friday.",
    "The firm might pay in June.",
    "They meet in May.",
    "They met two days later.",
    "They met the following week.",
    "They met in winter 2018.",
    "They met on 03/04/2018.",
    "The meeting of 20 June matters.",
    "The board ordered him to leave by Friday.",
    "They met last May.",
    "It must be approved by the shareholders, who meet on 20 February.",
    "The firm, which reports results on 20 June, fell in London.",
    "The firm reports on Friday and was late.",
    "In June the firm that bought it will open a shop.",
    "The ruling was expected in March.",
    "The plant was due to open on Friday.",
    "A review in October was cancelled, to be held in May.",
    "He led it from late May 2011 to June 2015.",
]
"""Sentences of which the last date may be read in two ways, or none."""

NO_DATE = [
    "The weekend talks failed.",
    "At the weekend summit the two met.",
    "The weekend's vote decided it.",
    "Theresa May met him.",
    "Prime Minister May met him.",
    "May is the leader.",
    "He may resign.",
    "Black Friday sales rose.",
    "The Sunday Times reported it.",
    "It is the 3rd largest bank.",
    "It is the 15th biggest of the world.",
    "It met on the 3rd of the group.",
    "He paid $2,000 for it.",
    "He paid 2000 euros for it.",
    "Some 1,990 people work there.",
    "They march on the palace.",
    "The August body met.",
    "In the summer of his life he wrote.",
    "Prices fall.",
    "It was the second in a row.",
    "He came second in the first round.",
    "April Jones met June Carter.",
    "Augustus met Julius.",
    "A week is long.",
    "The month was hot.",
    "He worked for months.",
    "He has negotiated for weeks.",
    "He worked for three years.",
    "In the spring of his life he wrote.",
    "The 24th floor burned.",
    "The 5th Fleet sailed.",
    "Room 2019 is free.",
    "Resolution 1973 was adopted.",
    "The Boeing 747 landed.",
    "Flight 1812 was delayed.",
    "He is a man of the last century.",
    "The two sides met for the third time.",
    "The sun sets late.",
    "A mid-sized firm bought it.",
    "A year-long inquiry ended.",
    "The 10-day strike ended.",
    "The October Revolution Square is closed.",
    "The daily paid him.",
    "He had his day in court.",
    "One day he will win.",
    "These days he rests.",
    "The half was lost.",
    "He owns a quarter of it.",
    "He was fined 2019 pounds.",
]


def read(text: str) -> list[tuple[str, str | None]]:
    names = [(0, 11)] if text.startswith(("Theresa May", "April Jones")) else []
    if "June Carter" in text:
        names.append((text.index("June Carter"), text.index("June Carter") + 11))
    return [(date.text, date.edtf) for date in dates_in(text, day(WEDNESDAY), names=names)]


@pytest.mark.parametrize(("text", "phrase", "expected"), RESOLVED)
def test_a_phrase_counts_from_the_day_of_its_article(text: str, phrase: str, expected: str | None) -> None:
    assert (phrase, expected) in read(text)


@pytest.mark.parametrize(("text", "phrase", "expected"), COUNTED_ON)
def test_a_phrase_counts_from_the_date_told_before(text: str, phrase: str, expected: str) -> None:
    assert read(text)[-1] == (phrase, expected)


@pytest.mark.parametrize("text", OPEN)
def test_what_may_be_read_in_two_ways_is_left_open(text: str) -> None:
    found = dates_in(text, day(WEDNESDAY))
    assert found
    assert found[-1].edtf is None
    assert found[-1].reason


@pytest.mark.parametrize("text", NO_DATE)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["Theresa May left on 3 May 2019.", "On 3 May 2019 Theresa May resigned."])
def test_a_name_hides_no_date_beside_it(text: str) -> None:
    name = text.index("Theresa")
    [date] = dates_in(text, None, names=[(name, name + len("Theresa May"))])
    assert date.edtf == "2019-05-03"


@pytest.mark.parametrize("text", ["Theresa May left that May.", "That May Theresa May resigned."])
def test_a_name_hides_nothing_told_by_another_date_beside_it(text: str) -> None:
    name = text.index("Theresa")
    [date] = dates_in(text, None, names=[(name, name + len("Theresa May"))])
    assert (date.text.casefold(), date.edtf) == ("that may", None)
    whole = "The Same Day Press left."
    assert dates_in(whole, None, names=[(0, len("The Same Day Press"))]) == []


_WORDS = (
    "on in the by since until last next this Monday Friday April May 3 15th 2018 week month year early late "
    "two days later ago and between to of quarter summer said will met who"
)
WORDS = st.sampled_from(_WORDS.split())


@given(st.lists(WORDS, min_size=1, max_size=9))
@example(["since", "on", "by", "Monday"])
def test_every_date_found_is_one_and_stands_where_it_says(words: list[str]) -> None:
    text = " ".join(words)
    for date in dates_in(text, day(WEDNESDAY)):
        stands = text[date.start : date.end]
        # What an event tells ("since the vote of Monday") is told in two places, and stands at the first.
        assert stands == date.text or (date.text.startswith(stands) and {*date.text.split()} <= {*words})
        assert (date.edtf is None) == (date.reason is not None)
        if date.edtf is not None:
            edtf.parse(date.edtf)


@given(st.lists(WORDS, min_size=1, max_size=7))
def test_without_a_day_to_count_from_nothing_near_is_resolved(words: list[str]) -> None:
    for date in dates_in(" ".join(words), None):
        assert date.edtf is None or any(sign.isdigit() for sign in date.text)


BESIDE = [
    ("Acme sued Delta ahead of 3 February.", "ahead of 3 February", "[..2025-02-02]"),
    ("Acme sued Delta on the eve of 3 February.", "on the eve of 3 February", "2025-02-02"),
    ("Acme sued Delta on the eve of New Year's Day.", "on the eve of New Year's Day", "2024-12-31"),
    ("Acme sued Delta in the run-up to 3 February.", "in the run-up to 3 February", "[..2025-02-02]"),
    ("Acme sued Delta prior to 3 February.", "prior to 3 February", "[..2025-02-02]"),
    ("Acme sued Delta following 3 February.", "following 3 February", "[2025-02-04..]"),
    ("Acme sued Delta not later than 3 February.", "not later than 3 February", "[..2025-02-03]"),
    ("Acme sued Delta no sooner than 3 February.", "no sooner than 3 February", "[2025-02-03..]"),
    ("Acme led Delta up to 3 February.", "up to 3 February", "/2025-02-03"),
    ("Acme did not sue Delta ahead of 3 February.", "3 February", None),
    ("Acme sued Delta within days of 3 February.", "3 February", None),
    ("Acme sued Delta close to 3 February.", "3 February", None),
    ("Acme will sue Delta a week on Thursday.", "on Thursday", None),
    ("Acme worked there the week ending 3 February.", "3 February", None),
    ("Acme worked there the week beginning 3 February.", "beginning 3 February", None),
    # the first of two months may be that of the year before
    ("Acme paid Delta between November and January.", "between November and January", "[2024-11..2025-01]"),
    ("Roe was jailed for two weeks on Monday.", "on Monday", "2025-03-10"),
    ("Acme ran Delta from 3 November to 4 January.", "from 3 November to 4 January", "2024-11-03/2025-01-04"),
    ("Acme paid Delta between November and June.", "between November and June", None),
    ("Acme paid Delta between November and March.", "between November and March", None),
]  # fmt: skip


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\n", "  ", "\t"])
def test_any_blank_parts_the_words_around_a_date(blank: str) -> None:
    for text, *_ in [*BESIDE, *RESOLVED]:
        for spaced in (text.replace(" ", blank), f"{blank}{text}{blank}"):
            plain, found = dates_in(text, day("2025-03-12")), dates_in(spaced, day("2025-03-12"))
            assert [(each.text, each.edtf) for each in found] == [(each.text, each.edtf) for each in plain]
            if spaced.strip() != text:
                places = [(text[each.start : each.end]).replace(" ", blank) for each in plain]
                assert [spaced[each.start : each.end] for each in found] == places


def test_a_name_holds_no_date_whichever_blanks_part_its_words() -> None:
    text = "Acme  met Theresa\u00a0May 2019."
    start = text.index("Theresa")
    assert not dates_in(text, None, names=[(start, start + len("Theresa May 2019"))])


@pytest.mark.parametrize(("text", "words", "expected"), BESIDE)
def test_a_word_before_a_date_may_tell_another_day(text: str, words: str, expected: str | None) -> None:
    (found,) = dates_in(text, edtf.parse("2025-03-12").bounds.earliest_start)
    assert (found.text, found.edtf) == (words, expected)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It paid 2 million euros in 2021 and 3 million euros.", "2021"),
        ("It sold 40 ships in 2021 and 12 in 2022.", "2021"),
        ("He was born in 1990 and 3,000 people came.", "1990"),
        ("It paid 5 euros on 3 May 2021 and 40% of the rest.", "2021-05-03"),
        ("In 2021 and 2022 he led it.", None),
        ("In May 2021 and 2022 it met.", None),
        ("In 2021 and 3 May 2022 it met.", None),
    ],
)
def test_a_date_is_one_of_several_beside_another_date_and_not_beside_a_number(
    text: str, told: str | None
) -> None:
    assert read(text)[0][1] == told
