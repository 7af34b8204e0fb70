"""How much memory a process held at most, for tests that compare two such figures."""

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_memory() -> int:
    """Return the most kilobytes that this process has held since it began its program.

    Linux hands ``ru_maxrss`` down from the process that started it, which hides all that is less.
    """
    if _STATUS.exists():
        [line] = [line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
