"""``python -m touchstone.local``: the embedded instance on the command line.

up      --instance demo --port 8000 --seed seed_demo    start everything, until Ctrl-C
run     --instance try --with web,worker -- COMMAND     start, run a command, stop
stop    --instance demo
status  --instance demo
"""

import argparse
import sys

from touchstone.local import application, commands
from touchstone.local.commands import InstanceOptions
from touchstone.local.errors import LocalError

DESCRIPTION = "Run Touchstone with its own PostgreSQL and Redis."


def main(argv: list[str] | None = None) -> int:
    """Run one command line; return the exit status."""
    arguments = _parser().parse_args(argv)
    try:
        return _dispatch(arguments)
    except LocalError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except OSError as problem:
        # A full disk, a folder of another user's: the system's own words say it.
        where = f" ({problem.filename})" if problem.filename else ""
        sys.stderr.write(f"The instance cannot be started: {problem.strerror}{where}.\n")
        return 1


def _dispatch(arguments: argparse.Namespace) -> int:
    if arguments.action == "stop":
        return commands.stop(arguments.instance)
    if arguments.action == "status":
        return commands.status(arguments.instance)
    services = tuple(name for name in arguments.services.split(",") if name)
    if unknown := set(services) - set(application.NAMES):
        raise LocalError(
            f"Unknown process {', '.join(sorted(unknown))}: "
            f"choose of {', '.join(application.NAMES)}."
        )
    options = InstanceOptions(
        name=arguments.instance, host=arguments.host, port=arguments.port, services=services
    )
    if arguments.action == "up":
        return commands.up(options, arguments.seed.split(), arguments.then.split())
    if not arguments.command:
        raise LocalError("Say what to run: python -m touchstone.local run -- COMMAND …")
    return commands.run(options, arguments.command, fresh=arguments.fresh)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m touchstone.local", description=DESCRIPTION)
    actions = parser.add_subparsers(dest="action", required=True)
    up = actions.add_parser("up", help="start everything and keep it running until Ctrl-C")
    up.add_argument("--seed", default="", help="a manage.py command to run once all is up")
    up.add_argument("--then", default="", help="one to run once, in the background")
    run = actions.add_parser("run", help="start, run a command, stop")
    run.add_argument("--fresh", action="store_true", help="forget what the instance holds first")
    run.add_argument("command", nargs="*", help="the command, after --")
    for action, services, port in ((up, ",".join(application.NAMES), 8000), (run, "", 0)):
        action.add_argument("--host", default="127.0.0.1")
        action.add_argument("--port", type=int, default=port, help="0: any free port")
        action.add_argument(
            "--with", dest="services", default=services, help="of: %(default)s", metavar="NAMES"
        )
    for action in (up, run, actions.add_parser("stop"), actions.add_parser("status")):
        action.add_argument("--instance", default="demo", help="its folder is var/INSTANCE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
