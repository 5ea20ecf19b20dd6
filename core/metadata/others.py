"""What pictures of InvokeAI, SwarmUI, Fooocus, NovelAI and ComfyUI say about how they were made.

| program   | PNG text             | JPEG, WebP       | form                                                |
| --------- | -------------------- | ---------------- | --------------------------------------------------- |
| InvokeAI  | invokeai_metadata    |                  | JSON, flat                                          |
| SwarmUI   | parameters           | EXIF UserComment | JSON, within ``sui_image_params``                   |
| Fooocus   | parameters           | EXIF UserComment | JSON, flat, ``base_model`` or ``fooocus`` version   |
| NovelAI   | Comment, Description |                  | JSON, flat, words in ``prompt`` and ``uc``          |
| ComfyUI   | prompt               | EXIF Model       | JSON, a graph of nodes; the first sampler is read   |

As the programs' own sources write it. All of it is untrusted: what is too long, too deep, or of another type
than expected is passed over.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal, cast

from core.metadata.a1111 import listed, shown
from core.metadata.png import MAX_TEXT
from core.models.parameters import Scheduler

OtherProgram = Literal["invokeai", "swarmui", "fooocus", "novelai", "comfyui"]
GRAPH = "prompt"
"""PNG key of ComfyUI's graph; in a WebP file EXIF's ``Model`` begins with this word and a colon."""
KEYS = ("invokeai_metadata", "Comment", "Description", GRAPH)
"""PNG keys that only these programs use; SwarmUI and Fooocus write theirs where AUTOMATIC1111 does."""

_SCHEDULERS: dict[str, Scheduler] = {
    "ddim": "DDIM",
    "dpmpp_2m": "DPMSolverMultistep",
    "dpmpp_2m_k": "DPMSolverMultistep",
    "unipc": "UniPCMultistep",
    "uni_pc": "UniPCMultistep",
    "uni_pc_bh2": "UniPCMultistep",
    "euler": "EulerDiscrete",
    "euler_k": "EulerDiscrete",
    "k_euler": "EulerDiscrete",
    "euler_a": "EulerAncestralDiscrete",
    "euler_ancestral": "EulerAncestralDiscrete",
    "k_euler_ancestral": "EulerAncestralDiscrete",
    "lcm": "LCM",
}
"""k-diffusion's samplers, as each of the programs spells them."""
_COMMON = ("prompt", "negative_prompt", "seed", "num_inference_steps", "guidance_scale")
_MAX_NODES = 2_000
_MAX_HOPS = 40
_SAMPLERS = ("KSampler", "KSamplerAdvanced", "SamplerCustom")


class OtherRecipe:
    """What is found of a recipe: ``values`` by the names of GenerationRequest's fields, not validated, and
    ``remarks``, a sentence for each thing that has no place here."""

    def __init__(self, program: OtherProgram) -> None:
        self.program: OtherProgram = program
        self.values: dict[str, Any] = {}
        self.remarks: list[str] = []

    def take(self, field: str, value: object) -> None:
        """A field's value, where it is a text or a finite number; a whole number may be written ``20.0``."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if value != "":
            self.values[field] = value

    def sampler(self, name: object) -> None:
        """The scheduler that a sampler is called here."""
        if not isinstance(name, str) or not name:
            return
        plain = name.lower().removesuffix("_gpu").replace("++", "pp").replace(" ", "_")
        if plain in _SCHEDULERS:
            self.values["scheduler"] = _SCHEDULERS[plain]
        else:
            self.remarks.append(f"The sampler {shown(name)} is not known here: choose a scheduler.")

    def model(self, name: object) -> None:
        """A model's name, which is only told."""
        if isinstance(name, str) and name:
            self.remarks.append(f"The model {shown(name)} is not used: choose a profile that suits.")

    def rest(self, names: Mapping[str, Any]) -> None:
        """Settings that are only told."""
        if names:
            self.remarks.append(f"These settings have no place here: {listed(names)}.")


def read_other(texts: Mapping[str, str]) -> OtherRecipe | None:
    """The first recipe among a file's texts that one of the programs wrote; ``None`` where there is none.
    Never raises. ``texts`` has A1111's text under ``parameters``."""
    for key, read in _READERS.items():
        content = _object(texts.get(key, ""))
        found = read(content) if content else None
        if found is not None:
            if found.program == "novelai" and "prompt" not in found.values:
                found.take("prompt", texts.get("Description", ""))
            return found
    return None


def _invokeai(content: dict[str, Any]) -> OtherRecipe | None:
    if not content.keys() & {"positive_prompt", "generation_mode", "app_version"}:
        return None
    found = OtherRecipe("invokeai")
    _fill(found, content, "positive_prompt", "negative_prompt", "seed", "steps", "cfg_scale")
    found.sampler(content.get("scheduler"))
    model = _inner(content, "model")
    found.model(model.get("name") or model.get("model_name"))
    found.rest(
        {name: 0 for name in ("loras", "controlnets", "ipAdapters", "t2iAdapters") if content.get(name)}
    )
    return found


