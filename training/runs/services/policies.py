"""Retrain policies: writing them, triggering them, and the beat's evaluation of them."""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError
from touchstone.projects.models import Project
from training.engine.errors import BadConfigError
from training.runs.domain.cycle_config import cycle_config_parse
from training.runs.models import Cycle, RetrainPolicy
from training.runs.selectors.policies import policy_due
from training.runs.services.cycles import cycle_start

logger = logging.getLogger(__name__)
_EVALUATE_LOCK = 0x72657472  # "retr": one evaluation at a time, however many beats tick


@transaction.atomic
def retrain_policy_create(*, project: Project, by: User, **fields: Any) -> RetrainPolicy:
    """Write a policy down.

    Raises:
        InvalidError: Its config would not start a cycle.
    """
    _config_check(fields.get("config", {}))
    policy = RetrainPolicy.objects.create(project=project, **fields)
    _audit(policy, by, "retrain_policy.create", fields)
    return policy


@transaction.atomic
def retrain_policy_update(*, policy: RetrainPolicy, by: User, **fields: Any) -> RetrainPolicy:
    """Change a policy; cycles that it started keep the config they were started with.

    Raises:
        InvalidError: Its config would not start a cycle.
    """
    if "config" in fields:
        _config_check(fields["config"])
    for name, value in fields.items():
        setattr(policy, name, value)
    policy.save(update_fields=list(fields))
    _audit(policy, by, "retrain_policy.update", fields)
    return policy


def retrain_policy_trigger(*, policy: RetrainPolicy, by: User) -> Cycle:
    """Start a cycle now, whatever has accumulated.

    Raises:
        ConflictError: One runs already, or there is no base model.
    """
    return cycle_start(policy=policy, by=by, reason=f"Started by {by.name or by.email}.")


def retrain_policies_evaluate() -> int:
    """Start the cycles that are due; return how many. Two at once are one."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_EVALUATE_LOCK])
            if cursor.fetchone() != (True,):
                return 0
        active = RetrainPolicy.objects.filter(is_active=True).select_related("project")
        return sum(_start_if_due(policy) for policy in active.order_by("pk"))


def _start_if_due(policy: RetrainPolicy) -> bool:
    reason = policy_due(policy)
    if reason is None:
        return False
    try:
        cycle_start(policy=policy, by=None, reason=reason)
    except ConflictError as error:
        logger.warning("policy %s is due (%s) but cannot start: %s", policy.pk, reason, error)
        return False
    return True


def _config_check(config: Mapping[str, Any]) -> None:
    try:
        cycle_config_parse(config)
    except BadConfigError as error:
        detail = ErrorDetail(f"config.{error.field}", "bad_config", str(error))
        raise InvalidError(str(error), code="bad_config", details=[detail]) from error


def _audit(policy: RetrainPolicy, by: User, action: str, detail: Mapping[str, Any]) -> None:
    audit_record(
        actor=by,
        action=action,
        target=str(policy.public_id),
        project_id=policy.project_id,
        detail=dict(detail),
    )
