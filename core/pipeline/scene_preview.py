"""A picture in a scene as it will be, small and at once: what a user sees while choosing."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np
from PIL import Image

from core.models.resolved import resolve
from core.pipeline.analysis import Analysis, run_stages
from core.pipeline.own_stages import is_harmonised, is_transparent
from core.pipeline.preview_layers import CutOut, KeptPaintings, cut_out_of, place_of
from core.pipeline.progress import Clock
from core.pipeline.scene_stages import (
    Unplaced,
    hung_on,
    is_plain,
    light_asked,
    scene_in,
    staging_of,
    taken_up,
)
from core.pipeline.several_stages import further, staging_beside
from core.pipeline.stages import STAGES, Edges
from core.pipeline.state import Photo, PipelineState, Staging, nearness
from core.request import CUT_OUT, GenerationRequest
from core.scenes.canvas import Place
from core.scenes.painting import Painting, View, as_pixels
from core.scenes.several import MOST_ALSO
from core.scenes.sizing import Size
from core.scenes.spec import SceneSpec, is_latest
from core.stages.arrays import Pixels
from core.stages.compositing import composite, over
from core.stages.hand_placement import canvas_asked, changes_of, edge_remarks, size_remarks
from core.stages.harmonising import harmonised, light_in
from core.stages.own_background import only_shaded, shade_alpha, without_haze
from core.stages.placement import subject_box
from core.stages.pose import Pose, PoseGuess, guess_pose
from core.stages.scene_shadow import shaded
from core.stages.silhouette import shade_let_through, silhouette
from core.stages.size import guess_size

QUICK_SIDE, SIDE = 224, 512
"""Px of a preview's longer side: one that follows a drag, and one to look at."""
CHECKS = 40
"""Squares along a picture's longer side."""
KEPT = 4 + MOST_ALSO
"""Subjects that are held, the latest used."""
Shares = tuple[float, float, float, float]
DECIDING = ("pose", "photo_side", "margin", *CUT_OUT)
"""The request's fields that decide a subject's cut-out."""


@dataclass(frozen=True, kw_only=True)
class ScenePreview:
    """``image`` is h×w×3 uint8, the painted scene with the subject in it, ``behind`` the same without the
    one in hand and what is nearer, but with their shade, ``before`` h×w×4 (colours not multiplied) the
    subjects that are nearer, if any; ``pose`` is how it is held up, ``guessed`` whether that was guessed,
    ``measure`` how large it is; ``scene`` is what was painted for both, ``None`` on a background of one's
    own; ``size`` is width and height of the picture that Generate would make; ``places`` are where the
    subjects are, asked for or not, and ``boxes`` what they take of the picture (left, top, right, bottom,
    in shares of it); ``foot`` is the row, as a share of the height, where the first one stands by itself;
    ``remarks`` are sentences on a photo that is small for it; the first one may be ``seen_through``."""

    image: Pixels
    behind: Pixels
    before: Pixels | None
    pose: Pose
    measure: Size
    guessed: bool
    scene: SceneSpec | None
    size: tuple[int, int]
    places: tuple[Place, ...]
    boxes: tuple[Shares, ...]
    foot: float
    remarks: tuple[str, ...] = ()
    seen_through: bool = False


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A cut-out made small: ``source`` h×w×3 and ``matte`` h×w, ``size`` width and height of the fitted
    photo, whether the matte is the photo's ``own``, how it seems to be held up, and how large, also in scenes
    of an ``earlier`` form; ``share`` is px of ``source`` for one of the photo as it was given."""

    source: Pixels
    matte: Pixels
    size: tuple[int, int]
    own: bool
    guess: PoseGuess
    measure: Size
    earlier: Size
    share: float


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A subject on a preview's canvas: ``source`` h×w×3, ``matte`` and its outline ``shape`` h×w, all of the
    canvas's size."""

    subject: Subject
    staging: Staging
    source: Pixels
    matte: Pixels
    shape: Pixels

    @classmethod
    def of(cls, request: GenerationRequest, subject: Subject, staging: Staging) -> "Laid":
        """The subject where its ``staging`` puts it."""
        placed = staging.placement
        # Where the matte is 0 nobody sees what lies beside the photo.
        source, matte = placed.place(subject.source, "zero"), placed.place(subject.matte)
        if is_plain(request) and not subject.own:
            matte = without_haze(matte)
        shape = silhouette(matte, own=subject.own)
        return cls(subject=subject, staging=staging, source=source, matte=matte, shape=shape)

    def nearness(self) -> float:
        """Greater for what is before the others."""
        return nearness(self.matte, self.staging)

    def place(self, asked: Place | None) -> Place:
        """Where it is, by hand where that is ``asked`` for."""
        own = self.subject
        return asked or place_of(self.staging.placement, silhouette(own.matte, own=own.own))

    @property
    def box(self) -> Shares:
        """What it takes of the canvas: left, top, right and bottom in shares of that."""
        box, (height, width) = subject_box(self.shape), self.shape.shape
        return box.left / width, box.top / height, box.right / width, box.bottom / height

    def harmonised(self, request: GenerationRequest, behind: Pixels) -> Pixels:
        """The ``source``, harmonised where the request asks for that."""
        if not is_harmonised(request):
            return self.source
        subject = self.subject
        light = light_in(subject.source, subject.matte if subject.own else None)
        return harmonised(self.source, light, behind, request.harmonise)


