"""Drives the command in a pseudo-terminal, as a person at a keyboard does."""

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterable

_PATIENCE = 120.0
_OWN = """\
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Makes the terminal the process's own, so that Ctrl-C is a signal, and becomes the command."""
_ESCAPE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


class Terminal:
    """A command that runs in a terminal of some size."""

    def __init__(self, *arguments: str, columns: int = 80, lines: int = 24) -> None:
        self._ours, its = pty.openpty()
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        surroundings = {**os.environ, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            surroundings.pop(name, None)
        command = [sys.executable, "-S", "-c", _OWN, sys.executable, "-m", "graphkit", *arguments]
        self.process = subprocess.Popen(
            command,
            stdin=its,
            stdout=its,
            stderr=its,
            env=surroundings,
            start_new_session=True,
        )
        os.close(its)
        self.printed = ""
        self._seen = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")  # a read may end within a character

    def wait(self, text: str) -> str:
        """Wait until a text is printed after what was waited for before; return what came until then."""
        until = time.monotonic() + _PATIENCE
        while (place := self.printed.find(text, self._seen)) < 0:
            assert time.monotonic() < until, (text, self.printed[self._seen :])
            assert self._read(until - time.monotonic()), (text, self.printed[self._seen :])
        came = self.printed[self._seen : place]
        self._seen = place + len(text)
        return plain(came)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def play(self, steps: Iterable[tuple[str, str]]) -> None:
        """For each step wait for a text, then press keys."""
        for text, keys in steps:
            self.wait(text)
            self.type(keys)

    def end(self) -> tuple[int, str]:
        """Wait until the command has ended; return its exit code and all that it printed, without styles."""
        until = time.monotonic() + _PATIENCE
        while self._read(until - time.monotonic()):
            pass
        os.close(self._ours)
        return self.process.wait(), plain(self.printed)

    def _read(self, patience: float) -> bool:
        if not select.select([self._ours], [], [], max(patience, 0))[0]:
            return False
        try:
            piece = os.read(self._ours, 65536)
        except OSError:  # Linux says so when the other end has closed
            return False
        self.printed += self._decoder.decode(piece)
        return bool(piece)


def plain(text: str) -> str:
    """Return a text without styles and movements of the cursor."""
    return _ESCAPE.sub("", text).replace("\r\n", "\n")
