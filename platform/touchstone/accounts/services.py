"""Writes on users."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from touchstone.accounts.domain import preferences_whole
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError


@transaction.atomic
def user_create(*, email: str, name: str, password: str, **fields: Any) -> User:
    """Create a user who can log in with ``password``.

    Raises:
        InvalidError: The password is too weak; a detail per reason.
        ConflictError: The address already has an account (``email_taken``).
    """
    password_check(password=password, user=User(email=email, name=name))
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, name=name, **fields)
    except IntegrityError as error:
        raise ConflictError(
            f"{email} already has an account. Log in with it.", code="email_taken"
        ) from error
    audit_record(actor=user, action="user.create", target=f"user:{user.public_id}")
    return user


@transaction.atomic
def user_update(*, user: User, **changes: Any) -> User:
    """Change one's own name, languages or preferences (merged into what is stored)."""
    if "preferences" in changes:
        whole = preferences_whole(user.preferences)
        changes["preferences"] = preferences_whole({**whole, **changes["preferences"]})
    for field, value in changes.items():
        setattr(user, field, value)
    if changes:
        user.save(update_fields=sorted(changes))
        audit_record(
            actor=user,
            action="user.update",
            target=f"user:{user.public_id}",
            detail={"fields": sorted(changes)},
        )
    return user


def password_check(*, password: str, user: User) -> None:
    """Refuse a weak password.

    Raises:
        InvalidError: With a detail of the field ``password`` per reason.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidError(
            "The password is too weak: " + " ".join(error.messages),
            code="password_weak",
            details=[
                ErrorDetail("password", str(fault.code), message)
                for fault, message in zip(error.error_list, error.messages, strict=True)
            ],
        ) from error
