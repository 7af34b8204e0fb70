"""Only who knows the token is answered, nothing of data is obeyed, and what a request takes is bounded."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPException
from threading import Event, Thread
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.conftest import ADDRESS, PATIENCE, TOKEN, Serving, asked
from graphkit.backends.duckdb import fetched
from graphkit.cli.directories import engine_of
from graphkit.desk import openapi
from graphkit.desk.app import READERS, Desk
from graphkit.desk.dataset import OpenDataset
from graphkit.desk.safety import Address, Limits
from graphkit.desk.workers import Workers
from graphkit.storage.json_file import read_dataset

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "</textarea></title><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "\u2028</script>\u2029<b>",
    "a\r\nSet-Cookie: x=y",
    "\x1b[31m\x00\x7f",
    "';DROP TABLE events;--",
]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8000", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8000.evil.example",
        "localhost.evil:8000", "127.0.0.1:8000@evil", "", "2130706433:8000", "0.0.0.0:8000", "[::1]:80",
        "127.0.0.1:8000 ",
    ],
)  # fmt: skip
def test_a_name_that_is_bound_to_this_machine_is_refused(host, client):
    for path in ("/", f"/?token={TOKEN}", "/api/info", "/page", "/static/api.js"):
        answer = client.get(path, headers={"Host": host}, follow_redirects=False)
        assert answer.status_code == 403, path
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_the_names_of_this_machine_are_its_own(host, client):
    assert client.get("/api/state", headers={"Host": host}).status_code == 200


def test_where_others_are_let_in_only_numbers_and_the_own_name_are_hosts():
    everywhere = Address("0.0.0.0", 8000)
    assert everywhere.is_called("192.168.1.7:8000")
    assert everywhere.is_called(f"{socket.gethostname()}:8000")
    assert not everywhere.is_called("evil.example:8000")
    assert (everywhere.is_loopback, everywhere.origin) == (False, "http://127.0.0.1:8000")
    named = Address("desk.lan", 8000)
    assert [named.is_called(host) for host in ("desk.lan:8000", "localhost:8000")] == [True, False]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:8001"},
        {"Origin": "https://127.0.0.1:8000"}, {"Origin": "http://localhost:8000"},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    ],
)  # fmt: skip
def test_what_another_page_sends_is_refused(headers, client, story):
    before = story.read_bytes()
    change = {"If-Match": "*", **headers}
    body = {"name": "Evil", "kind": "person"}
    assert client.post("/api/changes/add-actor", json=body, headers=change).status_code == 403
    answer = client.post("/api/articles", content=b"x", headers={"Content-Type": "text/plain", **headers})
    assert answer.status_code == 403
    assert client.get("/api/info", headers=headers).status_code == 403
    assert story.read_bytes() == before


def test_its_own_page_may_post_and_be_opened_from_elsewhere(client):
    own = {"Origin": ADDRESS.origin, "Sec-Fetch-Site": "same-origin", "If-Match": "*"}
    assert client.post("/api/changes/undo", json={}, headers=own).status_code == 422  # nothing to undo
    opened = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/", headers=opened).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": TOKEN},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer "},
        {"Cookie": f"graphkit-8001={TOKEN}"},
        {"Cookie": f"graphkit-8000={TOKEN}x; other={TOKEN}"},
        {"Authorization": "Bearer \u00e9".encode()},
    ],
)
def test_who_does_not_know_the_token_learns_nothing(headers, client):
    del client.headers["Authorization"]
    for path in ("/", "/page", "/api", "/api/info", "/api/openapi.json", "/static/api.js", "/nothing"):
        answer = client.get(path, headers=headers)
        assert answer.status_code == 401
        assert set(answer.json()) == {"error"}
    answer = client.post("/api/changes/undo", json={}, headers={"If-Match": "*", **headers})
    assert answer.status_code == 401


def test_the_address_with_the_token_lets_a_browser_in_and_takes_it_off_the_address(client):
    del client.headers["Authorization"]
    answer = client.get(f"/?token={TOKEN}", follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in (f"graphkit-8000={TOKEN}", "HttpOnly", "SameSite=strict"))
    assert client.get("/api/state").status_code == 200  # by the cookie
    client.cookies.clear()
    assert client.get("/?token=wrong").status_code == 401
    assert client.get(f"/api/info?token={TOKEN}").status_code == 401


def test_every_answer_forbids_what_no_page_of_it_needs(client):
    for path in ("/", "/api", "/api/info", "/nothing", "/api/relations?x=1", "/static/api.js"):
        headers = client.get(path).headers
        assert "default-src 'none'; script-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cache-Control"] in ("no-store", "private, no-cache")
        assert not any(name.startswith("access-control") for name in headers)
    page = client.get("/page")
    assert page.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert "default-src 'none'; script-src 'sha256-" in page.text.replace("&#39;", "'")
    assert client.options("/api/info").status_code == 405


# --- text from data and from addresses --------------------------------------------------------------


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_is_markup_or_a_header_wherever_it_comes_in(attack, client):
    for path, methods in openapi.description()["paths"].items():
        for each in methods.values():
            names = [told["name"] for told in each["parameters"] if told["in"] == "query"]
            place = path.replace("{id}", quote(attack))
            for query in (dict.fromkeys(names, attack), {attack: attack}):
                answer = client.get(place, params=query)
                assert answer.status_code in (200, 404, 405, 422)
                assert "x" not in answer.cookies
                if not answer.headers["Content-Type"].startswith("application/json"):
                    assert attack not in answer.text or not re.search("[<\"']", attack)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nor_is_what_was_saved(attack, client):
    asked = {"name": attack, "kind": "person", "description": attack, "alias": [attack]}
    made = client.post("/api/changes/add-actor", json=asked, headers={"If-Match": "*"})
    assert made.status_code in (200, 422)
    for path in ("/", "/page", "/api"):
        text = client.get(path).text
        assert attack not in text or not re.search("[<\"']", attack)
    for path in ("/api/actors", "/api/complete?what=actor&text=a", "/api/log"):
        assert client.get(path).headers["Content-Type"] == "application/json"


_VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["nvidia", "Trump", "met", "2025-07", "last week", "-1", "0", "true", "--help", "*", "h20-ban"]
    ),
)
_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _VALUES),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_VALUES, inner, max_size=3)),
    max_leaves=6,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_asked_is_answered_or_refused_in_a_line(data, client, story):
    paths = openapi.description()["paths"]
    path = data.draw(st.sampled_from(sorted(paths)))
    method = data.draw(st.sampled_from(sorted(paths[path])))
    each = paths[path][method]
    names = [parameter["name"] for parameter in each["parameters"] if parameter["in"] == "query"] + ["x"]
    query = data.draw(
        st.dictionaries(st.sampled_from(names), st.lists(_VALUES, min_size=1, max_size=2), max_size=4)
    )
    place = path.replace("{id}", data.draw(st.text("abc-é/%.", min_size=1, max_size=5)).replace("..", ""))
    request = {"params": query, "headers": {"If-Match": data.draw(st.sampled_from(["*", "x", '"y"']))}}
    if method == "post":
        content = each["requestBody"]["content"]
        properties = content.get("application/json", {"schema": {}})["schema"].get("properties", {})
        body = data.draw(
            st.one_of(_JSON, st.dictionaries(st.sampled_from([*properties, "x"]), _JSON, max_size=5))
        )
        request["headers"]["Content-Type"] = data.draw(st.sampled_from([*content, "x/y"]))
        request["content"] = json.dumps(body).encode()
    answer = client.request(method, place, **request)
    assert answer.status_code in (200, 304, 404, 405, 412, 415, 422)
    if answer.status_code in (404, 412, 415, 422):
        assert "\n" not in answer.json()["error"]
    assert json.loads(story.read_text())


# --- what a request may take ----------------------------------------------------------------------------


def test_a_body_is_bounded_whether_or_not_it_says_its_length(client, opened, story):
    for path in ("/api/changes/undo", "/api/info", "/nothing"):
        assert client.request("POST", path, content=b"x" * 1_000_001).status_code == 413
        assert client.request("POST", path, content=iter([b"x" * 600_000] * 2)).status_code == 413
    small = opened(story, Limits(article=1_000))
    answer = small.post("/api/articles", content=b"x" * 1_001, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 413


def test_what_takes_too_long_is_told_and_others_are_answered_meanwhile(story, monkeypatch):
    own, begun, over = OpenDataset.run, Event(), Event()

    def slow(self, words):
        if words[0] == "groups":
            begun.set()
            over.wait(PATIENCE)
        return own(self, words)

    monkeypatch.setattr(OpenDataset, "run", slow)
    with OpenDataset(["--data", str(story)]) as dataset:
        desk = Desk(dataset)
        answers = []
        impatient = asked(desk, Limits(seconds=0.3))
        thread = Thread(target=lambda: answers.append(impatient.get("/api/groups")))
        thread.start()
        begun.wait(1)
        assert asked(desk).get("/api/date", params={"text": "2025"}).status_code == 200
        thread.join()
        over.set()
        desk.close()
    assert answers[0].status_code == 504
    assert "takes longer than 0.3 seconds" in answers[0].json()["error"]


def _directory(folder, rows=600):
    """Return a directory of relations."""
    text = "".join(
        f"A{number % 2_999}\tmet\tB{number % 4_001}\t20{number % 28 + 1:02}-01-01\n" for number in range(rows)
    )
    (folder / "events.tsv").write_text(f"source\trelation\ttarget\tdate\n{text}")
    words = ["import", folder / "events.tsv", "-o", folder / "events"]
    subprocess.run([sys.executable, "-m", "graphkit", *words], check=True, capture_output=True)
    return folder / "events"


def _loop(_):
    while True:
        pass


def _query(context):
    connection = engine_of(context)._connection
    fetched(
        connection, "SELECT sum(a.range * b.range) FROM range(10_000_000) a, range(10_000_000) b", "fetchall"
    )


@pytest.mark.parametrize(("form", "never"), [("story", _loop), ("directory", _query)])
def test_what_takes_too_long_is_stopped_so_that_its_place_is_free_again(
    form, never, story, tmp_path, monkeypatch
):
    place = story if form == "story" else _directory(tmp_path)
    own = OpenDataset.run

    def run(self, words):
        return self.ask(never) if words[0] == "groups" else own(self, words)

    monkeypatch.setattr(OpenDataset, "run", run)
    with OpenDataset(["--data", str(place)]) as dataset:
        desk = Desk(dataset)
        client = asked(desk, Limits(seconds=5))
        assert client.get("/api/info").status_code == 200
        impatient = asked(desk, Limits(seconds=0.5))
        for _ in range(READERS + 1):
            assert impatient.get("/api/groups").status_code == 504
        assert client.get("/api/info").status_code == 200
        until = time.monotonic() + 30
        while desk.readers.at_work:
            assert time.monotonic() < until
            time.sleep(0.05)
        desk.close()


def test_a_change_is_never_stopped(story, monkeypatch):
    own = OpenDataset.run

    def slow(self, words):
        until = time.monotonic() + 1
        while time.monotonic() < until:
            pass
        return own(self, words)

    with OpenDataset(["--data", str(story)]) as dataset:
        desk = Desk(dataset)
        client = asked(desk, Limits(seconds=0.3))
        monkeypatch.setattr(OpenDataset, "run", slow)
        asked_for = {"json": {"name": "Late", "kind": "person"}, "headers": {"If-Match": "*"}}
        answer = client.post("/api/changes/add-actor", **asked_for)
        assert (answer.status_code, "look at the log" in answer.json()["error"]) == (504, True)
        desk.close()
    assert any(actor.name == "Late" for actor in read_dataset(story).actors)


def test_too_many_who_wait_are_told_to_come_again(story):
    with OpenDataset(["--data", str(story)]) as dataset:
        desk = Desk(dataset)
        desk.readers = Workers(1, -1)
        answer = asked(desk).get("/api/info")
        desk.close()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")


_GIVEN_UP_WHERE_ERRORS_ARE_LOST = """
import asyncio, sys, time
from threading import Event
from graphkit.cli.stopping import leave_at_once
from graphkit.desk.workers import Workers

