"""``audit_record``: the funnel through which every audit row is written."""

from typing import Any, Protocol

from django.db import connection

from touchstone.core.middleware import request_id
from touchstone.core.models import AuditEvent


class Actor(Protocol):
    """Whoever acts: a user, seen from below."""

    @property
    def pk(self) -> Any:
        """The bigint id."""

    @property
    def name(self) -> str:
        """The name as it stands now."""


def audit_record(
    *,
    actor: Actor | None,
    action: str,
    target: str = "",
    project_id: int | None = None,
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write one audit row in the caller's transaction, so that act and record stand or fall as one.

    Raises:
        RuntimeError: There is no open transaction to belong to.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"audit_record({action!r}) outside of the transaction that does the act")
    return AuditEvent.objects.create(
        actor_id=actor.pk if actor else None,
        actor_name=actor.name if actor else "",
        project_id=project_id,
        action=action,
        target=target,
        detail=detail or {},
        request_id=request_id(),
    )
