"""Speaks the engine's protocol without torch: for tests of the supervisor only.

`fake_trainer.py MODE RECIPE --config … --folder … [--resume …] --supervisor-fd N`. Steps take
STEP_S; a checkpoint follows each. Modes: `good`, `crash` (at step 3, unless resumed), `bad_config`,
`slow` (steps for minutes), `long` (40), `mute` (ends well without a result),
`stubborn` (ignores the polite signal).
"""

import argparse
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import IO

STEP_S = 0.05
STEPS = {"slow": 4000, "stubborn": 4000, "long": 40}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("mode")
    parser.add_argument("recipe")
    parser.add_argument("--config", type=Path)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--resume", type=Path)
    parser.add_argument("--supervisor-fd", type=int)
    options = parser.parse_args()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set() if options.mode != "stubborn" else None)
    threading.Thread(target=_watch, args=(options.supervisor_fd,), daemon=True).start()
    (options.folder / "pid").write_text(str(os.getpid()))
    if options.mode == "bad_config":
        sys.stderr.write("optimizer.lr: expected more than 0, found -1\n")
        return 2
    return _train(options, stop)


def _watch(descriptor: int) -> None:
    while os.read(descriptor, 64):
        pass
    os._exit(5)


def _train(options: argparse.Namespace, stop: threading.Event) -> int:
    total = STEPS.get(options.mode, 6)
    first = int(options.resume.name.removeprefix("step-")) + 1 if options.resume else 1
    with (options.folder / "metrics.jsonl").open("a") as metrics:
        for step in range(first, total + 1):
            time.sleep(STEP_S)
            if options.mode == "crash" and step == 3 and not options.resume:
                sys.stderr.write("CUDA out of memory\n")
                return 1
            _log(metrics, step, total)
            checkpoint = options.folder / "checkpoints" / f"step-{step}"
            checkpoint.mkdir(parents=True)
            if stop.is_set():
                return 4
    if options.mode != "mute":
        _finish(options.folder, first)
    return 0


def _log(metrics: IO[str], step: int, total: int) -> None:
    line = {"step": step, "time": time.time(), "phase": "train", "total_steps": total}
    metrics.write(json.dumps({**line, "loss": 1 / step}) + "\n")
    metrics.flush()


def _finish(folder: Path, first: int) -> None:
    (folder / "model").mkdir()
    (folder / "model" / "model.safetensors").write_bytes(b"weights")
    facts = {"parameters": 7, "tokenizer_digest": "a" * 64, "template_digest": "b" * 64}
    (folder / "model" / "touchstone.json").write_text(json.dumps(facts))
    result = {"status": "succeeded", "model": "model", "metrics": {"first_step": first}}
    (folder / "result.json").write_text(json.dumps(result))


if __name__ == "__main__":
    sys.exit(main())
