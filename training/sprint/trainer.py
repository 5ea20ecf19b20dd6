"""The diffusion training on the device: the text encoder goes on learning; the clock sets the schedule."""

import time

from torch import Tensor, nn

from training.diffusion import Trainer
from training.networks import arithmetic
from training.options import Options
from training.sprint.bank import DeviceBank
from training.sprint.words import Practice, as_fields, as_looks, loss_of
from training.words import Reader

READER_SHARE = 0.2
"""The text encoder's share of the learning rate: it has learned already."""
LOOKS_WEIGHT = 0.03
"""How much what the captions tell by themselves weighs beside the diffusion's loss: enough that the text
encoder forgets no word, and which colour is where."""
PRACTICE_BATCH = 256


class SprintTrainer(Trainer):
    """A trainer whose text encoder is trained along. ``reader`` comes taught; ``began`` and ``until`` are
    clock times between which the schedule runs."""

    def __init__(
        self,
        options: Options,
        tokenizer: object,
        scale: float,
        device: str,
        reader: Reader,
        practice: Practice,
    ) -> None:
        self.reader, self.practice = reader, practice
        super().__init__(options, tokenizer, scale, device)
        self.began = self.until = time.time()

    def build(self) -> nn.ModuleDict:
        """UNet, ControlNet and the reader, whose average ships as the others' does."""
        made = super().build()
        made["reader"] = self.reader
        return made

    def groups(self) -> list[dict[str, object]]:
        """The reader learns more slowly than the rest."""
        own = {id(weight) for weight in self.reader.parameters()}
        others = [weight for weight in self.learned if id(weight) not in own]
        return [
            {"params": others, "share": 1.0},
            {"params": [w for w in self.learned if id(w) in own], "share": READER_SHARE},
        ]

    def progress(self) -> float:
        """How much of the time is over, 0…1."""
        return min(1.0, (time.time() - self.began) / max(self.until - self.began, 1e-6))

    def draw(self, bank: DeviceBank) -> dict[str, Tensor]:
        """A batch of one size by chance, the more samples of it the likelier."""
        sizes = bank.sizes(self.at_whole_size) or bank.sizes(not self.at_whole_size)
        counts = list(sizes.values())
        size = list(sizes)[int(self.wording.choice(len(counts), p=[n / sum(counts) for n in counts]))]
        large = size in bank.large
        count = self.options.sprint_large_batch if large else self.options.sprint_batch
        batch = bank.draw(self.random, size, count)
        ids, family = batch.pop("ids"), batch.pop("family")
        fields = as_fields(batch.pop("looks"))  # They must be mirrored with the pictures.
        batch = self.prepared(batch | {"fields": fields}, ids)
        return batch | {"looks": as_looks(batch.pop("fields")), "family": family}

    def read(self, batch: dict[str, Tensor]) -> Tensor:
        """The captions' hidden states; kept, since ``loss`` asks what they tell."""
        self.states = self.reader.encoder(batch["ids"]).last_hidden_state
        return self.states

    def loss(self, batch: dict[str, Tensor]) -> Tensor:
        """The diffusion's loss, and how wrong the captions of batch and practice tell their scenes."""
        made = super().loss(batch)
        self.painted = made.detach()
        drilled = self.practice.draw(self.random, PRACTICE_BATCH)
        with arithmetic(self.device):
            said = (batch["ids"] != self.null).any(1)
            scenes = {name: batch[name] for name in ("looks", "family")}
            told, _ = loss_of(self.reader, self.states, scenes, said)
            drill, _ = loss_of(self.reader, self.reader.encoder(drilled["ids"]).last_hidden_state, drilled)
        return made + LOOKS_WEIGHT * (told + drill)
