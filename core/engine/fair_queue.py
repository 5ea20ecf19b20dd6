"""Who comes next: owners in turn, and within one owner first come, first served."""

from collections import deque

from core.engine.jobs import Job


class FairQueue:
    """Waiting jobs. No owner waits for more than one picture of each other owner, counting the one that
    is being made: an owner gets a new turn behind all who wait when their picture is done. Not for
    several threads at a time."""

    def __init__(self) -> None:
        self._lines: dict[str, deque[Job]] = {}
        self._turns: deque[str] = deque()
        self._served: str | None = None

    def put(self, job: Job) -> None:
        """Behind all other jobs of its owner."""
        if job.owner not in self._lines:
            self._lines[job.owner] = deque()
            if job.owner != self._served:
                self._turns.append(job.owner)
        self._lines[job.owner].append(job)

    def take(self) -> Job | None:
        """The next job, which leaves the queue; its owner's next turn comes with ``done``."""
        if not self._turns:
            return None
        owner = self._turns.popleft()
        job = self._lines[owner].popleft()
        self._served = owner
        self._forget_empty(owner)
        return job

    def done(self) -> None:
        """The job taken last is done."""
        if self._served in self._lines:
            self._turns.append(self._served)
        self._served = None

    def remove(self, job_id: str) -> Job | None:
        """Take a job out; ``None`` where it does not wait."""
        for owner, line in self._lines.items():
            for job in line:
                if job.id == job_id:
                    line.remove(job)
                    self._forget_empty(owner)
                    return job
        return None

    def order(self) -> list[Job]:
        """All jobs in the order they will be taken if none is added."""
        owners = [*self._turns, *([self._served] if self._served in self._lines else [])]
        lines = [list(self._lines[owner]) for owner in owners]
        rounds = range(max(map(len, lines), default=0))
        return [line[turn] for turn in rounds for line in lines if turn < len(line)]

    def _forget_empty(self, owner: str) -> None:
        if not self._lines[owner]:
            del self._lines[owner]
            if owner in self._turns:
                self._turns.remove(owner)
