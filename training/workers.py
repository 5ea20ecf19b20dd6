"""Diffusion training by several processes that meet every so many steps.

Each trains its own copy of the networks on its own samples, and every ``sync_every`` steps all go on
from the average of all copies (local SGD: Lin et al. 2018, arXiv:1808.07217). Two cores with a process
each get through half as many samples again as one process with two threads, and a core that is busy with
something else holds nobody up at every layer.
"""

import os
import tempfile
import time
from pathlib import Path

import torch
from torch import distributed
from torch import multiprocessing as processes

from training import text
from training.banks import Banks
from training.diffusion import Trainer
from training.logs import Log
from training.options import Options

REPORT_EVERY, SAVE_EVERY = 50, 250


def train(options: Options, device: str = "cpu") -> None:
    """Train (or resume) to ``options.diffusion_steps``, with ``options.workers`` processes on a CPU."""
    workers = options.workers if device == "cpu" else 1
    if workers == 1:
        work(0, options, device, None)
        return
    with tempfile.TemporaryDirectory() as folder:
        processes.spawn(work, (options, device, Path(folder) / "meeting"), nprocs=workers)


def work(rank: int, options: Options, device: str, meeting: Path | None) -> None:
    """One process's share of the training."""
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    if meeting is not None:
        os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
        distributed.init_process_group(
            "gloo", init_method=meeting.as_uri(), rank=rank, world_size=options.workers
        )
    banks = Banks(options)
    trainer = Trainer(options, text.load_tokenizer(options), 1 / banks.deviation(), device, rank)
    trainer.resume(options.work / "diffusion.pt")
    trainer.read_words(options.work / "words.pt")
    if rank == 0:
        print(f"{len(banks)} samples, scale {trainer.scale:.3f}, from step {trainer.step}", flush=True)
    run(trainer, banks, rank)
    if meeting is not None:
        distributed.destroy_process_group()


def run(trainer: Trainer, banks: Banks, rank: int) -> None:
    """The loop; the first process reports and saves. It ends early where whoever started it was killed:
    else it would train on, unseen, at the cost of the next start."""
    parent = os.getppid()
    options, began, losses = trainer.options, time.time(), []
    log = Log(options, "diffusion") if rank == 0 else None
    while trainer.step < options.diffusion_steps and os.getppid() == parent:
        losses.append(trainer.update(trainer.draw(banks)))
        if trainer.step % options.sync_every == 0 and distributed.is_initialized():
            meet(trainer)
        if trainer.step % SAVE_EVERY == 0:
            banks.refresh()
        if log is None:
            losses.clear()
        elif trainer.step % REPORT_EVERY == 0 or trainer.step == options.diffusion_steps:
            log.tell(trainer.step, loss=float(sum(losses) / len(losses)), seconds=time.time() - began)
            losses.clear()
        if rank == 0 and (trainer.step % SAVE_EVERY == 0 or trainer.step == options.diffusion_steps):
            trainer.save(options.work / "diffusion.pt")


def meet(trainer: Trainer) -> None:
    """Go on from the average of all processes' weights."""
    with torch.no_grad():
        weights = trainer.learned
        flat = torch.cat([weight.flatten() for weight in weights])
        distributed.all_reduce(flat)
        flat /= distributed.get_world_size()
        for weight, part in zip(weights, flat.split([weight.numel() for weight in weights]), strict=True):
            weight.copy_(part.view_as(weight))
