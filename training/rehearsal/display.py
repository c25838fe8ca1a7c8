"""What a rehearsal shows in the terminal: its stages as they go, and the table at the end."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

Json = Mapping[str, Any]


class StageDisplay:
    """Stages and runs as lines with bars; plain lines where there is no terminal."""

    def __init__(self, console: Console) -> None:
        """Show on ``console``."""
        self._console = console
        self._live = console.is_terminal
        self._progress = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not self._live,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "StageDisplay":
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def stage(self, name: str) -> None:
        """A stage begins."""
        self.update(name, 0, None)

    def update(self, name: str, done: int, total: int | None) -> None:
        """A stage has come so far."""
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=None)
        self._progress.update(self._tasks[name], completed=done, total=total)

    def finished(self, name: str, seconds: float) -> None:
        """A stage is over."""
        task = self._tasks[name]
        total = self._progress.tasks[task].total or 1
        self._progress.update(task, completed=total, total=total)
        if not self._live:
            self._console.print(f"  {name}: {seconds:.1f} s")


def report_print(console: Console, report: Json) -> None:
    """Print what came of a rehearsal."""
    console.print(_results(report))
    console.print(_costs(report))
    for sample in report["samples"][:3]:
        console.print(f"\n{sample['prompt']}", style="bold", markup=False)
        for policy, answer in sample["answers"].items():
            console.print(
                f"  {policy:>5} ({answer['utility']:+.2f})  {answer['text']}", markup=False
            )
    console.print()
    for check in report["checks"]:
        mark = "[green]✓[/green]" if check["passed"] else "[red]✗[/red]"
        console.print(f"{mark} {check['name']}: {check['detail']}")


def _results(report: Json) -> Table:
    table = Table(title=f"Rehearsal, seed {report['seed']}, labels: {report['control']}")
    for column in ("What", "Value", "95 %", "n"):
        table.add_column(column, justify="left" if column == "What" else "right")
    for policy, found in report["utilities"].items():
        _row(table, f"True utility of {policy}", found, "{:.3f}")
    for name, duel in report["head_to_head"].items():
        _row(table, name, duel["win_rate"], "{:.1%}")
    agreement = report["agreement"]
    for name, title in (("honest", "Agreement, honest labelers"), ("pool", "Agreement, all")):
        low, high = agreement[name]["interval"] or (None, None)
        found = {**agreement[name], "low": low, "high": high}
        _row(table, title, found, "{:.1%}")
    if ceiling := agreement["noise_ceiling"]:
        table.add_row("Ceiling of a perfect model", f"{ceiling['normal']:.1%}", "", "")
    for name, found in report["accuracy"].items():
        _row(table, name, found, "{:.1%}")
    if "kl" in report:
        table.add_row("KL of PPO to SFT, nats", f"{report['kl']:.2f}", "", "")
    return table


def _row(table: Table, title: str, found: Json, form: str) -> None:
    values = [found["value"], found["low"], found["high"]]
    shown = ["–" if value is None or value != value else form.format(value) for value in values]
    interval = f"{shown[1]} – {shown[2]}" if values[1] is not None else ""
    table.add_row(title, shown[0], interval, str(found.get("n", "")))


def _costs(report: Json) -> Table:
    table = Table(title="What it took")
    for column in ("Stage", "Wall, s", "CPU, s", "Peak memory, MiB"):
        table.add_column(column, justify="left" if column == "Stage" else "right")
    for name, cost in report["costs"].items():
        cells = [cost.get(key) for key in ("wall_seconds", "cpu_seconds", "peak_memory_mib")]
        table.add_row(name, *("" if cell is None else f"{cell:,.1f}" for cell in cells))
    labels = ", ".join(f"{count} {kind}s" for kind, count in report["labels"].items())
    table.caption = f"Labels spent: {labels}"
    return table
