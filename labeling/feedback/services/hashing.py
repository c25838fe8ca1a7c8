"""Which key hashes: the newest for what is new, the row's own for what is compared with it."""

from uuid import UUID

from django.conf import settings

from labeling.feedback.domain import Hasher
from touchstone.core.errors import ConflictError


def hasher_new(project_id: UUID) -> Hasher:
    """Return the hasher for new rows."""
    keys: dict[str, str] = settings.HASH_KEYS
    key_id = list(keys)[-1]
    return Hasher(key_id, keys[key_id], project_id)


def hasher_of(key_id: str, project_id: UUID) -> Hasher:
    """Return the hasher that an existing row was made with.

    Raises:
        ConflictError: That key was removed from the settings.
    """
    if key_id not in settings.HASH_KEYS:
        raise ConflictError(
            f"The hash key {key_id!r} of an earlier event is gone from the settings; "
            "keep retired keys as long as their hashes.",
            code="hash_key_missing",
        )
    return Hasher(key_id, settings.HASH_KEYS[key_id], project_id)
