"""What a thumb may say, what is kept of it by consent, and the keyed hashes."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from labeling.prompts.domain.canonical import canonical_json

Message = Mapping[str, str]


@dataclass(frozen=True)
class Consent:
    """What the end user agreed to. Without ``store`` nothing else can be."""

    store: bool
    train: bool = False
    publish: bool = False


@dataclass(frozen=True)
class Answer:
    """An answer that is not stored here: the conversation and what was said."""

    messages: Sequence[Message]
    completion: str

    def turns(self) -> list[dict[str, str]]:
        """Return the conversation with the answer as its last turn."""
        asked = [{"role": turn["role"], "content": turn["content"]} for turn in self.messages]
        return [*asked, {"role": "assistant", "content": self.completion}]


@dataclass(frozen=True)
class Thumb:
    """A checked thumb, before consent decides what is kept of it.

    ``completion_id`` or ``answer`` tells what it is on; with ``supersedes`` both may be missing:
    then it is on what the superseded thumb was on.
    """

    rating: str
    consent: Consent
    completion_id: UUID | None = None
    answer: Answer | None = None
    supersedes: UUID | None = None
    reasons: Sequence[str] = ()
    comment: str = ""
    correction: str = ""
    user: str = ""
    model: str = ""
    occurred_at: datetime | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Hasher:
    """Keyed hashes of one project: nobody without the key can tell whose they are.

    The project is part of what is hashed, so the same person is somebody else in each.
    """

    key_id: str
    key: str
    project: UUID

    def end_user(self, user: str) -> str:
        """Return the hash of a caller's opaque id; empty for none."""
        return self._hash(f"user:{self.project}:{user}".encode()) if user else ""

    def body(self, body: Any) -> str:
        """Return the fingerprint of a request: the same for the same JSON, however spelt."""
        return self._hash(b"body:%s:%s" % (str(self.project).encode(), canonical_json(body)))

    def _hash(self, data: bytes) -> str:
        return hmac.new(self.key.encode(), data, hashlib.sha256).hexdigest()
