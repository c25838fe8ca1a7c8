"""Chatbots' keys: made by an admin, shown once, stored hashed."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.clock import database_now
from touchstone.projects.domain import KEY_PREFIX, key_prefix, token_sha256
from touchstone.projects.models import ApiKey, Project, Scope

# `last_used_at` answers "is this key still in use?"; a write per request would be dear.
_USED_EVERY = timedelta(minutes=1)


@transaction.atomic
def api_key_create(
    *, project: Project, by: User | None, name: str, scopes: Sequence[Scope]
) -> tuple[ApiKey, str]:
    """Create a key; return it and its secret, which is not stored."""
    secret = KEY_PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        project=project,
        name=name,
        prefix=key_prefix(secret),
        secret_sha256=token_sha256(secret),
        scopes=sorted(set(scopes)),
        created_by=by,
    )
    audit_record(
        actor=by,
        action="api_key.create",
        target=f"api_key:{key.public_id}",
        project_id=project.pk,
        detail={"name": name, "scopes": key.scopes},
    )
    return key, secret


@transaction.atomic
def api_key_revoke(*, api_key: ApiKey, by: User) -> ApiKey:
    """Make a key useless from the next request on; once is as good as twice."""
    api_key = ApiKey.objects.select_for_update(of=("self",)).get(pk=api_key.pk)
    if api_key.revoked_at is None:
        api_key.revoked_at = database_now()
        api_key.save(update_fields=["revoked_at"])
        audit_record(
            actor=by,
            action="api_key.revoke",
            target=f"api_key:{api_key.public_id}",
            project_id=api_key.project_id,
        )
    return api_key


def api_key_authenticate(*, secret: str) -> ApiKey | None:
    """Return the live key with this secret, or ``None``; one query, and a write a minute."""
    key = (
        ApiKey.objects.select_related("project")
        .filter(secret_sha256=token_sha256(secret), revoked_at=None)
        .first()
    )
    if key is not None:
        _note_use(key)
    return key


def _note_use(key: ApiKey) -> None:
    # The read row decides whether to write; the condition keeps concurrent requests from
    # queueing up behind each other's update.
    if key.last_used_at is None or key.last_used_at < timezone.now() - _USED_EVERY:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=Now() - _USED_EVERY)
        ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=Now())
