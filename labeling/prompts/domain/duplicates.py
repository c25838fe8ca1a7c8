"""Near-duplicates: conversations that share a long common prefix.

A conversation is near another when the two agree on at least two thirds of their normalised text
from the start. Comparing all pairs is out of the question, so each conversation stores one hash: of
its prefix at the second highest rung of a ladder of lengths. A newcomer looks its own prefixes up
at three rungs, which finds neighbours a little shorter or longer too. System turns do not count:
a chatbot's long system prompt would make all its prompts one.

Source: InstructGPT (Ouyang et al. 2022, s3.2) removes prompts "that share a long common prefix".
Departure: they are kept, but bound to one split.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from labeling.prompts.domain.canonical import Message, sha256_of

_FIRST_RUNG = 40
_STEP = 1.25
_RUNGS = 60
LADDER = [round(_FIRST_RUNG * _STEP**rung) for rung in range(_RUNGS)]
_NO_WORD = re.compile(r"[\W_]+")


def prefix_hash(messages: Sequence[Message]) -> str:
    """Return the hash under which this conversation is found by its near-duplicates."""
    text = _text(messages)
    return _hash_at(text, _rung(text))


def neighbour_hashes(messages: Sequence[Message]) -> list[str]:
    """Return the hashes that near-duplicates of this conversation may have stored."""
    return list(neighbour_lengths(messages))


def neighbour_lengths(messages: Sequence[Message]) -> dict[str, int]:
    """Return those hashes, each with how many characters from the start it stands for."""
    text = _text(messages)
    rung = _rung(text)
    return {
        _hash_at(text, near): LADDER[near] if near >= 0 else len(text)
        for near in (rung - 1, rung, rung + 1)
        if near >= -1
    }


def _rung(text: str) -> int:
    """The second highest rung below the text's length; -1: too short, taken whole."""
    return max(bisect_right(LADDER, len(text)) - 2, -1)


def _hash_at(text: str, rung: int) -> str:
    if rung < 0:
        return sha256_of(f"whole:{text}")
    return sha256_of(f"{LADDER[rung]}:{text[: LADDER[rung]]}")


def _text(messages: Sequence[Message]) -> str:
    """Words in lower case without punctuation; from the first turn that is not the system's."""
    said = [f"{turn['role']} {turn['content']}" for turn in messages if turn["role"] != "system"]
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", " ".join(said)).casefold()).strip()
