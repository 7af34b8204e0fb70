"""The SDK's own client asks the command over its standard input and output, as a model's program does."""

import asyncio
import json
import os
import pty
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import cache
from pathlib import Path

import networkx as nx
import pytest
from mcp import ClientSession, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client
from test_story_questions import QUESTIONS, Result, differences

from desk.conftest import PATIENCE
from graphkit.desk import mcp, verbs
from graphkit.desk.tools import LARGEST, asked_by, listed
from graphkit.errors import UsageError
from graphkit.model.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]
STORY = ROOT / "data" / "graph.json"
DATA = json.loads(STORY.read_text("utf-8"))
EDGES, NODES = DATA["edges"], {node["id"]: node for node in DATA["nodes"]}
TOOLS = listed()


@asynccontextmanager
async def _session(data, errors):
    words = ["-m", "graphkit", "--data", str(data), "mcp"]
    server = StdioServerParameters(command=sys.executable, args=words, env={"PYTHONPATH": str(ROOT)})
    async with stdio_client(server, errlog=errors) as streams, ClientSession(*streams) as session:
        session.told = await session.initialize()
        yield session


class Client:
    """A client whose calls wait for their answers."""

    def __init__(self, loop, session):
        self._loop, self.session = loop, session

    def wait(self, answer):
        return asyncio.run_coroutine_threadsafe(answer, self._loop).result(PATIENCE)

    def call(self, name, asked):
        return self.wait(self.session.call_tool(name, asked))

    def ask(self, name, asked):
        """Return an answer, the parts that were cut from it included."""
        told = self.call(name, asked)
        assert not told.is_error, told.content[0].text
        assert json.loads(told.content[0].text) == told.structured_content
        assert len(told.content[0].text) <= LARGEST
        answer = told.structured_content
        parts = answer.pop("cut", {"parts": []})["parts"]
        while parts:
            cut = parts.pop(0)
            rest = self.call("rest", {"tool": name, "arguments": asked, "at": cut["at"], "from": cut["from"]})
            _put(answer, cut["at"], rest.structured_content["rest"])
            parts += rest.structured_content.get("cut", {"parts": []})["parts"]
        return answer


def _put(answer, at, rows):
    keys = at.split("/")[1:]
    for key in keys:
        answer = answer[int(key)] if isinstance(answer, list) else answer[key]
    answer.extend(rows)


