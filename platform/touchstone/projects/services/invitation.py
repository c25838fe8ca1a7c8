"""Invitation links: made by an admin, followed once by the person they were sent to."""

import secrets

from django.db import transaction
from django.db.models.functions import Now

from touchstone.accounts.models import User
from touchstone.accounts.services import user_create
from touchstone.core.audit import audit_record
from touchstone.core.clock import database_now
from touchstone.core.errors import (
    ConflictError,
    ErrorDetail,
    GoneError,
    InvalidError,
    NotAuthenticatedError,
    NotFoundError,
)
from touchstone.projects.domain import INVITATION_LIFETIME, token_sha256
from touchstone.projects.models import Invitation, Membership, Project, Role
from touchstone.projects.services.membership import membership_activate


@transaction.atomic
def invitation_create(
    *, project: Project, by: User, email: str, role: Role
) -> tuple[Invitation, str]:
    """Invite an address; return the invitation and its token, which is not stored.

    An earlier open invitation of the same address is revoked: the last link holds.

    Raises:
        ConflictError: The address belongs to a current member (``already_member``).
    """
    email = email.lower()
    current = Membership.objects.filter(project=project, user__email=email, is_active=True)
    if current.exists():
        raise ConflictError(
            f"{email} is already a member. Change their role instead.", code="already_member"
        )
    Invitation.objects.filter(
        project=project, email=email, accepted_at=None, revoked_at=None
    ).update(revoked_at=Now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        project=project,
        email=email,
        role=role,
        token_sha256=token_sha256(token),
        invited_by=by,
        expires_at=database_now() + INVITATION_LIFETIME,
    )
    audit_record(
        actor=by,
        action="invitation.create",
        target=f"invitation:{invitation.public_id}",
        project_id=project.pk,
        detail={"email": email, "role": role},
    )
    return invitation, token


@transaction.atomic
def invitation_revoke(*, invitation: Invitation, by: User) -> Invitation:
    """Make an open invitation's link useless; once is as good as twice.

    Raises:
        ConflictError: It was accepted already (``already_accepted``): end the membership.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at is not None:
        raise ConflictError(
            "The invitation was accepted already. End the membership instead.",
            code="already_accepted",
        )
    if invitation.revoked_at is None:
        invitation.revoked_at = database_now()
        invitation.save(update_fields=["revoked_at"])
        audit_record(
            actor=by,
            action="invitation.revoke",
            target=f"invitation:{invitation.public_id}",
            project_id=invitation.project_id,
        )
    return invitation


def invitation_by_token(
    *, token: str, reader: User | None = None, lock: bool = False
) -> Invitation:
    """Return the open invitation of a link.

    Raises:
        NotFoundError: No such link.
        GoneError: Used (``invitation_joined``: by the ``reader``), revoked or expired; the message
            says which.
    """
    rows = Invitation.objects.select_related("project")
    if lock:
        rows = rows.select_for_update(of=("self",))
    invitation = rows.filter(token_sha256=token_sha256(token)).first()
    if invitation is None:
        raise NotFoundError("invitation")
    ask = "Ask whoever invited you for a new one."
    if reader is not None and invitation.accepted_by_id == reader.pk:
        raise GoneError(f"You have joined {invitation.project.name}.", code="invitation_joined")
    if invitation.accepted_at is not None:
        raise GoneError("This invitation was used already. Log in.", code="invitation_used")
    if invitation.revoked_at is not None:
        raise GoneError(f"This invitation was revoked. {ask}", code="invitation_revoked")
    if invitation.expires_at <= database_now():
        raise GoneError(f"This invitation has expired. {ask}", code="invitation_expired")
    return invitation


@transaction.atomic
def invitation_accept(*, token: str, user: User | None, name: str = "", password: str = "") -> User:
    """Follow a link: join as the logged-in ``user``, or as a new account.

    The row's lock decides between two that follow it at once: the second finds it used.

    Raises:
        NotFoundError, GoneError: As ``invitation_by_token``.
        NotAuthenticatedError: The address has an account: log in with it first.
        ConflictError: Logged in as somebody else (``wrong_account``).
        InvalidError: A name or password is missing, or the password is too weak.
    """
    invitation = invitation_by_token(token=token, lock=True)
    joining = _joining_user(invitation, user, name, password)
    membership_activate(
        project=invitation.project, user=joining, role=Role(invitation.role), by=joining
    )
    invitation.accepted_at, invitation.accepted_by = database_now(), joining
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit_record(
        actor=joining,
        action="invitation.accept",
        target=f"invitation:{invitation.public_id}",
        project_id=invitation.project_id,
    )
    return joining


def _joining_user(invitation: Invitation, user: User | None, name: str, password: str) -> User:
    if user is not None:
        if user.email != invitation.email:
            raise ConflictError(
                f"The invitation is for {invitation.email}, but you are logged in as "
                f"{user.email}. Log out and open the link again.",
                code="wrong_account",
            )
        return user
    if User.objects.filter(email=invitation.email).exists():
        raise NotAuthenticatedError(
            f"{invitation.email} has an account. Log in with it and open the link again.",
            code="login_required",
        )
    missing = [field for field, value in (("name", name), ("password", password)) if not value]
    if missing:
        raise InvalidError(
            f"A new account needs a {' and a '.join(missing)}.",
            details=[ErrorDetail(field, "required", "Fill this in.") for field in missing],
        )
    return user_create(email=invitation.email, name=name, password=password)
