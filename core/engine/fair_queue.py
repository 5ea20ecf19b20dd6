"""Who comes next: owners in turn, and within one owner first come, first served."""

from collections import Counter, deque
from itertools import islice

from core.engine.jobs import Job


class FairQueue:
    """Waiting jobs. No owner waits for more than one picture of each other owner, counting those that
    are being made: an owner gets a new turn behind all who wait when their picture is done. Where several
    are made at a time, an owner has a second one made only where nobody waits who has none. Not for several
    threads at a time."""

    def __init__(self) -> None:
        self._lines: dict[str, deque[Job]] = {}
        self._turns: deque[str] = deque()
        self._served: Counter[str] = Counter()
        self._owners: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._owners)

    def put(self, job: Job) -> None:
        """Behind all other jobs of its owner."""
        if job.owner not in self._lines:
            self._lines[job.owner] = deque()
            if job.owner not in self._served:
                self._turns.append(job.owner)
        self._lines[job.owner].append(job)
        self._owners[job.id] = job.owner

    def take(self) -> Job | None:
        """The next job, which leaves the queue; its owner's next turn comes with ``done``."""
        owner = self._next_owner()
        if owner is None:
            return None
        if owner in self._turns:
            self._turns.remove(owner)
        job = self._lines[owner].popleft()
        self._served[owner] += 1
        del self._owners[job.id]
        self._forget_empty(owner)
        return job

    def done(self, owner: str) -> None:
        """A job of the owner that was taken is done."""
        self._served -= Counter((owner,))
        if owner in self._lines and owner not in self._served and owner not in self._turns:
            self._turns.append(owner)

    def next(self) -> Job | None:
        """The job that would be taken now, or once those that are being made are done; it stays."""
        owner = self._next_owner()
        return None if owner is None else self._lines[owner][0]

    def next_of(self, owner: str, most: int) -> list[Job]:
        """The jobs that will be taken next, at most ``most``, where all that wait are the owner's; else only
        the first of all."""
        if set(self._lines) == {owner}:
            return list(islice(self._lines[owner], most))
        job = self.next()
        return [] if job is None else [job]

    def has(self, job_id: str) -> bool:
        """Whether the job waits."""
        return job_id in self._owners

    def remove(self, job_id: str) -> Job | None:
        """Take a job out; ``None`` where it does not wait."""
        owner = self._owners.pop(job_id, None)
        if owner is None:
            return None
        job = next(job for job in self._lines[owner] if job.id == job_id)
        self._lines[owner].remove(job)
        self._forget_empty(owner)
        return job

    def remove_all(self, owner: str | None = None) -> list[Job]:
        """Take all jobs out, or all of one owner, in the order in which they would have been taken."""
        out = [job for job in self.order() if owner in (None, job.owner)]
        for job in out:
            del self._owners[job.id]
        for name in {job.owner for job in out}:
            self._lines[name].clear()
            self._forget_empty(name)
        return out

    def order(self) -> list[Job]:
        """All jobs in the order they will be taken if none is added."""
        lines = [list(self._lines[owner]) for owner in [*self._turns, *self._waiting_served()]]
        rounds = range(max(map(len, lines), default=0))
        return [line[turn] for turn in rounds for line in lines if turn < len(line)]

    def _next_owner(self) -> str | None:
        """Whose turn it is: the first who waits for one, else who has fewest pictures being made."""
        if self._turns:
            return self._turns[0]
        return min(self._waiting_served(), key=lambda owner: self._served[owner], default=None)

    def _waiting_served(self) -> list[str]:
        return [owner for owner in self._served if owner in self._lines and owner not in self._turns]

    def _forget_empty(self, owner: str) -> None:
        if not self._lines[owner]:
            del self._lines[owner]
            if owner in self._turns:
                self._turns.remove(owner)
