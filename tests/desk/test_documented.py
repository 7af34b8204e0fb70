"""What docs/desk.md shows of the interface is what the desk answers."""

import re

import pytest

from desk.conftest import ROOT

SHOWN = re.findall(
    r"```text\n(GET|POST) (\S.*)\n((?:[\w-]+: .*\n)*)(\{.*\n)?\n(\d+)\n((?:.*\n)+?)```",
    (ROOT / "docs" / "desk.md").read_text("utf-8"),
)


def test_there_are_examples():
    text = (ROOT / "docs" / "desk.md").read_text("utf-8")
    assert len(SHOWN) == len(re.findall(r"^(?:GET|POST) ", text, re.MULTILINE)) > 3


@pytest.mark.parametrize(("method", "address", "heads", "body", "status", "text"), SHOWN)
def test_an_example_is_what_the_desk_answers(method, address, heads, body, status, text, client):
    headers = dict(line.split(": ", 1) for line in heads.splitlines())
    if body:
        headers["Content-Type"] = "application/json"
    answer = client.request(method, address, content=body or None, headers=headers)
    assert answer.status_code == int(status)
    assert answer.text.startswith(text.rstrip("\n"))