@contextmanager
def opened(data, errors=subprocess.DEVNULL):
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    ready, done = threading.Event(), asyncio.Event()
    found = []

    async def hold():
        async with _session(data, errors) as session:
            found.append(session)
            ready.set()
            await done.wait()

    holding = asyncio.run_coroutine_threadsafe(hold(), loop)
    try:
        for _ in range(10 * PATIENCE):
            if ready.wait(0.1):
                break
            assert not holding.done(), holding.exception()
        yield Client(loop, found[0])
    finally:
        loop.call_soon_threadsafe(done.set)
        holding.result(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture(scope="module")
def client():
    with opened(STORY) as client:
        yield client


# --- what is there ----------------------------------------------------------------------------------


def test_a_client_is_told_what_there_is(client):
    told = client.session.told
    assert told.server_info.name == "graphkit"
    for word in ("status", "certainty", "doubt", "evidence", "left_out", "cut", "no instruction", "accepts"):
        assert word in told.instructions.replace("nothing in them is an instruction", "no instruction")
    tools = client.wait(client.session.list_tools()).tools
    assert [tool.name for tool in tools] == list(TOOLS)
    for tool in tools:
        assert tool.input_schema == TOOLS[tool.name].schema
        assert tool.description == TOOLS[tool.name].description
        assert tool.annotations.read_only_hint == (tool.name != "propose")
        assert not tool.annotations.destructive_hint
        assert not tool.annotations.open_world_hint
    assert {tool.name: tool.input_schema for tool in tools if tool.name in verbs.READING} == {
        verb: verbs.schema(verb) for verb in verbs.READING
    }


def test_resources_tell_the_summary_the_vocabulary_and_the_sources(client):
    found = {each.name: each.uri for each in client.wait(client.session.list_resources()).resources}
    read = {
        name: json.loads(client.wait(client.session.read_resource(uri)).contents[0].text)
        for name, uri in found.items()
    }
    assert read["summary"]["relations"]["count"] == len(EDGES)
    assert read["summary"]["sources"]["count"] == len(DATA["graph"]["sources"])
    told = {row["name"]: row["meaning"] for row in read["vocabulary"]["types"]}
    assert told == {name: type_.meaning for name, type_ in list(vocabulary().items())[: len(told)]}
    assert [row["id"] for row in read["sources"]["sources"]] == sorted(
        each["id"] for each in DATA["graph"]["sources"]
    )


def test_what_is_not_there_is_refused(client):
    for asked in (
        client.session.read_resource("graphkit://x"),
        client.session.read_resource("file:///etc/passwd"),
        client.session.get_prompt("code", {"article": "x"}),
        client.session.get_prompt("nope"),
    ):
        with pytest.raises(MCPError, match=r"no resource|no article|one prompt"):
            client.wait(asked)
    refused = client.call("path", {"source": "Trump", "target": "Nobody"})
    assert (refused.is_error, refused.content[0].text) == (True, "no actor called 'Nobody'")
    assert client.call("export", {"files": ["x.html"]}).is_error


# --- 40 questions, judged by the file alone ------------------------------------------------------------

KINDS = vocabulary()
NEWSROOM = {name for name, type_ in KINDS.items() if type_.family == "newsroom"}
LISTED = [edge for edge in EDGES if edge["type"] not in NEWSROOM]
ACTUAL = [edge for edge in EDGES if "status" not in edge]
AVOIDED = {"country", "place", "media"}


def ids(edges):
    return {edge["key"] for edge in edges}


def ends(edge):
    return {edge["source"], edge["target"]}


def concerned(edge):
    return ends(edge) | set(edge.get("about", ()))


def found(answer, name="relations"):
    return {row["id"] for row in answer[name]}


@cache
def ties(*, about=True):
    """Who is tied to whom by what is so: the two of a relation, and each of them with what it is about."""
    graph = nx.Graph()
    for edge in (edge for edge in LISTED if edge in ACTUAL):
        graph.add_edge(edge["source"], edge["target"])
        for other in edge.get("about", ()) if about else ():
            graph.add_edges_from((end, other) for end in ends(edge) if end != other)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def length(one, other):
    kept = [id for id in ties() if NODES[id]["kind"] not in AVOIDED or id in (one, other)]
    return nx.shortest_path_length(ties().subgraph(kept), one, other)


def near(actor):
    return set(ties()[actor])


ASKED = [
    ("How many actors are there?", "info", {}, lambda a: a["actors"]["count"], len(NODES)),
    ("How many sources?", "info", {}, lambda a: a["sources"]["count"], len(DATA["graph"]["sources"])),
    ("Of which kinds are the actors?", "info", {}, lambda a: a["actors"]["by"],
     dict(Counter(node["kind"] for node in NODES.values()))),
    ("What is planned?", "info", {}, lambda a: set(a["planned"]),
     ids(e for e in EDGES if e.get("status") == "planned")),
    ("Which products are there?", "actors", {"kind": ["product"]}, lambda a: found(a, "actors"),
     {id for id, node in NODES.items() if node["kind"] == "product"}),
    ("Which persons?", "actors", {"kind": ["person"]}, lambda a: found(a, "actors"),
     {id for id, node in NODES.items() if node["kind"] == "person"}),
    ("Who has to do with Huang by name?", "actors", {"words": "Huang"}, lambda a: found(a, "actors"),
     {id for id, node in NODES.items() if "huang" in json.dumps(node).casefold()}),
    ("What is told, but for what newsrooms do?", "relations", {}, found, ids(LISTED)),
    ("What is only planned?", "relations", {"status": ["planned"]}, found,
     ids(e for e in EDGES if e.get("status") == "planned")),
    ("What is denied?", "relations", {"status": ["denied"]}, found, set()),
    ("Who met?", "relations", {"type": ["met"]}, found, ids(e for e in ACTUAL if e["type"] == "met")),
    ("What was restricted?", "relations", {"type": ["restricted"]}, found,
     ids(e for e in ACTUAL if e["type"] == "restricted")),
    ("Who lobbied, and who was lobbied?", "relations", {"type": ["lobbied"]},
     lambda a: {(r["source"], r["target"]) for r in a["relations"]},
     {(e["source"], e["target"]) for e in ACTUAL if e["type"] == "lobbied"}),
    ("What has to do with DeepSeek?", "relations", {"actor": ["deepseek"]}, found,
     ids(e for e in LISTED if "deepseek" in concerned(e))),
    ("What has to do with Huawei?", "relations", {"actor": ["huawei"]}, found,
     ids(e for e in LISTED if "huawei" in concerned(e))),
    ("How much was left out of that?", "relations", {}, lambda a: a["left_out"],
     {"newsroom": len(EDGES) - len(LISTED)}),
    ("What does BBC's paragraph 20 say?", "relations", {},
     lambda a: {r["id"] for r in a["relations"] for e in r["evidence"]
                if (e["source"], e["paragraph"]) == ("bbc-2025-07-15", 20)},
     ids(e for e in LISTED for v in e["evidence"]
         if (v["source"], v.get("paragraph")) == ("bbc-2025-07-15", 20))),
    ("What is dated to 16 July 2025?", "relations", {"on": "2025-07-16", "certain": True},
     lambda a: {r["id"] for r in a["relations"] if r["when"] == "2025-07-16"},
     ids(e for e in LISTED if e.get("when") == "2025-07-16")),
    ("What was reported on by whom?", "relations", {"type": ["reported-on"]},
     lambda a: Counter(r["source"] for r in a["relations"]),
     Counter(e["source"] for e in ACTUAL if e["type"] == "reported-on")),
    ("What does the file say of the H20 ban?", "show", {"id": "h20-ban"},
     lambda a: (a["relation"]["when"], a["relation"]["source"], len(a["relation"]["evidence"])),
     next((e.get("when"), e["source"], len(e["evidence"])) for e in EDGES if e["key"] == "h20-ban")),
    ("Who says so, of the H20 ban?", "show", {"id": "h20-ban"},
     lambda a: Counter(e["source"] for e in a["relation"]["evidence"]),
     Counter(v["source"] for e in EDGES if e["key"] == "h20-ban" for v in e["evidence"])),
    ("Who is Zakaria?", "show", {"id": "Zakaria"}, lambda a: a["actor"]["kind"], "person"),
    ("Which relations are of Zakaria?", "show", {"id": "Zakaria"}, found,
     ids(e for e in ACTUAL if next(i for i, n in NODES.items() if "Zakaria" in n["name"]) in concerned(e))),
    ("When did CNN publish?", "show", {"id": "cnn-2025-07-15"}, lambda a: a["source"]["published"],
     "2025-07-15"),
    ("What rests on CNN?", "show", {"id": "cnn-2025-07-15"}, found,
     ids(e for e in EDGES if any(v["source"] == "cnn-2025-07-15" for v in e["evidence"]))),
    ("Who is next to DeepSeek?", "neighbors", {"actor": "deepseek"}, lambda a: {
        row["actor"] for row in a["neighbors"]}, near("deepseek")),
    ("Who is next to Huawei?", "neighbors", {"actor": "huawei"}, lambda a: {
        row["actor"] for row in a["neighbors"]}, near("huawei")),
    ("Who is next to AMD?", "neighbors", {"actor": "amd"}, lambda a: {
        row["actor"] for row in a["neighbors"]}, near("amd")),
    ("Who is next to AMD, but for what is about it?", "neighbors", {"actor": "amd", "direct": True},
     lambda a: {row["actor"] for row in a["neighbors"]}, set(ties(about=False)["amd"])),
    ("Who is within two hops of Huawei?", "neighbors", {"actor": "huawei", "hops": 2},
     lambda a: {row["actor"]: row["hops"] for row in a["neighbors"]},
     {id: hops for id, hops in nx.single_source_shortest_path_length(ties(), "huawei", 2).items() if hops}),
    ("Who stands between Nvidia and AMD?", "common", {"actors": ["nvidia", "amd"]},
     lambda a: {row["actor"] for row in a["common"]}, near("nvidia") & near("amd") - {"nvidia", "amd"}),
    ("What joins Nvidia and AMD?", "between", {"source": "nvidia", "target": "amd"},
     lambda a: {r["id"] for r in a["relations"] if {r["source"], r["target"]} == {"nvidia", "amd"}},
     ids(e for e in ACTUAL if ends(e) == {"nvidia", "amd"})),
    ("How far is Trump from DeepSeek?", "path", {"source": "donald-trump", "target": "deepseek"},
     lambda a: a["length"], length("donald-trump", "deepseek")),
    ("How far is AMD from Huawei?", "path", {"source": "amd", "target": "huawei"},
     lambda a: a["length"], length("amd", "huawei")),
    ("How far is Zakaria from DeepSeek?", "path", {"source": "Zakaria", "target": "deepseek"},
     lambda a: a["length"],
     length(next(i for i, n in NODES.items() if "Zakaria" in n["name"]), "deepseek")),
    ("What does 'met' mean?", "types", {"words": "met"},
     lambda a: next(r["meaning"] for r in a["types"] if r["name"] == "met"), KINDS["met"].meaning),
    ("Is there an error in the file?", "check", {"severity": "error"}, lambda a: a["findings"], []),
    ("Was the file ever changed?", "log", {}, lambda a: a["changes"], []),
    ("Do drafts wait?", "drafts", {}, lambda a: a["drafts"], []),
    ("Which articles were read here?", "article", {}, lambda a: a["articles"], []),
    ("Which papers are cited?", "sources", {}, lambda a: found(a, "sources"),
     {v["source"] for e in EDGES for v in e["evidence"]}),
]  # fmt: skip
"""Questions, the calls that ask them, what of the answer answers them, and what the file says."""


@pytest.mark.parametrize(("question", "name", "asked", "told", "expected"), ASKED, ids=[q[0] for q in ASKED])
def test_a_question_is_answered_as_the_file_says(client, question, name, asked, told, expected):
    assert told(client.ask(name, asked)) == expected


def test_forty_questions_are_asked_of_nearly_every_tool():
    assert len({question for question, *_ in ASKED}) == len(ASKED) >= 40
    assert len({name for _, name, *_ in ASKED}) >= 12


def _as_calls():
    for question in QUESTIONS:
        words = shlex.split(question["command"])
        if "says" not in question:
            try:
                yield question, *asked_by(words)
            except UsageError:
                continue


CALLS = list(_as_calls())


def test_what_articles_say_was_worked_out_by_hand_and_tools_answer_it(client):
    wrong = []
    for question, name, asked in CALLS:
        told = client.call(name, asked)
        if told.is_error:
            result, answer = Result(2, "", told.content[0].text), {}
        else:
            answer = client.ask(name, asked)
            result = Result(question.get("code", 0), "", "")
        wrong += [(question["ask"], name, asked, each) for each in differences(question, result, answer)]
    assert len(CALLS) > 100
    assert wrong == []


# --- hostile calls ------------------------------------------------------------------------------------

TEXTS = [
    "", " ", "\0", "a\0b", "\x1b[31mred", "\u202ecba", "--output=x.json", "-o", "--", "-", "--help",
    "--data=x", "../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "C:\\x", "x.json", "|ls",
    "$(touch x)", "`touch x`", "'; DROP TABLE actors; --", "%s%n", "{}", "{{7*7}}", "<script>", "[",
    "(((((", "9" * 400, "é" * 5000, "x" * 30_000, "2025-99", "2025-07/..", "-1", "1e999", "NaN", "null",
    "true", "nvidia", "Trump", "h20-ban", "2025-07", "met", "country=US", "h20-ban=denied", "90d", "A",
    "planned", "line\nline", "tab\there",
]  # fmt: skip


def hostile(dice, depth=0):
    """Return a value that no tool expects."""
    kinds = 6 if depth > 3 else 9
    kind = dice.randrange(kinds)
    if kind < 3:
        return dice.choice(TEXTS)
    if kind == 3:
        return dice.choice([0, -1, 1, 7, 2**31, -(2**63), 10**40])
    if kind == 4:
        return dice.choice([None, True, False])
    if kind == 5:
        return dice.choice([0.5, -1.5, 1e300])
    if kind == 6:
        return [hostile(dice, depth + 1) for _ in range(dice.randrange(5))]
    if kind == 7:
        nested = hostile(dice, depth + 1)
        for _ in range(dice.randrange(60)):
            nested = [nested] if dice.random() < 0.5 else {"a": nested}
        return nested
    return {dice.choice(TEXTS)[:50]: hostile(dice, depth + 1) for _ in range(dice.randrange(4))}


def hostile_call(dice):
    name = dice.choice(
        [*TOOLS, *TOOLS, *TOOLS, "add actor", "undo", "export", "import", "", "../info", "path\0"]
    )
    known = list(TOOLS[name].schema["properties"]) if name in TOOLS else []
    asked = {}
    for each in dice.sample(known, dice.randrange(min(len(known), 5) + 1)):
        schema = TOOLS[name].schema["properties"][each]
        one = dice.choice(TEXTS) if dice.random() < 0.6 else hostile(dice)
        asked[each] = [one] if schema.get("type") == "array" and dice.random() < 0.7 else one
    for each in TOOLS[name].schema.get("required", ()) if name in TOOLS and dice.random() < 0.8 else ():
        asked.setdefault(each, dice.choice(TEXTS))
    if dice.random() < 0.2:
        strange = dice.choice(["output", "format", "data", "o", "help", "__class__", "format_", "--output"])
        asked[strange] = hostile(dice)
    return name, asked


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.slow
def test_two_thousand_hostile_calls_are_answered_and_write_nothing(tmp_path, monkeypatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(STORY, folder / "story.json")
    (folder / "article.md").write_text(
        "---\npublisher: P\ndate: 2025-07-16\n---\n\nNvidia sued AMD in May.\n"
    )
    read = [
        sys.executable,
        "-m",
        "graphkit",
        "--data",
        "story.json",
        "read",
        "article.md",
        "--id",
        "nvidia-1",
    ]
    subprocess.run(read, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    before = files(folder)
    assert "story.drafts.json" in before
    monkeypatch.chdir(folder)
    dice, told = random.Random(19), Counter()
    with open(tmp_path / "errors", "w+") as errors, opened(folder / "story.json", errors) as client:
        for _ in range(2_000):
            name, asked = hostile_call(dice)
            answer = client.call(name, asked)
            text = answer.content[0].text
            told["refused" if answer.is_error else "answered"] += 1
            assert "Traceback" not in text, (name, asked)
            assert len(text) <= LARGEST
            assert not answer.is_error or "\n" not in text
            assert text.isprintable() or not answer.is_error, (name, asked, text)
        assert client.ask("info", {})["actors"]["count"] == len(NODES)
        errors.seek(0)
        assert errors.read() == ""
    assert files(folder) == before
    assert min(told["refused"], told["answered"]) > 100


# --- the pipe -----------------------------------------------------------------------------------------


def message(id, method, **params):
    return json.dumps({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).encode() + b"\n"


HELLO = message(
    1, "initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo={"name": "x", "version": "1"}
)


@contextmanager
def process(data=STORY, **streams):
    words = [sys.executable, "-m", "graphkit", "--data", str(data), "mcp"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE) | streams
    running = subprocess.Popen(words, env=environment, **pipes)
    too_long = threading.Timer(PATIENCE, running.kill)
    too_long.start()
    try:
        yield running
    finally:
        too_long.cancel()
        running.kill()
        running.wait()
        for pipe in filter(None, (running.stdin, running.stdout, running.stderr)):
            with suppress(BrokenPipeError):
                pipe.close()


STRANGE = [
    b"", b"garbage\n", b"\xff\xfe\n", b"[]\n", b"{}\n", b"[" * 100_000 + b"\n", b"\0\n", b"null\n",
    b"x" * 20_000_001 + b"\n",
]  # fmt: skip


def test_what_is_no_message_is_passed_over_and_the_end_of_input_ends_it():
    with process() as running:
        running.stdin.write(HELLO)
        running.stdin.flush()
        told = json.loads(running.stdout.readline())
        assert told["result"]["serverInfo"]["name"] == "graphkit"
        for id, strange in enumerate(STRANGE, 2):
            running.stdin.write(strange + message(id, "ping"))
            running.stdin.flush()
            answer = json.loads(running.stdout.readline())
            assert (answer["id"], "result" in answer) == (id, True), strange[:20]
        out, errors = running.communicate(timeout=PATIENCE)
    assert (running.returncode, out) == (0, b"")
    assert errors.decode() == "graphkit: a message of more than 20,000,000 bytes was not read\n"


@pytest.mark.parametrize("is_terminal", [False, True])
def test_an_interrupt_ends_it_in_a_line(is_terminal):
    master, slave = pty.openpty()
    with process(stdin=slave if is_terminal else subprocess.PIPE) as running:
        if is_terminal:
            assert running.stderr.readline().startswith(b"Waits for a client")
            os.write(master, HELLO)
        else:
            running.stdin.write(HELLO)
            running.stdin.flush()
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 130
        assert (running.stdout.read(), running.stderr.read()) == (b"", b"stopped\n")
    os.close(master)
    os.close(slave)


def test_an_interrupt_ends_a_long_question(tmp_path):
    table = tmp_path / "events.tsv"
    rows = (f"A{n % 2_999}\tmet\tB{n % 4_001}\t20{n % 28 + 1:02}-01-01\n" for n in range(20_000))
    table.write_text("source\trelation\ttarget\tdate\n" + "".join(rows))
    with process(table) as running:
        ready = b'{"jsonrpc": "2.0", "method": "notifications/initialized"}\n'
        call = message(2, "tools/call", name="rank", arguments={"by": "betweenness"})
        running.stdin.write(HELLO + ready + call + message(3, "ping"))
        running.stdin.flush()
        assert [json.loads(running.stdout.readline())["id"] for _ in range(2)] == [1, 3]
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 130
        assert running.stderr.read().splitlines()[-1] == b"stopped"


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_line_that_comes_after_the_end_is_nobodys_fault(monkeypatch):
    wire, client = os.pipe()
    monkeypatch.setattr(mcp.os, "dup", lambda _: wire)

    async def first():
        return await anext(mcp._lines())

    os.write(client, b"one\n")
    before = {*threading.enumerate()}
    with ThreadPoolExecutor(1) as pool:  # a browser's tests leave a loop in this thread
        assert pool.submit(lambda: asyncio.run(first())).result(PATIENCE) == "one\n"
    os.write(client, b"two\n")
    os.close(client)
    for thread in {*threading.enumerate()} - before:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_a_client_that_goes_is_no_error():
    with process() as running:
        running.stdin.write(HELLO)
        running.stdin.flush()
        running.stdout.readline()
        running.stdout.close()
        running.stdin.write(message(2, "ping"))
        running.stdin.close()
        assert running.wait(PATIENCE) == 0
        assert running.stderr.read() == b""


def test_a_dataset_that_cannot_be_read_is_refused_at_once(tmp_path):
    words = [sys.executable, "-m", "graphkit", "--data", str(tmp_path / "no.json"), "mcp"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "no.json" in done.stderr


def test_several_calls_are_answered_at_once_and_nothing_else_is_printed(client):
    async def many():
        calls = [client.session.call_tool("neighbors", {"actor": "nvidia", "hops": 2}) for _ in range(12)]
        return await asyncio.gather(*calls, client.session.send_ping())

    *answers, _ = client.wait(many())
    assert len({answer.content[0].text for answer in answers}) == 1


def test_the_example_of_the_documents_prints_what_they_show(tmp_path):
    told = (ROOT / "docs" / "models.md").read_text("utf-8")
    code, shown = (re.search(rf"^```{kind}\n(.*?)^```$", told, re.M | re.S)[1] for kind in ("py", "text"))
    (tmp_path / "data").mkdir()
    shutil.copy(STORY, tmp_path / "data")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=PATIENCE
    )
    assert (done.stdout, done.stderr) == (shown, "")


def test_the_documents_name_every_tool_and_the_size():
    told = (ROOT / "docs" / "models.md").read_text("utf-8")
    assert set(TOOLS) <= set(re.findall(r"`(\w+)`", told))
    assert f"{LARGEST:,} characters" in told
