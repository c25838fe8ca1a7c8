"""The configuration reference as Markdown, made from the settings themselves.

`python -m training.engine.config.reference` prints it; docs/training.md holds the same text, and a
test compares the two.
"""

import dataclasses
import sys
import types
import typing
from typing import Any

from training.engine.config.common import RunConfig, TrainingConfig
from training.engine.config.ppo import PpoConfig
from training.engine.config.pretrain import PretrainConfig
from training.engine.config.reward import RewardConfig
from training.engine.config.sampling import SampleConfig, ScoreConfig
from training.engine.config.sft import SftConfig

_COMMANDS = {
    "pretrain": PretrainConfig,
    "sft": SftConfig,
    "reward": RewardConfig,
    "ppo": PpoConfig,
    "sample": SampleConfig,
    "score": ScoreConfig,
}


def reference() -> str:
    """Prints a table per command; settings that all share stand first, once."""
    parts = [
        "### Every command\n\n" + _table(RunConfig, skip=()),
        "### Every recipe that trains\n\n" + _table(TrainingConfig, skip=_names(RunConfig)),
    ]
    for command, config in _COMMANDS.items():
        shared = _names(TrainingConfig if issubclass(config, TrainingConfig) else RunConfig)
        own = _names(config, declared_only=True)
        parts.append(f"### `{command}`\n\n" + _table(config, skip=shared - own))
    return "\n".join(parts)


def _names(config: type, *, declared_only: bool = False) -> set[str]:
    if declared_only:
        return set(config.__annotations__)
    return {field.name for field in dataclasses.fields(config)}


def _table(config: type, *, skip: typing.Collection[str]) -> str:
    lines = ["| setting | type | default | meaning |", "|---|---|---|---|"]
    lines += _rows(config, "", skip)
    return "\n".join(lines) + "\n"


def _rows(config: type, prefix: str, skip: typing.Collection[str]) -> list[str]:
    hints = typing.get_type_hints(config)
    lines = []
    for field in dataclasses.fields(config):
        if field.name in skip:
            continue
        name, hint = prefix + field.name, hints[field.name]
        group = _group(hint)
        doc = field.metadata["doc"]
        if group is None or len(typing.get_args(hint)) > 1:
            kind = _kind(hint, field.metadata)
            lines.append(f"| `{name}` | {kind} | {_default(field)} | {doc} |")
        if group is not None:
            lines += _rows(group, f"{name}.", _inherited(group))
    return lines


def _inherited(group: type) -> set[str]:
    """Settings of a group that stand in the table of the group it refines."""
    base = group.__base__
    if base is None or not dataclasses.is_dataclass(base):
        return set()
    return _names(base) - _names(group, declared_only=True)


def _group(hint: Any) -> type | None:
    options = typing.get_args(hint) if typing.get_origin(hint) is types.UnionType else (hint,)
    for option in options:
        if isinstance(option, type) and dataclasses.is_dataclass(option):
            return option
    return None


def _kind(hint: Any, meta: typing.Mapping[str, Any]) -> str:
    if meta["path"]:
        return "path"
    if typing.get_origin(hint) is typing.Literal:
        return " or ".join(f"`{choice}`" for choice in typing.get_args(hint))
    if typing.get_origin(hint) is tuple:
        return "list"
    if typing.get_origin(hint) is types.UnionType:
        options = [_kind(o, meta) for o in typing.get_args(hint) if o is not types.NoneType]
        return " or ".join(options)
    if dataclasses.is_dataclass(hint):
        return "object"
    names = {int: "whole number", float: "number", str: "string", bool: "true or false"}
    return names[hint] + _range(meta)


def _range(meta: typing.Mapping[str, Any]) -> str:
    low = f"≥ {meta['minimum']:g}" if meta["minimum"] is not None else ""
    low = f"> {meta['above']:g}" if meta["above"] is not None else low
    high = f"≤ {meta['maximum']:g}" if meta["maximum"] is not None else ""
    bounds = ", ".join(part for part in (low, high) if part)
    return f", {bounds}" if bounds else ""


def _default(field: "dataclasses.Field[Any]") -> str:
    if field.default is dataclasses.MISSING:
        return "built-in" if field.default_factory is not dataclasses.MISSING else "required"
    if field.default is None:
        return "none"
    if isinstance(field.default, bool):
        return "true" if field.default else "false"
    if field.default == ():
        return "empty"
    return f"{field.default:g}" if isinstance(field.default, float) else f"`{field.default}`"


if __name__ == "__main__":
    sys.stdout.write(reference())