def _put_together(
    order: Sequence[Laid], colours: Sequence[Pixels], empty: Pixels, at: int
) -> tuple[Pixels, Pixels, Pixels | None]:
    """Subjects of those ``colours`` h×w×3 in ``order``, the nearest last, on the ``empty`` place: all of it,
    what is behind the one ``at`` that number, and what is before it, h×w×4, if anything."""
    whole = behind = empty
    before: tuple[Pixels, Pixels] | None = None
    for nth, (one, shown) in enumerate(zip(order, colours, strict=True)):
        behind = whole if nth == at else behind
        whole = composite(shown, whole, one.matte)
        if nth > at:
            before = (shown, one.matte) if before is None else over(shown, one.matte, *before)
    return whole, behind, None if before is None else np.dstack(before)


class ScenePreviews:
    """Previews on an ``analysis`` that others share. For any number of threads at a time."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._lock = Lock()
        self._subjects: OrderedDict[tuple[str, str], Subject] = OrderedDict()
        self._paintings = KeptPaintings()

    def preview(
        self,
        photo: Photo,
        digest: str,
        request: GenerationRequest,
        side: int = SIDE,
        own_picture: Photo | None = None,
        *,
        also: Sequence[tuple[bytes, str]] = (),
        active: int = 0,
    ) -> ScenePreview:
        """The picture that ``request``, which has a scene or its own background, makes of ``photo``, whose
        content ``digest`` names; its longer side ``side`` px. ``also`` are the photos of further subjects,
        each with its digest; the ``active`` one (0: the first) is in hand. Raises as
        ``Analysis.matte`` does."""
        subject = self._subject(photo, digest, request)
        place, pose = taken_up(request, subject.guess.pose)
        newer = place is not None and is_latest(place)
        guessed = subject.measure if newer else subject.earlier
        measure = guessed if request.size == "auto" else request.size
        size = canvas_asked(request.canvas, subject.size, request.max_side)
        scale = min(1.0, side / max(size))
        canvas = max(8, round(size[0] * scale)), max(8, round(size[1] * scale))
        shape = silhouette(subject.matte, own=subject.own)
        cut_off, detail = subject.guess.cut_off, request.matte_detail
        unplaced = Unplaced(shape=shape, pose=pose, size=measure, cut_off=cut_off, place=place, detail=detail)
        staging = staging_of(
            request,
            unplaced,
            canvas,
            own_picture,
            self._paintings.paint,
            max_pixels=self._analysis.settings.max_pixels,
        )
        own = staging.own
        painting = self._paintings.paint(scene_in(staging), View(*canvas)) if own is None else own.shown()
        staging = replace(staging, ground=painting.ground)
        laid = self._laid(request, Laid.of(request, subject, staging), also)
        image, behind, before = self._made(request, laid, painting, active)
        places = request.place, *(one.place for one in request.also)
        changes = changes_of(staging.placement, harmonised=is_harmonised(request))
        remarks = remarks_on(subject, staging.placement.scale / scale, changes)
        if request.place is not None and not cut_off:
            remarks += tuple(edge_remarks(subject.matte, staging.placement))
        return ScenePreview(
            image=image,
            behind=behind,
            before=before,
            pose=pose,
            measure=measure,
            guessed=request.pose == "auto",
            scene=staging.scene,
            size=size,
            places=tuple(one.place(asked) for one, asked in zip(laid, places, strict=True)),
            boxes=tuple(one.box for one in laid),
            foot=painting.ground.foot,
            remarks=remarks,
            seen_through=laid[0].shape is not laid[0].matte,
        )

    def cut_out(self, photo: Photo, digest: str, request: GenerationRequest) -> CutOut:
        """The subject by itself, as the previews of ``request`` on ``photo`` have it. Raises as
        ``Analysis.matte`` does."""
        subject = self._subject(photo, digest, request)
        shape = silhouette(subject.matte, own=subject.own)
        return cut_out_of(subject.source, subject.matte, shape)

    def _laid(
        self, request: GenerationRequest, first: "Laid", also: Sequence[tuple[bytes, str]]
    ) -> list["Laid"]:
        """All subjects on the canvas, the ``first`` one first."""
        laid = [first]
        for nth, (photo, digest) in enumerate(also):
            asked = further(request, first.staging, nth)
            subject = self._subject(photo, digest, asked)
            shape = silhouette(subject.matte, own=subject.own)
            laid.append(
                Laid.of(asked, subject, staging_beside(asked, first.staging, shape, first.shape, nth))
            )
        return laid

    @staticmethod
    def _made(
        request: GenerationRequest, laid: Sequence["Laid"], painting: Painting, active: int
    ) -> tuple[Pixels, Pixels, Pixels | None]:
        """The preview, what of it is behind the ``active`` subject, and those of the others that are before
        it."""
        order, first = sorted(laid, key=Laid.nearness), laid[0]
        image, staging = painting.image, first.staging
        for one in order:
            made = shaded(
                image,
                one.source,
                one.shape,
                staging.ground,
                light_asked(staging, request),
                staging.pose,
                painting.disparity,
                request.shadow_strength,
                latest=staging.is_latest,
                thing=one.staging.size == "hand",
                anew=staging.is_anew,
                whole=staging.is_whole,
            )
            image = shade_let_through(image, made, one.matte, one.shape)
        behind = as_pixels(image, staging.grain)
        if staging.own is not None:
            behind = only_shaded(image, painting, staging.own.pixels, behind)
        else:
            for one in order:
                if one.staging.hook is not None:
                    behind = hung_on(behind, one.source, one.matte, one.staging, request)
        if is_transparent(request):
            behind = on_checks(shade_alpha(behind))
        colours = [one.harmonised(request, behind) for one in order]
        at = next(nth for nth, one in enumerate(order) if one is laid[active])
        return _put_together(order, colours, behind, at)

    def has_cut_out(self, digest: str, request: GenerationRequest) -> bool:
        """Whether the subject of the photo whose content ``digest`` names is held as ``request`` cuts it
        out."""
        return _key(digest, request) in self._subjects

    def _subject(self, photo: Photo, digest: str, request: GenerationRequest) -> Subject:
        key = _key(digest, request)
        with self._lock:
            if key in self._subjects:
                self._subjects.move_to_end(key)
                return self._subjects[key]
        made = self._cut_out(photo, request)
        with self._lock:
            self._subjects[key] = made
            while len(self._subjects) > KEPT:
                self._subjects.popitem(last=False)
        return made

    def _cut_out(self, photo: Photo, request: GenerationRequest) -> Subject:
        profile = resolve(request.profile, request.depth_model, self._analysis.settings)
        state = PipelineState(request=request, profile=profile, photo=photo)
        stages = self._analysis.stages[: STAGES.index(Edges) + 1]
        state = run_stages(stages, state, Clock())
        fitted, matte = state["fitted"], state.frame.crop(state["matte"])
        shape = silhouette(matte, own=state.own_alpha)
        guess = guess_pose(shape, fitted)
        height, width = matte.shape
        factor = min(1.0, SIDE / max(width, height))
        small = max(1, round(width * factor)), max(1, round(height * factor))
        return Subject(
            source=reduced(fitted, small),
            matte=reduced(matte, small),
            size=(width, height),
            own=state.own_alpha,
            guess=guess,
            measure=guess_size(shape, fitted, guess.cut_off, own=state.own_alpha),
            earlier=guess_size(shape, fitted, guess.cut_off, own=state.own_alpha, ovals=False),
            share=state.frame.scale * small[0] / width,
        )


def subject_key(request: GenerationRequest) -> str:
    """What of ``request`` decides how a photo's subject is cut out, as text."""
    return repr([getattr(request, name) for name in DECIDING])


def remarks_on(subject: Subject, scale: float, changes: Sequence[str]) -> tuple[str, ...]:
    """What is to be said of the photo where ``scale`` px of the picture are one of the small ``source``, and
    it goes through ``changes`` besides."""
    width, height = (
        round(side * subject.source.shape[1] / subject.size[0] / subject.share) for side in subject.size
    )
    return tuple(size_remarks((width, height), scale * subject.share, changes))


def _key(digest: str, request: GenerationRequest) -> tuple[str, str]:
    return digest, subject_key(request)


def on_checks(shade: Pixels) -> Pixels:
    """The squares that stand for nothing, H×W×3, below black of the opacity ``shade`` H×W."""
    height, width = shade.shape
    side = max(4, max(shade.shape) // CHECKS)
    rows, columns = np.ogrid[:height, :width]
    squares = np.where((rows // side + columns // side) % 2, 200, 235)
    behind = np.rint(squares * (255 - shade.astype(np.float32)) / 255).astype(np.uint8)
    return np.repeat(behind[..., None], 3, axis=2)


def reduced(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """``pixels`` at width and height ``size``, each pixel the mean of those it stands for."""
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BOX))
