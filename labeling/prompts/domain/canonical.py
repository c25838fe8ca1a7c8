"""One spelling for everything that is hashed: canonical JSON and normalised text."""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

SCHEMA_VERSION = 1
Message = Mapping[str, str]


def canonical_json(value: Any) -> bytes:
    """Return ``value`` as UTF-8 JSON with sorted keys and no spaces: same value, same bytes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def sha256_of(data: bytes | str) -> str:
    """Return the SHA-256 in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def conversation_body(messages: Sequence[Message]) -> dict[str, Any]:
    """Return the content row's body of a conversation."""
    turns = [{"role": turn["role"], "content": turn["content"]} for turn in messages]
    return {"schema_version": SCHEMA_VERSION, "messages": turns}


def text_body(text: str) -> dict[str, Any]:
    """Return the content row's body of a text."""
    return {"schema_version": SCHEMA_VERSION, "text": text}


def turns_body(messages: Sequence[Message], *, written: int) -> dict[str, Any]:
    """Return the content row's body of a conversation whose last ``written`` turns are new.

    The last turn is the answer; with turns written in between, ``written`` counts them all.
    """
    *before, last = messages
    return {**conversation_body(before), "text": last["content"], "written": written}


def conversation_sha256(messages: Sequence[Message]) -> str:
    """Hash a conversation so that composed characters and runs of white space do not matter."""
    turns = [[turn["role"], _collapsed(turn["content"])] for turn in messages]
    return sha256_of(canonical_json(turns))


def text_sha256(text: str) -> str:
    """Hash a completion's text with the white space around it stripped."""
    return sha256_of(text.strip())


def _collapsed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
