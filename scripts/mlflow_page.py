"""MLflow's own page on the studio's runs: `python -m scripts.mlflow_page [port]`.

Tells MLflow first what it does not know yet, so that the page shows every run, then serves it on this
machine only until Ctrl-C, with one worker and none of MLflow's background jobs: 16 s and 500 MB where its
defaults take 35 s and 1.9 GB. A tracking server of one's own has its page already: there it says where.
"""

import os
import sys
from collections.abc import Mapping

from core.errors import InputError, StudioError
from core.settings import PRIVATE_ENVIRONMENT, Settings, keep_private
from store.blobs import Blobs
from store.database import Database
from store.errors import shown_address
from store.mlflow.local import artifact_root, experiment_id, prepare
from store.mlflow.mirror import Mirror
from store.runs import Runs

HOST = "127.0.0.1"
PORT = 5000


def tell(settings: Settings) -> None:
    """Mirror what waits and print how many runs that was; what went wrong is printed too, and is no reason to
    stop."""
    database = Database(settings.database_url, settings.data_dir)
    try:
        runs = Runs(database, Blobs(settings.data_dir / "blobs"))
        mirror = Mirror(
            runs, uri=settings.mlflow_uri, folder=settings.data_dir, experiment=settings.mlflow_experiment
        )
        result = mirror.sync(on_progress=_count)
    finally:
        database.close()
    if result.done:
        print(f"Told MLflow {result.done} runs that it did not know as they are now", flush=True)
    if result.sentence:
        print(result.sentence, file=sys.stderr, flush=True)


def serve(settings: Settings, port: int) -> None:
    """Become MLflow's server on ``port``; returns only where the page is elsewhere."""
    if elsewhere := page_elsewhere(settings):
        print(elsewhere)
        return
    address = settings.mlflow_uri or prepare(settings.data_dir)
    page = f"http://{HOST}:{port}/"
    if not settings.mlflow_uri:
        number = experiment_id(settings.data_dir, settings.mlflow_experiment)
        # MLflow opens on what it has for chat programs unless asked for its older face.
        page += "" if number is None else f"#/experiments/{number}/runs?workflowType=machine_learning"
    print(f"MLflow's page opens in about 16 seconds, Ctrl-C ends it: {page}", flush=True)
    os.execve(sys.executable, command(settings, port), environment(os.environ, address))


def page_elsewhere(settings: Settings) -> str | None:
    """Where a tracking server of one's own shows the runs, in a sentence; ``None`` where there is none."""
    address = settings.mlflow_uri
    if address is None or not address.startswith(("http://", "https://")):
        return None
    where = shown_address(address, "the address in STUDIO_MLFLOW_URI")
    return f"The runs are at {where}, experiment {settings.mlflow_experiment}"


def command(settings: Settings, port: int) -> list[str]:
    """The command line of the server, for this machine only. It does not name MLflow's database: every user
    of this machine can read it, and the address may hold a password."""
    return [
        *(sys.executable, "-m", "mlflow", "server"),
        *("--default-artifact-root", artifact_root(settings.data_dir), "--host", HOST, "--port", str(port)),
        *("--workers", "1"),
    ]


def environment(around: Mapping[str, str], address: str) -> dict[str, str]:
    """What the server on MLflow's database at ``address`` is started with: ``around`` without telemetry,
    background jobs and notices."""
    return {
        **PRIVATE_ENVIRONMENT,
        **around,
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        "MLFLOW_LOGGING_LEVEL": "WARNING",
        "MLFLOW_BACKEND_STORE_URI": address,
    }


def port_of(arguments: list[str]) -> int:
    """The port that was asked for, else MLflow's own; raises ``InputError`` for what is none."""
    asked = arguments[0] if arguments else str(PORT)
    if not asked.isdecimal() or not 0 < int(asked) < 65536:
        raise InputError(f"Give a port from 1 to 65535 (it is {asked!r}), or none for {PORT}.")
    return int(asked)


def main(arguments: list[str]) -> int:
    """The program; returns its exit code."""
    keep_private()
    try:
        port, settings = port_of(arguments), Settings.from_environment()
        tell(settings)
        serve(settings, port)
    except StudioError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _count(handled: int) -> None:
    if handled % 100 == 0:
        print(f"Telling MLflow: {handled} runs so far", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
