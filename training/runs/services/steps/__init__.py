"""What each step of a cycle does when its cycle is advanced.

A handler looks at its step and does the one thing that can be done now. It returns whether the step
is over, so that the next one may begin; called again with nothing new, it changes nothing.
"""

from collections.abc import Callable, Mapping

from training.runs.models import CycleStep, StepName
from training.runs.services.steps.base import CycleContext
from training.runs.services.steps.freeze import freeze_advance
from training.runs.services.steps.gate import gate_advance
from training.runs.services.steps.promote import promote_advance
from training.runs.services.steps.sample import sample_advance
from training.runs.services.steps.train import train_advance

Handler = Callable[[CycleContext, CycleStep], bool]

HANDLERS: Mapping[StepName, Handler] = {
    StepName.FREEZE: freeze_advance,
    StepName.SFT: train_advance,
    StepName.REWARD: train_advance,
    StepName.PPO: train_advance,
    StepName.GATE: gate_advance,
    StepName.PROMOTE: promote_advance,
    StepName.SAMPLE: sample_advance,
}

__all__ = ["HANDLERS", "CycleContext", "Handler"]
