"""Materials drawn anew: which one a spec's form means by a name, so that older ones stay as they are."""

from collections.abc import Mapping
from types import MappingProxyType

from core.scenes.parts.woods import GRAINED, SHARP
from core.scenes.spec import SceneSpec, is_anew, is_latest, since

SINCE = 3
"""The ``spec_version`` from which on the newer drawings are meant."""
SEEN_SINCE = 4
"""The same for what was painted before, but could hardly be seen."""
RENEWED: Mapping[str, str] = MappingProxyType(
    {**GRAINED, "banana leaf": "whole banana leaf", "short pile": "looped pile", "jute rug": "even jute"}
)
"""The newer drawing of a material by its name."""
NEWEST: Mapping[str, str] = MappingProxyType({"moss": "cushion moss"})
"""The same for what was drawn anew once more, from ``SEEN_SINCE`` on."""
DEEPER: Mapping[str, str] = MappingProxyType({**SHARP, "wool rug": "shaggy pile", "fur": "deep fur"})
"""The same from ``LATEST`` on."""
LAIN: Mapping[str, str] = MappingProxyType(
    {
        name: f"lain {name}"
        for name in (
            "linen", "bed linen", "wool rug", "jute rug", "knitted wool", "white marble", "concrete",
            "dark concrete", "slate", "black slate", "sand", "kraft paper", "herringbone", "terrazzo",
        )
    }
)  # fmt: skip
FROM_ABOVE: Mapping[str, str] = MappingProxyType({"moss": "moss pelt", "leaves": "settled leaves", **LAIN})
"""The same of ground that is seen from straight above."""
PAVED: Mapping[str, str] = MappingProxyType(
    {"asphalt": "lain asphalt", "wet asphalt": "lain wet asphalt", "sand": "trodden sand"}
)
"""The newest drawing of roads and sand that are seen from above."""


FACED: Mapping[str, str] = MappingProxyType(
    {"concrete": "smoothed concrete", "dark concrete": "smoothed dark concrete"}
)
"""The newest drawing of walls that are faced, from form 7 on."""


def is_renewed(spec: SceneSpec) -> bool:
    """Whether the newer drawings are meant."""
    return spec.spec_version >= SINCE


def is_seen(spec: SceneSpec) -> bool:
    """Whether the newest drawings are meant: what is asked for stands where it is seen."""
    return spec.spec_version >= SEEN_SINCE


def renewed(spec: SceneSpec, name: str) -> str:
    """The name, in ``SURFACES``, ``COVERINGS`` or the natural grounds, of what a spec of that form means by
    ``name``."""
    name = DEEPER.get(name, name) if is_latest(spec) else name
    name = NEWEST.get(name, name) if is_seen(spec) else name
    return RENEWED.get(name, name) if is_renewed(spec) else name


def renewed_above(spec: SceneSpec, name: str) -> str:
    """The same for the ground of a place that is seen from straight above."""
    if is_anew(spec) and name in PAVED:
        return PAVED[name]
    return FROM_ABOVE.get(name, renewed(spec, name)) if is_latest(spec) else renewed(spec, name)


def renewed_wall(spec: SceneSpec, name: str) -> str:
    """The same for a wall that is faced from near."""
    return FACED[name] if since(spec, 7) and name in FACED else renewed(spec, name)
