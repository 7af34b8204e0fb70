"""Runs the tests as on other machines: ``python -m other_machines fonts``, in the folder ``tests``.

``fonts``
    The page's tests, with one family of fonts at a time. Debian's packages are unpacked into a temporary
    folder; nothing is installed.
``surroundings``
    The other tests in a C locale with short paths, in the background, where Ctrl-C is ignored; and with
    pipes of code page 1252 and long paths.
``busy``
    All tests beside four busy processes.
``late``
    The page's and the desk's tests in a browser where each frame comes late.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from getpass import getuser
from pathlib import Path

PARALLEL = ("-n", "logical", "--maxprocesses", "8", "--dist", "worksteal")
ROOT = Path(__file__).parents[1]
FONTS = {
    "DejaVu": "fonts-dejavu-core",
    "Liberation": "fonts-liberation",
    "Noto": "fonts-noto-core",
    "TeX Gyre": "fonts-texgyre",
}
ONLY = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
</fontconfig>
"""
UNBOXED = ("-o", f"APT::Sandbox::User={getuser()}")  # apt's own user may not write to the temporary folder
BUSY = 4


def in_the_background() -> None:
    """Ignore the signals that a background process ignores."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def passes(
    what: str, *arguments: str, basetemp: Path, first: Callable[[], None] | None = None, **environment: str
) -> bool:
    """Run tests, calling ``first`` in their process before; return whether all passed."""
    print(f"== {what}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", *PARALLEL, "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, f"--basetemp={basetemp}", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "0"} | environment,
        preexec_fn=first,
    )
    return done.returncode == 0


def fonts(folder: Path, wanted: Sequence[str]) -> Mapping[str, bool]:
    """Run the page's tests with one family at a time."""
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        sys.exit("The fonts come from Debian's archive: this needs apt-get and dpkg.")
    passed = {}
    for family in wanted:
        place = folder / FONTS[family]
        place.mkdir()
        subprocess.run(["apt-get", "download", "-qq", *UNBOXED, FONTS[family]], cwd=place, check=True)
        [package] = place.glob("*.deb")
        subprocess.run(["dpkg", "-x", package, place / "unpacked"], check=True)
        config = place / "fonts.conf"
        config.write_text(ONLY.format(fonts=place / "unpacked", cache=place / "cache"), encoding="utf-8")
        assert list((place / "unpacked").rglob("*.[ot]tf")), f"{FONTS[family]} holds no fonts"
        passed[family] = passes(family, "tests/page", basetemp=place / "t", FONTCONFIG_FILE=str(config))
    return passed


def surroundings(folder: Path) -> Mapping[str, bool]:
    """Run the tests without the page's in other people's locales."""
    others = "--ignore=tests/page"
    long = folder.joinpath(*["a-folder-with-a-rather-long-name"] * 5)
    long.mkdir(parents=True)
    return {
        "C locale, short paths, in the background": passes(
            "LANG=C", others, basetemp=folder / "t", first=in_the_background, LANG="C", LC_ALL="C"
        ),
        "code page 1252, long paths": passes(
            "PYTHONIOENCODING=cp1252", others, basetemp=long / "t", PYTHONIOENCODING="cp1252"
        ),
    }


def busy(folder: Path) -> Mapping[str, bool]:
    """Run all tests beside busy processes."""
    processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(BUSY)]
    try:
        return {f"beside {BUSY} busy processes": passes("busy", basetemp=folder / "t")}
    finally:
        for process in processes:
            process.kill()
            process.wait()


def late(folder: Path) -> Mapping[str, bool]:
    """Run the tests that use a browser, where each frame comes late."""
    using = ("tests/page", "tests/desk")
    return {"late frames": passes("late", *using, basetemp=folder / "t", GRAPHKIT_LATE="1")}


def main() -> None:
    """Run what is named, and print which runs passed and how long they took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("fonts", "surroundings", "busy", "late"))
    parser.add_argument("families", nargs="*", choices=[[], *FONTS], help="of fonts; all unless named")
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.what == "fonts":
            passed = fonts(folder, options.families or list(FONTS))
        else:
            passed = {"surroundings": surroundings, "busy": busy, "late": late}[options.what](folder)
    print(f"After {time.monotonic() - started:.0f} s:")
    for what, well in passed.items():
        print(f"  {what}: {'all passed' if well else 'FAILED'}")
    sys.exit(not all(passed.values()))


if __name__ == "__main__":
    main()
