"""How a run.json becomes a frozen dataclass: types, ranges and unknown names checked once.

Each setting carries its meaning, unit and consequence in `doc`; docs/training.md prints the same
text, and a test compares the two. Deliberately small: no coercion (a string is never a number), no
environment variables, no defaults that depend on other settings.
"""

import dataclasses
import difflib
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from training.engine.errors import BadConfigError

Config = TypeVar("Config")
_NAMES = {int: "a whole number", float: "a number", str: "a string", bool: "true or false"}


def setting(
    default: Any = dataclasses.MISSING,
    *,
    doc: str,
    minimum: float | None = None,
    above: float | None = None,
    maximum: float | None = None,
    path: bool = False,
    model: bool = False,
    factory: Any = dataclasses.MISSING,
) -> Any:
    """Declares one setting with its meaning and range.

    Args:
        default: Value when the setting is absent; without default or factory it is required.
        doc: Meaning, unit, and what a larger value does.
        minimum: Smallest value allowed.
        above: Value that must be exceeded.
        maximum: Largest value allowed.
        path: The string names an input file or folder, resolved against the run.json.
        model: The string names a model's folder, resolved likewise, or one on the hub.
        factory: Makes the default of a nested group.
    """
    meta = {"doc": doc, "minimum": minimum, "above": above, "maximum": maximum}
    meta |= {"path": path, "model": model}
    if factory is not dataclasses.MISSING:
        return dataclasses.field(default_factory=factory, metadata=meta)
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata=meta)
    return dataclasses.field(default=default, metadata=meta)


def parse(
    cls: type[Config], raw: Mapping[str, Any], *, base: Path | None = None, at: str = ""
) -> Config:
    """Builds a configuration from decoded JSON.

    Args:
        cls: A frozen dataclass whose fields were declared with `setting`.
        raw: Decoded JSON object.
        base: Folder against which relative input paths are resolved.
        at: Dotted name of the group being read, for messages.

    Returns:
        The configuration, with every input path absolute and known to exist.

    Raises:
        BadConfigError: On an unknown name, a missing or mistyped value, or one out of range.
    """
    if not isinstance(raw, Mapping):
        raise BadConfigError(at or "the file", "an object of settings", raw)
    fields = {field.name: field for field in dataclasses.fields(cls) if field.init}  # type: ignore[arg-type]
    _refuse_unknown(raw, list(fields), at)
    hints = typing.get_type_hints(cls)
    values: dict[str, Any] = {}
    for name, field in fields.items():
        where = f"{at}.{name}" if at else name
        if name in raw:
            values[name] = _value(hints[name], raw[name], where, field.metadata, base)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            expected = "a value (it has no default): " + field.metadata["doc"].split(". ")[0]
            raise BadConfigError(where, expected)
    return cls(**values)


def _refuse_unknown(raw: Mapping[str, Any], known: list[str], at: str) -> None:
    for name in raw:
        if name in known:
            continue
        near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(sorted(known))}"
        where = f"{at}.{name}" if at else str(name)
        raise BadConfigError(where, f"no setting of this name; {hint}")


def _value(hint: Any, raw: Any, at: str, meta: Mapping[str, Any], base: Path | None) -> Any:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _union(typing.get_args(hint), raw, at, meta, base)
    if origin is typing.Literal:
        choices = typing.get_args(hint)
        if raw not in choices:
            raise BadConfigError(at, "one of " + ", ".join(repr(c) for c in choices), raw)
        return raw
    if origin is tuple:
        if not isinstance(raw, list):
            raise BadConfigError(at, "a list", raw)
        inner = typing.get_args(hint)[0]
        return tuple(_value(inner, item, f"{at}[{i}]", meta, base) for i, item in enumerate(raw))
    if dataclasses.is_dataclass(hint):
        return parse(typing.cast(type, hint), raw, base=base, at=at)
    return _scalar(hint, raw, at, meta, base)


def _union(
    options: tuple[Any, ...], raw: Any, at: str, meta: Mapping[str, Any], base: Path | None
) -> Any:
    if raw is None and types.NoneType in options:
        return None
    rest = [option for option in options if option is not types.NoneType]
    if len(rest) == 1:
        return _value(rest[0], raw, at, meta, base)
    group = next(option for option in rest if dataclasses.is_dataclass(option))
    if isinstance(raw, Mapping):
        return _value(group, raw, at, meta, base)
    return _value(next(option for option in rest if option is not group), raw, at, meta, base)


def _scalar(kind: type, raw: Any, at: str, meta: Mapping[str, Any], base: Path | None) -> Any:
    fits = isinstance(raw, kind) or (kind is float and isinstance(raw, int))
    if not fits or (isinstance(raw, bool) and kind is not bool):
        raise BadConfigError(at, _NAMES[kind], raw)
    if kind is str:
        return _string(raw, at, meta, base)
    if kind is bool:
        return raw
    value = kind(raw)
    if meta["minimum"] is not None and not value >= meta["minimum"]:
        raise BadConfigError(at, f"{meta['minimum']} or more", raw)
    if meta["above"] is not None and not value > meta["above"]:
        raise BadConfigError(at, f"more than {meta['above']}", raw)
    if meta["maximum"] is not None and not value <= meta["maximum"]:
        raise BadConfigError(at, f"{meta['maximum']} or less", raw)
    return value


def _string(raw: str, at: str, meta: Mapping[str, Any], base: Path | None) -> str:
    if meta["path"]:
        return _input_path(raw, at, base)
    if not meta["model"] or base is None:
        return raw
    folder = base / raw
    if folder.is_dir():
        return str(folder.resolve())
    if raw.startswith(("/", ".")):
        raise BadConfigError(at, "an existing model folder or a hub name", raw)
    return raw


def _input_path(raw: str, at: str, base: Path | None) -> str:
    path = Path(raw) if base is None else base / raw
    if not path.exists():
        raise BadConfigError(at, "an existing file or folder", str(path))
    return str(path.resolve())
