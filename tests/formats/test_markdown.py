"""The Markdown report, read back by a Markdown parser: statements, their sources, and nothing else."""

import re
from html import unescape

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from datasets import actor, evidence, graph_of, relation, source
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from shipped import in_each_story

from graphkit.formats.markdown import code, report
from graphkit.graph.build import load
from graphkit.graph.index import index
from graphkit.model.entities import RelationType
from graphkit.queries.listing import Section, relations
from graphkit.queries.windows import window


def tree(text):
    """Return the blocks of a Markdown text, each as its tag, its inline tags and its plain text."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found, open_tags = [], []
    for token in parser.parse(text):
        if token.nesting == 1:
            open_tags.append(token.tag)
        elif token.nesting == -1:
            open_tags.pop()
        elif token.type == "inline":
            inline = [child.type for child in token.children if child.type not in ("text", "text_special")]
            shown = "".join(child.content for child in token.children)
            found.append((" ".join(open_tags), inline, shown))
        else:
            found.append((token.type, [], token.content))
    return found


def whole(graph):
    return [Section("", relations(graph).relations)]


PLAIN = graph_of(
    relation(
        "deal",
        "ann",
        "firm",
        "told",
        when="[2025-07-14,2025-07-15]",
        summary="Ann told the firm.",
        evidence=[
            evidence(paragraph=3),
            evidence("wire", attribution="ann", when="2025-07-14"),
            evidence("wire", paragraph=7, attribution="unnamed", type="assured", status="planned"),
            evidence("paper", paragraph=9, stance="contradicts"),
        ],
    ),
    relation("plan", "firm", "ann", "visited", status="planned"),
    actors=[actor("ann", "person", name="Ann Example"), actor("firm", name="The Firm")],
    sources=[
        source("paper", publisher="The Paper", title="News", author="A. Writer"),
        source("wire", "2025-07-16", publisher="The Wire"),
    ],
    title="A story",
)


def test_a_report_in_full():
    sections = [
        Section("First part", relations(PLAIN).relations[:1]),
        Section("Second part", relations(PLAIN).relations[1:]),
    ]
    assert report(PLAIN, "Two relations", sections, ["Left out: 1 undated"]) == (
        "# A story\n"
        "\n"
        "Two relations\n"
        "\n"
        "*Left out: 1 undated*\n"
        "\n"
        "## First part\n"
        "\n"
        "- **14 July 2025** (contested): Ann Example told The Firm, which is contested. Ann told the firm. — "
        "The Paper par. 3 [1]; "
        "The Wire [2], citing Ann Example, dates it 14 July 2025; "
        "The Wire par. 7 [2], naming nobody, calls it assured, calls it planned; "
        "The Paper par. 9 [1], contradicts it\n"
        "\n"
        "## Second part\n"
        "\n"
        "- **no date** (PLANNED): It is planned that The Firm visits Ann Example. — no source\n"
        "\n"
        "## Sources\n"
        "\n"
        "1. The Paper, “News”, A. Writer, 15 July 2025\n"
        "2. The Wire, 16 July 2025\n"
    )


def test_quotes_notes_addresses_and_grades_are_in_the_report():
    graph = graph_of(
        relation(
            "deal",
            evidence=[
                evidence(
                    paragraph=3,
                    said="2025-07-14",
                    quote="We met; twice.",
                    note="On the record.",
                    url="https://paper.example/a",
                    archived_url="https://archive.example/a",
                )
            ],
        ),
        sources=[
            source(
                "paper",
                url="https://paper.example",
                archived_url="https://archive.example",
                reliability="B2",
                note="Owned by Bob.",
            )
        ],
    )
    lines = report(graph, "One", whole(graph)).splitlines()
    assert lines[4].endswith(" — paper par. 3 [1], said 14 July 2025")
    assert lines[5] == (
        "  - paper par. 3 [1]: “We met; twice.”; On the record.; `https://paper.example/a`; "
        "archived at `https://archive.example/a`"
    )
    assert lines[-1] == (
        "1. paper, 15 July 2025, `https://paper.example`, archived at `https://archive.example`, "
        "reliability B2. Owned by Bob."
    )
    assert [tags for tags, _, _ in tree("\n".join(lines))].count("ul li ul li p") == 1


def test_what_is_doubtful_is_said_in_words():
    graph = window(
        graph_of(
            relation("maybe", when="2025-07", evidence=[evidence(attribution="bob")]),
            relation("differ", when="2025-07-10", evidence=[evidence(), evidence("wire", when="2025-07-12")]),
        ),
        "2025-07-10",
        "2025-07-12",
    )
    text = report(graph, "Two", whole(graph))
    assert "**1-15 July 2025** (maybe in the period, CLAIMED):" in text
    assert "**10 or 12 July 2025** (the dates differ):" in text


def test_an_empty_answer_has_no_list_and_no_sources():
    assert report(PLAIN, "Nothing", []) == "# A story\n\nNothing\n"
    assert [tags for tags, _, _ in tree(report(PLAIN, "Nothing", [Section("Empty", ())]))] == [
        "h1",
        "p",
        "h2",
    ]


@in_each_story
def test_every_statement_of_the_story_carries_each_of_its_sources(shipped):
    graph = load(shipped)
    found = whole(graph)
    blocks = tree(report(graph, "Everything", found))
    statements = [shown for tags, _, shown in blocks if tags.count("ul") == 1]
    listed = [shown for tags, _, shown in blocks if tags.startswith("ol")]
    assert len(statements) == len(found[0].relations) > 100
    sources = index(graph).sources
    assert len(listed) == len({entry.source for seen in found[0].relations for entry in seen.evidence})
    for statement, seen in zip(statements, found[0].relations, strict=True):
        cited = [int(number) - 1 for number in re.findall(r"\[(\d+)\]", statement)]
        assert len(cited) == len(seen.evidence) > 0
        for number, entry in zip(cited, seen.evidence, strict=True):
            assert listed[number].startswith(sources[entry.source].publisher)
            assert entry.paragraph is None or f"par. {entry.paragraph} [{number + 1}]" in statement
        told = statement.rpartition("—")[2].split("; ")
        assert len(told) == len(seen.evidence)


# --- nothing in data is taken for Markdown or HTML ------------------------------------------------

HOSTILE = [
    "# heading", "- item", "+ item", "1. item", "23) item", "-", "---", "===", "- - -", "> quote", "    code",
    "```\ncode\n```", "~~~", "`code`", "*a* **b** _c_ __d__ ~~e~~", "[text](javascript:alert(1))",
    "![image](x.png)", "[1]: http://example.org", "<http://example.org>", "<script>alert(1)</script>",
    "<!-- comment -->", "&lt;b&gt; &#60; &amp;", "a | b\n--- | ---", "line\n\nanother\n# heading",
    "trailing  \nbreak\\\nend\\", "\u2028- item", "* item", "\\*not\\*", "$4 trillion and $5", "7-13 July",
    "2025-07-14",
]  # fmt: skip


def hostile_report(text):
    """Return a report whose every text is this one, and the texts that a reader should see."""
    own = RelationType(name=text.strip() or "x", kind="event")
    graph = graph_of(
        relation(
            "r",
            "ann",
            "firm",
            own.name,
            when="2025-07-14",
            summary=text,
            evidence=[evidence(attribution="ann", type=own.name), evidence("wire", paragraph=1)],
        ),
        actors=[actor("ann", name=text), actor("firm", name=text)],
        sources=[source("paper", publisher=text, title=text, author=text), source("wire", publisher=text)],
        relation_types=(own,),
        title=text,
    )
    return report(graph, text, [Section(text, relations(graph).relations)], [text])


def assert_only_text(text):
    shown = " ".join(text.split())
    type_ = text.strip().replace("-", " ")
    what = " ".join(f"{text} (ann) {type_} {text} (firm). {text}".split())  # two have one name
    blocks = tree(hostile_report(text))
    assert [tags for tags, _, _ in blocks] == ["h1", "p", "p", "h2", "ul li p", "h2", "ol li p", "ol li p"]
    inline = [[tag for tag in tags if tag != "code_inline"] for _, tags, _ in blocks]
    assert inline == [[], [], ["em_open", "em_close"], [], ["strong_open", "strong_close"], [], [], []]
    texts = [told for _, _, told in blocks]
    assert texts[:4] == [shown] * 4
    assert texts[4].startswith(f"14 July 2025: {what} — {shown} [1], citing {shown} (ann)")
    assert texts[6:] == [f"{shown}, “{shown}”, {shown}, 15 July 2025", f"{shown}, 15 July 2025"]


LINKED = [
    "See https://evil.example/login (http://evil.example).",
    "ftp://evil.example or //evil.example",
    "//192.168.0.1 or //localhost192.168.0.1",
    "a..@.example or _@.examplehttp",
    "\u200b.com, and.so.on ...and",
    "(www.evil.example), www.1evil.2x",
    "evil.com/login and evil.example.",
    "mail me@evil.example, mailto:me@evil.example or xmpp:me@evil.example",
    "ask @torvalds, (@torvalds) or torvalds/linux#1 about #123 and GH-7",
    "as of a5c3785ed8d6a35868bc169f07e40e889087fd2e",
    "`https://evil.example` ``www.evil.example",
    "a\\@b.example **www.evil.example** _https://evil.example_",
]


PIPED = [
    "https://e.example|[a](https://evil.example)|![i](https://evil.example/p.png)|x",
    "x|a@b.example\\|*b*|<b>c</b>|`d.example|",
    "|//a`b|`www.evil.example`|#1",
]


@pytest.mark.parametrize("text", [*HOSTILE, *LINKED, *PIPED])
def test_no_reader_makes_a_link_of_it(text):
    written = hostile_report(text)
    linking = MarkdownIt("commonmark", {"linkify": True}).enable("linkify").render(written)
    for html in (github_flavored_markdown_to_html(written), linking):
        assert "href" not in html
        bare = re.sub("<code>.*?</code>", "", html, flags=re.DOTALL)
        assert not re.search(r"(?<![&\w])#\d|GH-\d|@\w|\b[a-f\d]{40}\b", bare), bare
    assert_only_text(text)


def assert_only_cells(text):
    cells = ["", text, f"a.example {text} a.example"]
    written = report(PLAIN, "One", [], table=[["a", text, "b"], cells, cells])
    linking = MarkdownIt("commonmark", {"linkify": True}).enable(["table", "linkify"]).render(written)
    shown = [" ".join(cell.split()) for cell in ["a", text, "b", *cells, *cells]]
    for html in (github_flavored_markdown_to_html(written), linking):
        found = re.findall("<(t[hd])>(.*?)</\\1>", html, re.DOTALL)
        assert [unescape(re.sub("</?code>", "", cell)) for _, cell in found] == shown
        assert "href" not in html


@pytest.mark.parametrize("text", [*HOSTILE, *LINKED, *PIPED])
def test_a_cell_of_a_table_stays_one_and_is_text(text):
    assert_only_cells(text)


@pytest.mark.parametrize("id", ["!!!", "*|_", "|", "[a]|``|b`"])
def test_any_id_is_shown_as_code(id):
    assert tree(code(id))[0][2] == id


@given(st.text(st.sampled_from("aw.:/@#1|\\`*[]()"), min_size=1).filter(str.strip))
@example("a|b.aa|`|")
def test_no_text_made_of_pipes_and_addresses_leaves_its_cell(text):
    assert_only_cells(text)


@given(st.text(st.sampled_from("aw.:/@#1 ()`*_-"), min_size=1).filter(str.strip))
@example("www.a")
@example("a@a.a")
def test_no_text_made_of_parts_of_addresses_becomes_a_link(text):
    assert "href" not in github_flavored_markdown_to_html(hostile_report(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_markdown_or_html_stays_text(text):
    assert_only_text(text)


@given(st.text(st.sampled_from("ab1 -+*_`~#>|<&;:/[]()!\\.=$\n\t\"'"), min_size=1).filter(str.strip))
def test_no_text_made_of_marks_becomes_anything_else(text):
    assert_only_text(text)
