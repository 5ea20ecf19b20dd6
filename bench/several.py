"""Several pictures of one photo in a program that runs already: the ancestor's way and ours."""

from pathlib import Path
from uuid import uuid4

from bench.ancestor import Ancestor
from bench.metering import Measured, MeteredInpainter, Reading, read
from bench.plan import Plan
from core.models.profile import ModelProfile
from core.pipeline.pipeline import BackgroundPipeline
from core.pipeline.stage_cache import StageCache
from core.request import GenerationRequest

ANCESTOR, OURS, OURS_FIRST = "the ancestor's way", "ours", "ours, first photo since start"
OURS_PLAIN = "ours, enlarged as the ancestor does"
"""All have the diffusion pipeline in memory, and none has seen the photo. The ancestor keeps nothing else;
``OURS`` has its cut-out and depth models too, ``OURS_FIRST`` reads them while the clock runs. Where the
profile has an upscaler, which the ancestor had not, ``OURS_PLAIN`` leaves it out: the same work as the
ancestor's."""


class Several:
    """The alternatives, on one diffusion pipeline that is loaded once for all of them; ``folder`` keeps what
    our stages remember."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self.inpainter = MeteredInpainter(plan.profile, plan.models(), plan.device())
        self.ancestor = Ancestor(plan, self.inpainter)
        self.running = {OURS: self._pipeline(plan.profile)}
        if plan.profile.upscaler is not None:
            plain = plan.profile.model_copy(update={"upscaler": None})
            self.running[OURS_PLAIN] = self._pipeline(plain)

    def measure(self) -> Measured:
        """All alternatives in turns, so that none has the quieter machine; before that one short picture
        each, for imports and for what libraries do once."""
        short = [self.plan.request().model_copy(update={"num_inference_steps": 1})]
        self._ancestor(short)
        for pipeline in self.running.values():
            self._ours(pipeline, short)
        requests, rounds = self.plan.requests(), list[dict[str, Reading]]()
        for _ in range(self.plan.repeat):
            taken = {ANCESTOR: self._ancestor(requests)}
            taken |= {way: self._ours(pipeline, requests) for way, pipeline in self.running.items()}
            taken[OURS_FIRST] = self._ours(self._pipeline(self.plan.profile), requests)
            rounds.append(taken)
        return Measured.of(rounds)

    def _ancestor(self, requests: list[GenerationRequest]) -> Reading:
        photo = self.plan.photo()
        return read(
            lambda: (self.inpainter, [self.ancestor.generate(request, photo).seconds for request in requests])
        )

    def _ours(self, pipeline: BackgroundPipeline, requests: list[GenerationRequest]) -> Reading:
        photo = self.plan.photo()
        self.inpainter.forget()
        pipeline.analysis.stage_cache.empty()
        return read(
            lambda: (self.inpainter, [pipeline.generate(request, photo).seconds for request in requests])
        )

    def _pipeline(self, profile: ModelProfile) -> BackgroundPipeline:
        return BackgroundPipeline(
            profile,
            self.plan.settings,
            device=self.inpainter.device,
            stage_cache=StageCache(self.folder / uuid4().hex),
            make_inpainter=lambda *_, **__: self.inpainter,
        )
