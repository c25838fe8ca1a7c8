"""The audit log: who did what to what, written in the transaction that did it."""

from django.db import models

from touchstone.core.ids import uuid7


class AuditEvent(models.Model):
    """One act. Append-only by trigger.

    Actor and project are plain ids: this app stands below both, and an audit row outlives them.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    project_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=80)
    target = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        # The admin's audit screen: newest first within a project.
        indexes = [models.Index(fields=["project_id", "-id"], name="audit_by_project")]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"
