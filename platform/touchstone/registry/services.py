"""Writes of model versions and promotions, one at a time within a project."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError, InvalidError
from touchstone.projects.models import Project
from touchstone.registry.models import (
    ModelKind,
    ModelRole,
    ModelVersion,
    Promotion,
    PromotionKind,
)
from touchstone.registry.selectors import promotion_latest, serving_policy


@transaction.atomic
def model_version_register(
    *,
    project: Project,
    role: ModelRole,
    kind: ModelKind,
    name: str,
    location: str = "",
    parent: ModelVersion | None = None,
    by: User | None = None,
    metrics: Mapping[str, Any] | None = None,
    **facts: Any,
) -> ModelVersion:
    """Give a set of weights, or an outside model, the next number of its role in the project.

    ``facts``: ``recipe``, ``weights_sha256``, ``tokenizer_digest``, ``template_digest``,
    ``parameters``. That only the holder of a run's token registers, and once, is the caller's
    to ensure, in this transaction.

    Raises:
        InvalidError: Weights are missing (``location_missing``), or the parent belongs to
            another project (``foreign_parent``).
    """
    if kind != ModelKind.EXTERNAL and not location:
        raise InvalidError(
            f"A {kind} model needs the location of its weights.", code="location_missing"
        )
    if parent is not None and parent.project_id != project.pk:
        raise InvalidError("The parent belongs to another project.", code="foreign_parent")
    _lock(project)
    of_role = ModelVersion.objects.filter(project=project, role=role)
    latest: int = of_role.aggregate(latest=Max("number"))["latest"] or 0
    model = ModelVersion.objects.create(
        project=project,
        role=role,
        kind=kind,
        name=name,
        number=latest + 1,
        location=location,
        parent=parent,
        metrics=dict(metrics or {}),
        **facts,
    )
    audit_record(
        actor=by,
        action="model.register",
        target=f"model:{model.public_id}",
        project_id=project.pk,
        detail={"role": role, "kind": kind, "name": name, "number": model.number},
    )
    return model


@transaction.atomic
def promotion_create(*, model: ModelVersion, by: User | None, reason: str) -> Promotion:
    """Let ``model`` serve its project from now on; ``by`` is ``None`` where the gate decided.

    Raises:
        ConflictError: It serves already (``already_serving``), or is no policy with weights of
            ours (``not_servable``).
    """
    _lock(model.project)
    if model.role != ModelRole.POLICY or model.kind == ModelKind.EXTERNAL:
        raise ConflictError("Only a policy with weights of ours can serve.", code="not_servable")
    serving = serving_policy(model.project)
    if serving == model:
        raise ConflictError(f"{model} serves already.", code="already_serving")
    return _decide(PromotionKind.PROMOTION, model, serving, by, reason)


@transaction.atomic
def rollback_create(*, project: Project, by: User | None, reason: str) -> Promotion:
    """Let the policy serve again that served before the latest decision.

    Rolling back twice thus returns to where one was, and each step is a row of its own.

    Raises:
        ConflictError: Nothing served before (``nothing_to_roll_back``).
    """
    _lock(project)
    latest = promotion_latest(project)
    if latest is None or latest.previous is None:
        raise ConflictError(
            "No policy served before this one. Promote one instead.",
            code="nothing_to_roll_back",
        )
    return _decide(PromotionKind.ROLLBACK, latest.previous, latest.model, by, reason)


def _decide(
    kind: PromotionKind,
    model: ModelVersion,
    previous: ModelVersion | None,
    by: User | None,
    reason: str,
) -> Promotion:
    promotion = Promotion.objects.create(
        project=model.project, model=model, previous=previous, kind=kind, by=by, reason=reason
    )
    audit_record(
        actor=by,
        action=f"model.{kind}",
        target=f"model:{model.public_id}",
        project_id=model.project_id,
        detail={"reason": reason, "previous": str(previous.public_id) if previous else None},
    )
    return promotion


def _lock(project: Project) -> None:
    """Numbers and decisions of a project come one at a time; the project's row is their lock."""
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