begun = Event()

class Closed:
    def __del__(self):
        begun.set()
        while True:
            time.sleep(0.01)

async def main():
    workers = Workers(1, stops=True)
    asked = asyncio.ensure_future(workers.do(lambda: Closed() and None))
    while not begun.is_set():
        await asyncio.sleep(0.01)
    asked.cancel()
    while workers.at_work:
        await asyncio.sleep(0.01)
    print("goes on")

leave_at_once()
asyncio.run(main())
"""


def test_an_answer_given_up_while_something_is_closed_does_not_end_the_desk():
    done = subprocess.run(
        [sys.executable, "-c", _GIVEN_UP_WHERE_ERRORS_ARE_LOST],
        capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "goes on\n", "")


# --- a process of its own -----------------------------------------------------------------------------


def _raw(address, content, patience=PATIENCE):
    """Send bytes, and return what comes until the other side closes."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=patience) as connection:
        connection.sendall(content)
        found = b""
        while part := connection.recv(65536):
            found += part
            if b"\r\n\r\n" in found and b"}" in found:
                break
        return found


def test_a_real_server_refuses_what_is_no_request_and_slow_clients_hold_up_nobody(story):
    with Serving(story) as serving:
        host = serving.address.removeprefix("http://")
        assert b" 403 " in _raw(serving.address, b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        assert b" 400 " in _raw(serving.address, b"GET / HTTP/1.1\r\n\r\n")
        assert b" 400 " in _raw(serving.address, b"\x16\x03\x01 no HTTP\r\n\r\n")
        two = f"GET /api/info HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n".encode()
        assert re.search(rb" 40[03] ", _raw(serving.address, two))
        long = b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 100_000
        assert re.search(rb" 40[03] ", _raw(serving.address, long + b"\r\n\r\n"))
        slow = []
        for number in range(40):
            connection = socket.create_connection(tuple(host.split(":")))
            head = f"POST /api/changes/undo HTTP/1.1\r\nHost: {host}\r\n"
            head += f"Authorization: Bearer {serving.token}\r\n"
            whole = f"{head}Content-Length: 100\r\n\r\n".encode() if number % 2 else head.encode()
            connection.sendall(whole)
            slow.append(connection)
        assert serving.ask("GET", "/api/state")[0] == 200
        assert serving.ask("GET", "/api/neighbors?actor=nvidia")[0] == 200
        for connection in slow:
            connection.close()
        assert serving.ask("GET", "/api/state")[0] == 200
        assert (
            serving.ask("GET", "/nothing", headers={"Upgrade": "websocket", "Connection": "Upgrade"})[0]
            == 404
        )


def test_ctrl_c_ends_it_cleanly_and_the_same_port_can_be_had_again(story):
    with Serving(story) as serving:
        port = serving.address.rpartition(":")[2]
        assert serving.ask("GET", "/api/info")[0] == 200
        taken = subprocess.run(
            [sys.executable, "-m", "graphkit", "--data", story, "serve", "--no-open", "--port", port],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert taken.returncode == 2
        assert (
            taken.stderr
            == f"graphkit: 127.0.0.1:{port}: Address already in use; choose another --port or --host\n"
        )
        serving.process.send_signal(signal.SIGINT)
        assert serving.process.wait(PATIENCE) == 0
        assert serving.process.stdout.read() == "It has ended.\n"
    with Serving(story, "--port", port) as again:
        assert again.address.endswith(f":{port}")


def test_what_is_ignored_where_it_was_begun_does_not_end_it(story):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        serving = Serving(story)
    finally:
        signal.signal(signal.SIGHUP, before)
    with serving:
        serving.process.send_signal(signal.SIGHUP)
        assert serving.ask("GET", "/api/info")[0] == 200


@pytest.mark.parametrize("form", ["story", "directory"])
def test_ctrl_c_ends_it_while_a_long_question_is_asked(form, story, tmp_path):
    place = story
    if form == "directory":
        place = _directory(tmp_path, 60_000)
    with Serving(place) as serving:
        asking = Thread(target=lambda: _never(serving, "/api/rank?by=betweenness&limit=9"))
        asking.start()
        time.sleep(1)
        serving.process.send_signal(signal.SIGINT)
        assert serving.process.wait(PATIENCE) == 0
        asking.join()


def _never(serving, path):
    with suppress(OSError, HTTPException):
        serving.ask("GET", path)


def test_who_lets_others_in_is_told(story):
    with Serving(story, "--host", "0.0.0.0") as serving:
        assert "Whoever reaches 0.0.0.0 and has this address can read and change it." in serving.said
        assert serving.ask("GET", "/api/state")[0] == 200


def test_what_can_only_be_read_is_told(tmp_path):
    with Serving(_directory(tmp_path, 10)) as serving:
        assert re.search("It can only be read: .*nothing changes them", serving.said)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7", "x\n", ""])
def test_an_interface_that_is_none_is_refused_in_a_line(host, story):
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "--data", story, "serve", "--no-open", "--host", host],
        capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
