"""Keeps the time: words while the first scenes come, then pictures of half size, then of whole size."""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Protocol

import torch

from training import text
from training.logs import Log
from training.options import Options
from training.sprint import checkpoints, encode, feed
from training.sprint.bank import DeviceBank
from training.sprint.trainer import SprintTrainer
from training.sprint.words import Practice, teach
from training.vectors import fetch_vectors, token_vectors
from training.words import Reader

WORDS_SHARE = 0.1
"""Share of the time in which only words are taught."""
REFRESH_EVERY, REPORT_EVERY = 25, 100
FIRST_SAMPLES = 400
MEMORY = Path("/dev/shm")
"""Where files lie in memory, on Linux."""
KEEP_EVERY = 200.0
"""Seconds from one checkpoint to the next, which takes about two."""


class Alive(Protocol):
    """A process, as far as it is asked whether it has died."""

    def is_alive(self) -> bool:
        """Whether it goes on."""
        ...


class Clock:
    """Tells how late it is in a sprint of ``length`` seconds."""

    def __init__(self, length: float) -> None:
        self.began, self.length = time.time(), length

    def at(self, share: float) -> float:
        """The time when ``share`` of the sprint is over."""
        return self.began + share * self.length

    def tell(self, what: str) -> None:
        """A line with the seconds so far."""
        print(f"[{time.time() - self.began:5.0f} s] {what}", flush=True)


def sprint(options: Options, device: str, minutes: float, renderers: int, cutouts: Path | None) -> None:
    """Train words, UNet and ControlNet within ``minutes``, to where ``export`` looks for them.

    From nothing, but for ``work/autoencoder.pt``; or on from an earlier sprint's ``work/sprint.pt``; or from
    the shipped model's weights where ``start`` has put them.
    """
    os.environ |= {"TOKENIZERS_PARALLELISM": "false", "OMP_NUM_THREADS": "1"}  # For the renderers.
    clock = Clock(minutes * 60)
    text.load_tokenizer(options)  # Made here where there is none, not by every renderer.
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        folder = Path(name)
        processes = feed.start(options, folder, renderers, cutouts)
        processes.append(encode.start(options, folder, device))
        try:
            run(options, device, folder, processes, clock)
        finally:
            for process in processes:
                process.kill()
                process.join()


def run(options: Options, device: str, folder: Path, processes: Sequence[SpawnProcess], clock: Clock) -> None:
    """The training itself, from nothing or from what the work folder holds."""
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    torch.manual_seed(options.seed)
    tokenizer = text.load_tokenizer(options)
    vectors = token_vectors(tokenizer, fetch_vectors(options))
    reader = Reader(text.build(options, tokenizer), vectors, options.text_width, len(feed.FAMILY_NAMES))
    before = checkpoints.find(options)
    if before.shipped:
        checkpoints.adopt_words(reader, before.shipped["words"])
    reader.to(device)
    practice, bank = Practice(folder, device), DeviceBank(folder, device)
    wait_for(practice.refresh, lambda: len(practice) > 0, processes)
    clock.tell(f"{len(practice)} scenes for words")
    if not before.sprint:
        steps = teach(reader, practice, clock.at(WORDS_SHARE), whole=not before.shipped)
        clock.tell(f"words learned in {steps} steps")
    first = min(FIRST_SAMPLES, 4 * options.sprint_shard)
    wait_for(bank.refresh, lambda: len(bank) >= first, processes)
    trainer = SprintTrainer(options, tokenizer, 1 / bank.deviation(), device, reader, practice)
    before.give(trainer)
    trainer.began, trainer.until = time.time(), clock.at(1)
    train(trainer, bank, clock)


def train(trainer: SprintTrainer, bank: DeviceBank, clock: Clock) -> None:
    """The loop. Checkpoints come now and then: a lent machine may be taken away."""
    losses: list[torch.Tensor] = []
    kept, log = time.time(), mlflow_log(trainer.options)
    while trainer.progress() < 1:
        trainer.update(trainer.draw(bank))
        losses.append(trainer.painted)
        if trainer.step % REFRESH_EVERY == 0:
            bank.refresh()
            trainer.practice.refresh()
        if trainer.step % REPORT_EVERY == 0:
            loss, size = float(sum(losses) / len(losses)), "whole" if trainer.at_whole_size else "half"
            clock.tell(f"step {trainer.step}, {size} size: loss {loss:.4f}, {len(bank)} samples")
            if log:
                log.note(trainer.step, loss=loss, samples=len(bank))
            losses.clear()
        if time.time() - kept > KEEP_EVERY:
            checkpoints.keep(trainer)
            kept = time.time()
            clock.tell("checkpoint")
    checkpoints.keep(trainer)
    clock.tell(f"step {trainer.step}: the end, {len(bank)} samples")


def mlflow_log(options: Options) -> Log | None:
    """Where figures are kept, or ``None``: a lent machine may have no MLflow."""
    try:
        return Log(options, "sprint")
    except ModuleNotFoundError:
        return None


def wait_for(refresh: Callable[[], None], enough: Callable[[], bool], processes: Sequence[Alive]) -> None:
    """Call ``refresh`` until there is ``enough``; raises ``RuntimeError`` when a process has died instead."""
    while True:
        refresh()
        if enough():
            return
        if not all(process.is_alive() for process in processes):
            raise RuntimeError("A renderer or the encoder has stopped; what it said stands above.")
        time.sleep(0.2)
