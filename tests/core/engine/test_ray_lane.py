"""What a worker of a cluster is told, without a cluster."""

import pytest

from core.engine.ray.lane import for_workers
from core.settings import Settings


@pytest.mark.parametrize(
    ("device", "told"), [("cuda:1", "cuda"), ("cuda:0,cuda:1", "cuda"), ("cpu", "cpu"), (None, None)]
)
def test_a_worker_sees_no_card_but_its_own_and_no_password(device: str | None, told: str | None) -> None:
    settings = Settings(
        device=device, database_url="postgresql://me:secret@host/runs", mlflow_uri="http://me@h"
    )
    given = for_workers(settings)
    assert (given.device, given.database_url, given.mlflow_uri) == (told, None, None)
