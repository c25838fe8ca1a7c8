"""Domain errors. Each has a stable ``code``, a status, and says what to do.

Services and access functions raise these; the API's exception handler turns them into the one
error envelope. Nothing below the API layer knows HTTP beyond the number of the status.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ErrorDetail:
    """One thing wrong with one field; ``field`` is a dotted path, empty for the whole body."""

    field: str
    code: str
    message: str
    extra: dict[str, Any] | None = None


class DomainError(Exception):
    """Something the caller can be told about and act on."""

    status = 400
    code = "error"

    def __init__(
        self, message: str, *, code: str | None = None, details: Sequence[ErrorDetail] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.details = tuple(details)


class NotAuthenticatedError(DomainError):
    """No valid credentials (401)."""

    status = 401
    code = "not_authenticated"


class PermissionDeniedError(DomainError):
    """Known to be there, and not for this caller: a scope or an office is missing (403)."""

    status = 403
    code = "permission_denied"


class NotFoundError(DomainError):
    """Unknown, or not the caller's to know of: both look alike (404)."""

    status = 404
    code = "not_found"

    def __init__(self, what: str = "object") -> None:
        super().__init__(
            f"There is no such {what}, or you may not see it. Check the address and your role."
        )


class ConflictError(DomainError):
    """The state of things does not allow it, or somebody was faster (409)."""

    status = 409
    code = "conflict"


class GoneError(DomainError):
    """It was there and is over: used, revoked or expired (410)."""

    status = 410
    code = "gone"


class InvalidError(DomainError):
    """The content is wrong (422)."""

    status = 422
    code = "invalid"
