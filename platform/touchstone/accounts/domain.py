"""What a person may choose about their own account: pure checks and defaults."""

import re
from typing import Any

DEFAULT_PREFERENCES: dict[str, Any] = {"single_key_shortcuts": True, "color_scheme": "auto"}
COLOR_SCHEMES = ("auto", "light", "dark")
MAX_LANGUAGES = 20
# A practical subset of BCP 47: a language, then script, region and variants.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


def preferences_whole(stored: dict[str, Any]) -> dict[str, Any]:
    """Return preferences with a value for every key; stored keys that we dropped are left out."""
    return {key: stored.get(key, default) for key, default in DEFAULT_PREFERENCES.items()}


def is_language_tag(text: str) -> bool:
    """Return whether ``text`` has the form of a BCP 47 tag such as ``en`` or ``pt-BR``."""
    return len(text) <= 35 and _LANGUAGE.fullmatch(text) is not None
