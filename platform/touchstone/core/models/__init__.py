"""Rows that belong to no app in particular."""

from touchstone.core.models.audit import AuditEvent
from touchstone.core.models.outbox import OutboxMessage, OutboxState

__all__ = ["AuditEvent", "OutboxMessage", "OutboxState"]