def _in_parameters(content: dict[str, Any]) -> OtherRecipe | None:
    """SwarmUI's or Fooocus'."""
    if isinstance(content.get("sui_image_params"), dict):
        found, said = OtherRecipe("swarmui"), _inner(content, "sui_image_params")
        _fill(found, said, "prompt", "negativeprompt", "seed", "steps", "cfgscale")
        found.sampler(said.get("sampler"))
        found.model(said.get("model"))
        found.rest({name: 0 for name in ("loras", "controlnetstrength", "initimage") if said.get(name)})
        return found
    version = content.get("version")
    if not (isinstance(version, str) and version.startswith("Fooocus")) and "base_model" not in content:
        return None
    found = OtherRecipe("fooocus")
    _fill(found, content, "prompt", "negative_prompt", "seed", "steps", "guidance_scale")
    found.sampler(content.get("sampler"))
    found.model(content.get("base_model"))
    found.rest(
        {
            name: 0
            for name in ("styles", "loras", "refiner_model")
            if content.get(name) not in ("None", None, "[]")
        }
    )
    return found


def _novelai(content: dict[str, Any]) -> OtherRecipe | None:
    if not content.keys() & {"uc", "sampler", "scale"} or "steps" not in content:
        return None
    found = OtherRecipe("novelai")
    _fill(found, content, "prompt", "uc", "seed", "steps", "scale")
    found.sampler(content.get("sampler"))
    words = f"{found.values.get('prompt', '')}{found.values.get('negative_prompt', '')}"
    if "{" in words or "[" in words:
        found.remarks.append("Weights by { } and [ ] are not understood here: write (words:1.2) instead.")
    return found


def _comfyui(graph: dict[str, Any]) -> OtherRecipe | None:
    """The settings of the graph's first sampler, by the number of its node, and the words that reach it."""
    nodes = {key: node for key, node in list(graph.items())[:_MAX_NODES] if _class(node)}
    if not nodes:
        return None
    found = OtherRecipe("comfyui")
    samplers = sorted(
        (key for key in nodes if _class(nodes[key]) in _SAMPLERS), key=lambda key: (len(key), key)
    )
    if not samplers:
        found.remarks.append("This picture's ComfyUI workflow has no sampler that is known here.")
        return found
    said = _inner(nodes[samplers[0]], "inputs")
    for field, name in (("prompt", "positive"), ("negative_prompt", "negative")):
        found.take(field, _reached(nodes, said.get(name), ("text", "text_g", "string", "value")))
    seed = said.get("seed", said.get("noise_seed"))
    found.take(
        "seed", seed if isinstance(seed, int) else _reached(nodes, seed, ("seed", "noise_seed", "value"))
    )
    for field, name in (("num_inference_steps", "steps"), ("guidance_scale", "cfg")):
        found.take(field, said.get(name))
    found.sampler(said.get("sampler_name"))
    models = [_inner(node, "inputs").get("ckpt_name") for node in nodes.values()]
    found.model(next((name for name in models if isinstance(name, str)), None))
    found.rest(
        {
            str(_class(node)): 0
            for node in nodes.values()
            if "Lora" in _class(node) or "ControlNet" in _class(node)
        }
    )
    if len(samplers) > 1:
        found.remarks.append(
            f"Its ComfyUI workflow has {len(samplers)} samplers; the first one's settings are read."
        )
    return found


def _reached(nodes: Mapping[str, Any], link: object, names: tuple[str, ...]) -> object:
    """What a link leads to: the first of ``names`` that a node on the way holds, else the way goes on along
    its first link."""
    for _ in range(_MAX_HOPS):
        if isinstance(link, str | int | float):
            return link
        target = cast(list[Any], link)[0] if isinstance(link, list) and link else None
        inputs = (
            _inner(nodes[str(target)], "inputs")
            if isinstance(target, str | int) and str(target) in nodes
            else {}
        )
        own = [inputs[name] for name in names if name in inputs]
        links = [value for value in inputs.values() if isinstance(value, list)]
        link = next((value for value in own if not isinstance(value, list)), next(iter([*own, *links]), None))
    return None


def _class(node: object) -> str:
    kind = cast(dict[str, Any], node).get("class_type") if isinstance(node, dict) else None
    return kind if isinstance(kind, str) else ""


def _fill(found: OtherRecipe, said: Mapping[str, Any], *names: str) -> None:
    """The five settings that all of them have, each under a name of its own in the order of ``_COMMON``."""
    for field, name in zip(_COMMON, names, strict=True):
        found.take(field, said.get(name))


def _inner(said: object, name: str) -> dict[str, Any]:
    inner = cast(dict[str, Any], said).get(name) if isinstance(said, dict) else None
    return cast(dict[str, Any], inner) if isinstance(inner, dict) else {}


def _object(text: str) -> dict[str, Any]:
    if not text.lstrip().startswith("{") or len(text) > MAX_TEXT:
        return {}
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):  # no JSON, a number of too many digits, or nested too deep
        return {}
    return cast(dict[str, Any], content) if isinstance(content, dict) else {}


_READERS: dict[str, Callable[[dict[str, Any]], OtherRecipe | None]] = {
    "invokeai_metadata": _invokeai,
    "parameters": _in_parameters,
    "Comment": _novelai,
    GRAPH: _comfyui,
}
