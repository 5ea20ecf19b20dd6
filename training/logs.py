"""What a training tells while it runs: a line on the screen, and metrics in MLflow beside the checkpoints."""

from dataclasses import asdict

from training.options import Options


class Log:
    """One part's figures, as a run of the experiment ``mini`` in ``work/mlflow.db``."""

    def __init__(self, options: Options, part: str) -> None:
        from mlflow import MlflowClient

        place = options.work.absolute()
        self.part, self._client = part, MlflowClient(f"sqlite:///{place / 'mlflow.db'}")
        experiment = self._client.get_experiment_by_name("mini")
        number = (
            experiment.experiment_id
            if experiment
            else self._client.create_experiment("mini", (place / "mlflow").as_uri())
        )
        self._run = self._client.create_run(number, run_name=part).info.run_id
        for name, value in asdict(options).items():
            self._client.log_param(self._run, name, value)

    def tell(self, step: int, **figures: float) -> None:
        """Print and record the figures of a step."""
        shown = ", ".join(f"{name} {value:.4g}" for name, value in figures.items())
        print(f"{self.part} {step}: {shown}", flush=True)
        self.note(step, **figures)

    def note(self, step: int, **figures: float) -> None:
        """Record the figures of a step."""
        for name, value in figures.items():
            self._client.log_metric(self._run, name, value, step=step)
