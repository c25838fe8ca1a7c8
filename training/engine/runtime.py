"""Where and how tensors are computed: device, precision, threads, seeds."""

import contextlib
import logging
from dataclasses import dataclass

import torch
import transformers

from training.engine.config.common import RunConfig
from training.engine.errors import BadConfigError


@dataclass(frozen=True)
class Runtime:
    """The device and precision of a run."""

    device: torch.device
    dtype: torch.dtype

    def autocast(self) -> contextlib.AbstractContextManager[object]:
        """Computes in the run's precision; the weights stay as they are."""
        if self.dtype == torch.float32:
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, dtype=self.dtype)


def runtime_prepare(config: RunConfig) -> Runtime:
    """Sets threads and seeds for the process and picks the device.

    Raises:
        BadConfigError: If the device does not exist here.
    """
    torch.set_num_threads(config.threads)
    torch.manual_seed(config.seed)
    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    logging.getLogger("torch").setLevel(logging.ERROR)
    return Runtime(device=_device(config.device), dtype=getattr(torch, config.dtype))


def _device(name: str) -> torch.device:
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        return torch.empty(0, device=name).device
    except (RuntimeError, AssertionError) as error:
        raise BadConfigError("device", "a device of this machine", name) from error
