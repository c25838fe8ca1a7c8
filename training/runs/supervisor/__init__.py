"""The GPU worker's side of a run: prepare an attempt, watch its trainer, register what it made."""

from training.runs.supervisor.supervise import run_supervise

__all__ = ["run_supervise"]
