"""What the tests of the desk share: a story of its own, and a browser's side of the desk over it."""

import json
import re
import subprocess
import sys
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from http.client import HTTPConnection
from io import StringIO
from pathlib import Path
from threading import Timer
from unittest.mock import patch

import pytest
from starlette.testclient import TestClient

from graphkit.cli.main import main
from graphkit.desk.app import Desk, app
from graphkit.desk.dataset import OpenDataset
from graphkit.desk.safety import Address, Limits

ROOT = Path(__file__).parents[2]
PATIENCE = 120
"""How many seconds a test waits for what must come: as many as a busy machine may need."""
TOKEN = "the-token"
ADDRESS = Address("127.0.0.1", 8000)


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.json"
    path.write_bytes((ROOT / "data" / "graph.json").read_bytes())
    return path


def asked(desk, limits=None):
    """Return who asks the desk with its token, as a program does."""
    return TestClient(
        app(desk, TOKEN, ADDRESS, limits or Limits()),
        base_url=ADDRESS.origin,
        headers={"Authorization": f"Bearer {TOKEN}"},
        raise_server_exceptions=True,
    )


@pytest.fixture
def opened():
    """Open the desk over a dataset, as often as a test likes; all requests to one share an event loop."""
    with ExitStack() as stack:

        def open_desk(path, limits=None):
            dataset = OpenDataset(["--data", str(path)])
            stack.callback(dataset.__exit__)
            desk = Desk(dataset)
            stack.callback(desk.close)
            return stack.enter_context(asked(desk, limits))

        yield open_desk


@pytest.fixture
def client(opened, story):
    return opened(story)


def printed(options, words):
    """Return the exit code of a command line, and what it prints."""
    with (
        patch.object(sys, "argv", ["graphkit", *options, *words]),
        chdir(ROOT),
        redirect_stdout(StringIO()) as said,
        redirect_stderr(StringIO()),
        pytest.raises(SystemExit) as left,
    ):
        main()
    return left.value.code, said.getvalue().encode()


class Serving:
    """A desk in a process of its own."""

    def __init__(self, path, *options):
        command = [sys.executable, "-m", "graphkit", "--data", str(path), "serve", "--no-open", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.said = ""
        too_long = Timer(PATIENCE, self.process.kill)
        too_long.start()
        while "Ctrl-C" not in self.said:
            line = self.process.stdout.readline()
            assert line, "it ended at once"
            self.said += line
        too_long.cancel()
        found = re.search(r"(http://\S+)/\?token=(\S+)", self.said)
        self.address, self.token = found[1], found[2]

    def ask(self, method, path, body=None, headers=None):
        """Return the status and the body of an answer."""
        connection = HTTPConnection(self.address.removeprefix("http://"), timeout=PATIENCE)
        try:
            known = {"Authorization": f"Bearer {self.token}", **(headers or {})}
            connection.request(method, path, body, known)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def post(self, verb, body, seen="*"):
        """Make a change, and return the answer."""
        headers = {"Content-Type": "application/json", "If-Match": seen}
        return json.loads(self.ask("POST", f"/api/changes/{verb}", json.dumps(body), headers)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
