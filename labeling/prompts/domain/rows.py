"""What a row of an import must be. A bad one is refused with a code and a reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROLES = ("system", "user", "assistant")
MAX_TEXT = 200_000
MAX_TURNS = 1000
MAX_COMPLETIONS = 100
FIELDS = (
    "id",
    "messages",
    "prompt",
    "completions",
    "reference",
    "use_case",
    "language",
    "author",
    "sensitive",
    "expertise",
    "reference_documents",
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# A surrogate alone is no character, and PostgreSQL's text holds no zero byte.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class RowError(Exception):
    """A row that is not taken; ``code`` is stable, the message says what to mend."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """A completion as it came; ``model`` is the name of who wrote it, empty where not told."""

    text: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class PromptRow:
    """A checked row: a conversation that ends with the user's turn, and what came with it."""

    messages: tuple[Mapping[str, str], ...]
    completions: tuple[CompletionRow, ...] = ()
    reference: str = ""
    external_id: str = ""
    use_case: str = ""
    language: str = "en"
    author: str = ""
    sensitive: bool = False
    expertise: tuple[str, ...] = ()
    reference_documents: tuple[Mapping[str, str], ...] = ()
    few_shot: Mapping[str, Any] | None = None
    """Of a few-shot prompt written here: the parts that its one turn was made of."""
    invented: bool = False
    """Its writer says that what looks personal in it is made up."""


def prompt_row(value: Mapping[str, Any]) -> PromptRow:
    """Check one row of a file.

    Raises:
        RowError: It is not usable; the first fault is told.
    """
    unknown = sorted(set(value) - set(FIELDS))
    if unknown:
        known = ", ".join(FIELDS)
        raise RowError("unknown_field", f"unknown field {unknown[0]!r}; known fields: {known}")
    return PromptRow(
        messages=_messages(value),
        completions=_completions(value.get("completions")),
        reference=_text(value, "reference", MAX_TEXT),
        external_id=_identity(value),
        use_case=_text(value, "use_case", 40),
        language=_language(value),
        author=_text(value, "author", 500),
        sensitive=_flag(value, "sensitive"),
        expertise=_expertise(value.get("expertise")),
        reference_documents=_documents(value.get("reference_documents")),
    )


def _messages(value: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    messages, prompt = value.get("messages"), value.get("prompt")
    if messages is None and prompt is None:
        raise RowError("prompt_missing", "neither `messages` nor `prompt` is there; give one")
    if messages is not None and prompt is not None:
        raise RowError("prompt_twice", "both `messages` and `prompt` are there; give one")
    if messages is None:
        return ({"role": "user", "content": _filled("prompt", prompt)},)
    return conversation_checked(messages)


def conversation_checked(messages: Any) -> tuple[Mapping[str, str], ...]:
    """Check a conversation: turns of known roles that end with the user's.

    Raises:
        RowError: It is none; the first fault is told.
    """
    if not isinstance(messages, list) or not messages:
        raise RowError("messages_invalid", "`messages` must be a list with at least one turn")
    if len(messages) > MAX_TURNS:
        raise RowError("too_many_turns", f"{len(messages)} turns; at most {MAX_TURNS}")
    turns = tuple(_turn(index, turn) for index, turn in enumerate(messages))
    if turns[-1]["role"] != "user":
        raise RowError(
            "last_turn_not_user", f"the last turn is the {turns[-1]['role']}'s, not the user's"
        )
    return turns


def _turn(index: int, turn: Any) -> Mapping[str, str]:
    if not isinstance(turn, dict) or set(turn) != {"role", "content"}:
        raise RowError("messages_invalid", f"turn {index} must have exactly `role` and `content`")
    if turn["role"] not in ROLES:
        raise RowError("role_unknown", f"turn {index}: the role must be one of {', '.join(ROLES)}")
    if turn["role"] == "system" and index:
        raise RowError("messages_invalid", f"turn {index}: a system turn stands only at the start")
    return {"role": turn["role"], "content": _filled(f"turn {index}", turn["content"])}


def _completions(value: Any) -> tuple[CompletionRow, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MAX_COMPLETIONS:
        raise RowError(
            "completions_invalid", f"`completions` must be a list of at most {MAX_COMPLETIONS}"
        )
    return tuple(_completion(index, one) for index, one in enumerate(value))


def _completion(index: int, value: Any) -> CompletionRow:
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict) or not {"text"} <= set(value) <= {"text", "model"}:
        raise RowError(
            "completions_invalid", f"completion {index} must be a text or {{model, text}}"
        )
    text = _filled(f"completion {index}", value["text"])
    return CompletionRow(text, _text(value, "model", 120))


def _identity(value: Mapping[str, Any]) -> str:
    number = value.get("id")
    if isinstance(number, int) and not isinstance(number, bool):
        return str(number)
    return _text(value, "id", 200)


def _language(value: Mapping[str, Any]) -> str:
    language = _text(value, "language", 35) or "en"
    if not _LANGUAGE.fullmatch(language):
        raise RowError("language_invalid", f"{language!r} is no BCP 47 language tag")
    return language


def _flag(value: Mapping[str, Any], name: str) -> bool:
    flag = value.get(name)
    if flag is None:
        return False
    if not isinstance(flag, bool):
        raise RowError("not_a_boolean", f"`{name}` must be true or false")
    return flag


def _expertise(value: Any) -> tuple[str, ...]:
    tags: Sequence[Any] = [] if value is None else value
    if not isinstance(tags, list) or not all(isinstance(t, str) and 0 < len(t) <= 60 for t in tags):
        raise RowError("expertise_invalid", "`expertise` must be a list of tags up to 60 long")
    return tuple(_storable("expertise", tag) for tag in tags)


def _documents(value: Any) -> tuple[Mapping[str, str], ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise RowError("documents_invalid", "`reference_documents` must be a list")
    documents = []
    for index, document in enumerate(value):
        if not isinstance(document, dict) or set(document) != {"title", "text"}:
            raise RowError("documents_invalid", f"document {index} must be {{title, text}}")
        title = _text(document, "title", 300)
        documents.append({"title": title, "text": _filled(f"document {index}", document["text"])})
    return tuple(documents)


def _text(value: Mapping[str, Any], name: str, longest: int) -> str:
    """An optional text; absent and null are the same."""
    text = value.get(name)
    if text is None:
        return ""
    if not isinstance(text, str):
        raise RowError("not_a_text", f"`{name}` must be a text")
    if len(text) > longest:
        raise RowError("text_too_long", f"`{name}` is {len(text)} long; at most {longest}")
    return _storable(name, text)


def _filled(name: str, text: Any) -> str:
    if not isinstance(text, str):
        raise RowError("not_a_text", f"{name} must be a text")
    if not text.strip():
        raise RowError("text_empty", f"{name} is empty")
    if len(text) > MAX_TEXT:
        raise RowError("text_too_long", f"{name} is {len(text)} long; at most {MAX_TEXT}")
    return _storable(name, text)


def _storable(name: str, text: str) -> str:
    if _UNSTORABLE.search(text):
        raise RowError("bad_character", f"{name} holds a zero byte or half a character")
    return text
