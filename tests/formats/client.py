"""Runs other programs' own readers, which are in ``tests/clients``."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

CLIENTS = Path(__file__).parents[1] / "clients"


def run_client(script: str, file: Path) -> Any:
    node = shutil.which("node")
    assert node, "the tests need node: make test installs it"
    done = subprocess.run(
        [node, CLIENTS / script, file], capture_output=True, encoding="utf-8", timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
