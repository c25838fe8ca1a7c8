"""The engine's own errors; each maps to one exit code that the supervisor may rely on."""

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_BAD_CONFIG = 2
EXIT_LOCKED = 3
EXIT_CANCELLED = 4
EXIT_ORPHANED = 5


class EngineError(Exception):
    """A failure that the engine can put into one sentence."""

    exit_code = EXIT_FAILED


class DivergedError(EngineError):
    """Training left the finite numbers; going on would save a model of noise."""


class BadConfigError(EngineError):
    """A setting or an input file is not what the recipe needs.

    Args:
        field: Dotted name of the setting, such as `optimizer.lr`.
        expected: What would have been right.
        found: What stood there instead, where that helps.
    """

    exit_code = EXIT_BAD_CONFIG

    def __init__(self, field: str, expected: str, found: object = None) -> None:
        self.field = field
        self.expected = expected
        tail = "" if found is None else f", found {found!r}"
        super().__init__(f"{field}: expected {expected}{tail}")


class FolderLockedError(EngineError):
    """Another trainer holds the run folder."""

    exit_code = EXIT_LOCKED


class CancelledError(EngineError):
    """The supervisor asked the run to end (SIGTERM); a checkpoint was written first."""

    exit_code = EXIT_CANCELLED
