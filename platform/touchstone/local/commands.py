"""What the command line does: bring an instance up, run a command against one, stop, tell."""

import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from touchstone.local import application, cluster
from touchstone.local.application import Application, application_environment
from touchstone.local.checks import check_disk, check_port
from touchstone.local.errors import LocalError
from touchstone.local.instance import hold, instance_folder, read_record, server_home, write_record
from touchstone.local.signals import StopRequested, StopWish, stop_wish
from touchstone.local.supervisor import Supervisor

TEND_EVERY_S = 0.5
STOP_TIMEOUT_S = 90.0

Result = TypeVar("Result")

console = Console(highlight=False)


@dataclass(frozen=True, kw_only=True)
class InstanceOptions:
    """Which instance, where its web server listens, which of its processes run."""

    name: str
    host: str = "127.0.0.1"
    port: int = 8000
    services: tuple[str, ...] = application.NAMES


def up(options: InstanceOptions, seed: Sequence[str], then: Sequence[str] = ()) -> int:
    """Start everything, seed, print where it is, and keep it running until told to stop.

    Args:
        options: What to start, and where.
        seed: A management command to run before anybody is told the address; may be empty.
        then: A management command to run once, beside everything else; may be empty.
    """
    folder = instance_folder(options.name)
    with stop_wish() as wish:
        try:
            with hold(folder, wish.check) as supervisor:
                _make_impatient(wish, supervisor)
                app = _start(supervisor, options, tcp=True)
                if seed:
                    _checked(supervisor, app, seed, visible=True)
                if then:
                    supervisor.start(replace(app.manage(*then), once=True))
                console.print(panel(folder, app.url))
                _tend_until_stopped(supervisor, wish)
        except StopRequested:
            console.print("Everything is stopped.")
    return 0


def run(options: InstanceOptions, command: Sequence[str], *, fresh: bool) -> int:
    """Start an instance, run ``command`` with its addresses in the environment, stop.

    Returns:
        The command's exit status.
    """
    folder = instance_folder(options.name)
    with stop_wish() as wish:
        try:
            if fresh:
                _forget(folder)
            with hold(folder, wish.check) as supervisor:
                _make_impatient(wish, supervisor)
                app = _start(supervisor, options, tcp=False)
                service = replace(app.command("command", *command), cwd=Path.cwd(), grace_s=30.0)
                return supervisor.run(service, visible=True)
        except StopRequested:
            return 128 + signal.SIGINT


def stop(name: str) -> int:
    """Stop a running instance and wait for its end."""
    record = read_record(instance_folder(name))
    if record is None:
        console.print(f"The instance `{name}` is not running.")
        return 0
    os.kill(record.supervisor.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_TIMEOUT_S
    while record.supervisor.alive():
        if time.monotonic() > deadline:
            raise LocalError(f"The instance `{name}` did not stop in {STOP_TIMEOUT_S:.0f} s.")
        time.sleep(0.1)
    console.print(f"The instance `{name}` is stopped.")
    return 0


def status(name: str) -> int:
    """Say whether an instance runs, and where; exit status 3 where it does not."""
    record = read_record(instance_folder(name))
    if record is None:
        console.print(f"The instance `{name}` is not running.")
        return 3
    where = f" at {record.url}" if record.url else ""
    running = ", ".join(record.services)
    console.print(f"The instance `{name}` is running{where} (process {record.supervisor.pid}).")
    console.print(f"Services: {running}. Logs: {instance_folder(name) / 'logs'}", soft_wrap=True)
    return 0


def panel(folder: Path, url: str) -> Panel:
    """Return the panel with the address and the logins that seeding wrote down."""
    table = Table.grid(padding=(0, 2))
    table.add_row("Open", Text(url, style="bold"))
    for user in _seeded(folder).get("users", []):
        email, password = Text(str(user["email"]), style="bold"), Text(str(user["password"]))
        table.add_row(Text(str(user["role"])), Text.assemble(email, "   ", password))
    table.add_row("Logs", Text(str(folder / "logs")))
    table.add_row("Stop", "Ctrl-C")
    return Panel.fit(table, title="Touchstone is running", padding=(1, 2))


def _seeded(folder: Path) -> dict[str, list[dict[str, str]]]:
    try:
        found: dict[str, list[dict[str, str]]] = json.loads(
            folder.with_name(f"{folder.name}.json").read_text()
        )
    except FileNotFoundError:
        return {}
    return found


def _start(supervisor: Supervisor, options: InstanceOptions, *, tcp: bool) -> Application:
    """Start the servers, migrate, start the asked processes, write the record."""
    folder = supervisor.folder
    check_disk(folder)
    serving = "web" in options.services
    port = options.port or cluster.free_port()
    if serving:
        check_port(options.host, port)
    servers = _step("PostgreSQL and Redis", lambda: cluster.start(supervisor, tcp=tcp))
    url = f"http://{options.host}:{port}"
    given = {
        "TOUCHSTONE_INSTANCE": folder.name,
        "TOUCHSTONE_VAR": str(folder.parent),
        "TOUCHSTONE_PUBLIC_URL": url,
        # It listens on the loopback address; a proxy that speaks TLS sets this to true.
        "TOUCHSTONE_HTTPS": os.environ.get("TOUCHSTONE_HTTPS", "false"),
    }
    environment = application_environment(
        database_url=servers.database_url, redis_url=servers.redis_url, extra=given
    )
    app = Application(folder=folder, environment=environment, port=port, host=options.host)
    if options.services:
        _step("Migrations", lambda: _checked(supervisor, app, ["migrate", "--verbosity", "1"]))
        services = [app.service(name) for name in options.services]
        _step(", ".join(options.services), lambda: supervisor.start(*services))
    write_record(
        folder,
        database_url=servers.database_url,
        redis_url=servers.redis_url,
        url=url if serving else None,
        services=tuple(supervisor.names()),
    )
    return app


def _step(what: str, work: Callable[[], Result]) -> Result:
    started = time.monotonic()
    result = work()
    console.print(f"  {what} … ready in {time.monotonic() - started:.1f} s")
    return result


def _checked(
    supervisor: Supervisor, app: Application, command: Sequence[str], *, visible: bool = False
) -> None:
    """Run a management command; an error is a sentence and the end of its output."""
    code = supervisor.run(app.manage(*command), visible=visible)
    if code:
        log = supervisor.folder / "logs" / f"{command[0]}.log"
        quoted = "" if visible else "\n" + "\n".join(log.read_text().splitlines()[-15:])
        raise LocalError(f"`manage.py {' '.join(command)}` failed (exit {code}).{quoted}")


def _make_impatient(wish: StopWish, supervisor: Supervisor) -> None:
    wish.on_impatience = supervisor.hasten


def _tend_until_stopped(supervisor: Supervisor, wish: StopWish) -> None:
    while True:
        wish.check()
        for news in supervisor.tend():
            console.print(f"  {news}")
        time.sleep(TEND_EVERY_S)


def _forget(folder: Path) -> None:
    """Remove what an instance that is not running holds."""
    with hold(folder):
        home = server_home(folder)
    for path in (home, folder):
        if path.exists():
            shutil.rmtree(path)
