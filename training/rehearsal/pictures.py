"""Pictures of a rehearsal, where matplotlib is installed (a development dependency)."""

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]
_INK, _BLUE, _GREY = "#1f2328", "#2a6fdb", "#8b949e"

# Recipe to the figures shown of it, each with its phase.
_SHOWN: Mapping[str, Sequence[tuple[str, str]]] = {
    "pretrain": [("loss", "train")],
    "sft": [("loss", "train")],
    "reward": [("loss", "train")],
    "ppo": [("score", "train"), ("kl", "train"), ("response_tokens", "train")],
}


@dataclass(frozen=True)
class _Panel:
    title: str
    points: list[tuple[int, float]]


def pictures_draw(report: Json, curves: Mapping[str, Sequence[Json]], folder: Path) -> list[Path]:
    """Draw the win rates and the training curves into ``folder``.

    Args:
        report: The rehearsal's report.
        curves: Recipe to its metric lines, oldest first.
        folder: An existing folder.

    Returns:
        The pictures written; none where matplotlib is missing.
    """
    if importlib.util.find_spec("matplotlib") is None:
        return []
    import matplotlib

    matplotlib.use("Agg")
    drawn = [_win_rates(report, folder / "win-rates.png")]
    if curves:
        drawn.append(_curves(curves, folder / "training.png"))
    return drawn


def _win_rates(report: Json, path: Path) -> Path:
    from matplotlib import pyplot

    duels = list(report["head_to_head"].items())
    figure, axes = pyplot.subplots(figsize=(7, 0.8 + 0.6 * len(duels)), layout="constrained")
    for place, (name, duel) in enumerate(reversed(duels)):
        rate = duel["win_rate"]
        axes.plot([rate["low"], rate["high"]], [place, place], color=_BLUE, linewidth=3)
        axes.plot([rate["value"]], [place], "o", color=_BLUE, markersize=8)
        axes.text(0.02, place + 0.15, f"{name}: {rate['value']:.1%}", color=_INK)
    axes.axvline(0.5, color=_GREY, linestyle="--", linewidth=1)
    axes.set(xlim=(0, 1), ylim=(-0.5, len(duels)), yticks=[], xlabel="True win rate, ties half")
    axes.set_title(f"Head to head, seed {report['seed']}, labels: {report['control']}", loc="left")
    figure.savefig(path, dpi=150)
    pyplot.close(figure)
    return path


def _curves(curves: Mapping[str, Sequence[Json]], path: Path) -> Path:
    from matplotlib import pyplot

    panels = [
        panel
        for recipe, lines in curves.items()
        for name, phase in _SHOWN.get(recipe, ())
        if (panel := _panel(recipe, name, phase, lines)).points
    ]
    figure, grid = pyplot.subplots(
        len(panels), 1, figsize=(7, 2.0 * len(panels)), layout="constrained", squeeze=False
    )
    for axes, panel in zip(grid[:, 0], panels, strict=True):
        axes.plot([x for x, _ in panel.points], [y for _, y in panel.points], color=_BLUE)
        axes.set_title(panel.title, loc="left", fontsize=10)
        axes.grid(alpha=0.3)
    figure.savefig(path, dpi=150)
    pyplot.close(figure)
    return path


def _panel(recipe: str, name: str, phase: str, lines: Sequence[Json]) -> _Panel:
    points = [
        (line["step"], line["values"][name])
        for line in lines
        if line["phase"] == phase and line["values"].get(name) is not None
    ]
    return _Panel(f"{recipe}: {name} ({phase})", points)
