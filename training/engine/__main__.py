"""The command line: `python -m training.engine RECIPE --config run.json`.

The configuration is checked before torch is imported, so that a typing error is answered at once.
Exit codes: 0 done, 2 bad configuration, 3 locked, 4 cancelled, 5 supervisor gone, 1 anything else.
"""

import argparse
import dataclasses
import json
import sys
import traceback
from pathlib import Path
from typing import Any

from training.engine.config.common import RunConfig
from training.engine.config.fields import parse
from training.engine.config.ppo import PpoConfig
from training.engine.config.pretrain import PretrainConfig
from training.engine.config.reward import RewardConfig
from training.engine.config.sampling import SampleConfig, ScoreConfig
from training.engine.config.sft import SftConfig
from training.engine.errors import EXIT_FAILED, EXIT_OK, BadConfigError, EngineError
from training.engine.run_folder import RunFolder
from training.engine.supervision import StopRequest, end_with_supervisor

RECIPES: dict[str, type[RunConfig]] = {
    "pretrain": PretrainConfig,
    "sft": SftConfig,
    "reward": RewardConfig,
    "ppo": PpoConfig,
    "sample": SampleConfig,
    "score": ScoreConfig,
}


def main(arguments: list[str] | None = None) -> int:
    """Runs one recipe and says how it ended.

    Returns:
        The exit code.
    """
    options = _options(arguments)
    stop = StopRequest()
    stop.listen()
    if options.supervisor_fd is not None:
        end_with_supervisor(options.supervisor_fd)
    try:
        config = config_read(options.config, options.recipe)
        folder = RunFolder(options.folder or options.config.parent)
        folder.lock()
        folder.freeze_config(dataclasses.asdict(config))
        if folder.finished():
            return EXIT_OK
        recipe_run(config, folder, stop, options.resume)
    except EngineError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except Exception:  # noqa: BLE001 - the last line of defence turns anything into exit code 1
        traceback.print_exc()
        return EXIT_FAILED
    return EXIT_OK


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.engine", description=__doc__)
    parser.add_argument("recipe", choices=sorted(RECIPES))
    parser.add_argument("--config", type=Path, required=True, help="the run's settings (JSON)")
    parser.add_argument("--folder", type=Path, help="run folder; that of the config by default")
    parser.add_argument("--resume", type=Path, help="checkpoint folder of an earlier attempt")
    parser.add_argument("--supervisor-fd", type=int, help="pipe whose closing ends this process")
    return parser.parse_args(arguments)


def config_read(path: Path, recipe: str) -> RunConfig:
    """Reads a run.json.

    Raises:
        BadConfigError: If it is no JSON, is for another recipe, or holds a bad setting.
    """
    try:
        raw: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadConfigError(
            "--config", f"a readable file ({error.strerror})", str(path)
        ) from error
    except json.JSONDecodeError as error:
        raise BadConfigError("--config", f"JSON ({error})", str(path)) from error
    if isinstance(raw, dict) and raw.get("recipe", recipe) != recipe:
        raise BadConfigError("recipe", f"{recipe!r} as on the command line", raw["recipe"])
    if isinstance(raw, dict):
        raw = {"recipe": recipe, **raw}
    return parse(RECIPES[recipe], raw, base=path.resolve().parent)


def recipe_run(
    config: RunConfig, folder: RunFolder, stop: StopRequest, resume: Path | None = None
) -> None:
    """Runs the recipe that a configuration is for, in a folder that is locked already."""
    from training.engine.runtime import runtime_prepare
    from training.engine.session import Session

    session = Session(config, folder, runtime_prepare(config), stop, resume)
    match config:
        case PretrainConfig():
            from training.engine.recipes.pretrain import pretrain

            pretrain(config, session)
        case SftConfig():
            from training.engine.recipes.sft import sft

            sft(config, session)
        case RewardConfig():
            from training.engine.recipes.reward import reward

            reward(config, session)
        case PpoConfig():
            from training.engine.recipes.ppo import ppo

            ppo(config, session)
        case ScoreConfig():
            from training.engine.score import score

            score(config, session)
        case SampleConfig():
            from training.engine.sample import sample

            sample(config, session)
        case _:
            raise AssertionError(f"no recipe takes {type(config).__name__}")


if __name__ == "__main__":
    sys.exit(main())
