"""Which process is which: by its place, its number, and when it began."""

import hashlib
import os
import subprocess
import sys
import uuid
from functools import cache
from pathlib import Path


@cache
def place() -> str:
    """Where this process runs, as a name that says nothing: the same for all processes that can see each
    other, hence of one start of one machine and, in Linux, of one container.

    Where no such name can be had, it is one that no other process has.
    """
    if sys.platform == "linux":
        try:
            boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
            seen = f"{boot} {os.readlink('/proc/self/ns/pid')}"
        except OSError:
            seen = uuid.uuid4().hex
    elif os.name == "posix":
        seen = f"{uuid.getnode()} {os.uname().nodename}"
    else:
        seen = uuid.uuid4().hex
    return hashlib.sha256(seen.encode()).hexdigest()[:32]


def born(pid: int) -> str | None:
    """When the process of that number, in this place, began, in words that only compare; ``None`` where
    there is none, or it has ended and only waits to be noticed. (Field 22 of proc_pid_stat(5), in clock ticks
    since the machine's start; ``ps`` elsewhere.)"""
    if sys.platform == "linux":
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        state, *fields = stat.rpartition(")")[2].split()
        return None if state in "ZX" else fields[18]
    if os.name != "posix":
        return None
    asked = ["ps", "-o", "stat=,lstart=", "-p", str(pid)]
    state, _, began = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.partition(" ")
    return None if not state or state.startswith("Z") else began.strip()
