"""What looks like personal data or a secret in a text: found by its form, and its checksum if any.

A finding is a warning and never a verdict: people write invented addresses on purpose. Every
pattern is bounded, so that the time taken grows with the text and not with its square. Names and
street addresses are deliberately absent: by form alone they cannot be told from other words.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

MAX_FINDINGS = 100
"""Told of one text; whoever pastes a whole address book needs no longer list."""


class PersonalData(StrEnum):
    """Kinds of findings."""

    EMAIL = "email"
    PHONE = "phone"
    IBAN = "iban"
    CARD = "card"
    IP_ADDRESS = "ip_address"
    SECRET = "secret"  # noqa: S105 - the name of a kind


WHY = {
    PersonalData.EMAIL: "An e-mail address points to one person, and a model may repeat it.",
    PersonalData.PHONE: "A telephone number points to one person, and a model may repeat it.",
    PersonalData.IBAN: "This is a valid bank account number; somebody may own the account.",
    PersonalData.CARD: "This is a valid payment card number; somebody may own the card.",
    PersonalData.IP_ADDRESS: "A public IP address can lead to a person or a household.",
    PersonalData.SECRET: "This looks like a key or password that opens something.",
}
"""What a writer is told of each kind."""


@dataclass(frozen=True)
class Finding:
    """Where a text has what looks like personal data: characters ``start`` to ``end``."""

    kind: PersonalData
    start: int
    end: int


_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}"
    r"[A-Za-z]{2,24}(?![\w-])"
)
_PHONE = re.compile(
    r"(?<![\w.:/+-])(?:"
    r"(?:\+|00)[1-9]\d{0,2}(?:[ ./()-]{0,2}\d){7,12}"  # international
    r"|\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[.-]\d{3}[.-]\d{4}"  # North America
    r"|\(?0[1-9]\d{1,4}\)?[ /-]{1,3}\d(?:[ /-]?\d){5,9}"  # national, with its zero
    r")(?![\w-]|\.\d)"
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?!\w)")
_CARD = re.compile(r"(?<![\w.+-])(?<![A-Z]{2}\d\d )[3-6]\d{3}(?:[ -]?\d){9,15}(?![\w-]|\.\d)")
_IPV4 = re.compile(r"(?<![\w.])(?<!ersion )\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f]{1,4}(?::{1,2}[0-9A-Fa-f]{1,4}){2,7}(?![\w:])")
_SECRET = re.compile(
    r"(?<![\w-])(?:"
    r"(?:sk|pk|rk)[-_](?:[a-z]{2,8}[-_]){0,3}[A-Za-z0-9_-]{20,120}"
    r"|gh[pousr]_[A-Za-z0-9]{30,120}|github_pat_\w{20,120}|glpat-[\w-]{16,60}"
    r"|xox[abeoprs]-[A-Za-z0-9-]{10,120}|A(?:KIA|SIA)[A-Z0-9]{16}|AIza[\w-]{35}|hf_[A-Za-z]{30,60}"
    r"|tsk_[A-Za-z0-9]{16,120}"
    r"|eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}"
    r")(?![\w-])"
    r"|-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----"
)
_NAMED_SECRET = re.compile(
    r"(?i)(?<![a-z])(?:api[ _-]?key|access[ _-]?token|secret|password|passwd)"
    r"[\"']? ?(?:=|:|is) ?[\"']?([^\s\"',;]{8,200})"
)
_IBAN_COUNTRIES = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL",
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HU LB PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU",
    31: "MT SC",
    32: "LC",
}
_IBAN_LENGTHS = {
    names[place : place + 2]: length
    for length, names in _IBAN_COUNTRIES.items()
    for place in range(0, len(names), 3)
}


def personal_data(text: str) -> list[Finding]:
    """Return what looks personal in a text, in the order of the text; empty where nothing does.

    Where two kinds overlap, the one that a checksum or a fixed form vouches for is told alone.
    """
    found: list[Finding] = []
    for kind, find in _FINDERS:
        for start, end in find(text):
            if not any(start < other.end and other.start < end for other in found):
                found.append(Finding(kind, start, end))
                if len(found) == MAX_FINDINGS:
                    return sorted(found, key=lambda one: one.start)
    return sorted(found, key=lambda one: one.start)


def _matches(
    pattern: re.Pattern[str], accept: Callable[[str], bool] = lambda _: True
) -> Callable[[str], Iterator[tuple[int, int]]]:
    def find(text: str) -> Iterator[tuple[int, int]]:
        for match in pattern.finditer(text):
            if accept(match.group()):
                yield match.span()

    return find


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    """An account number may be followed by a word in capitals: its country tells where it ends."""
    for match in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(match.group()[:2], 0)
        end, letters = match.start(), 0
        while letters < length and end < match.end():
            letters += text[end] != " "
            end += 1
        if letters == length and length and iban_valid(text[match.start() : end]):
            yield match.start(), end


def iban_valid(text: str) -> bool:
    """Tell whether an account number's check digits are right (ISO 7064, mod 97-10)."""
    compact = text.replace(" ", "")
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def card_valid(text: str) -> bool:
    """Tell whether a card number's check digit is right (Luhn), and not all digits are alike."""
    digits = [int(letter) for letter in text if letter.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _public_address(text: str) -> bool:
    try:
        return ipaddress.ip_address(text).is_global
    except ValueError:
        return False


def _named_secrets(text: str) -> Iterator[tuple[int, int]]:
    """A value that is called a secret and reads like one: digits among letters, and no web page."""
    for match in _NAMED_SECRET.finditer(text):
        value = match.group(1)
        mixed = re.search(r"\d", value) and re.search(r"[A-Za-z]", value)
        if mixed and not value.startswith(("http", "$", "<", "{")):
            yield match.span(1)


_FINDERS: tuple[tuple[PersonalData, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    (PersonalData.SECRET, _matches(_SECRET)),
    (PersonalData.EMAIL, _matches(_EMAIL)),
    (PersonalData.IBAN, _ibans),
    (PersonalData.CARD, _matches(_CARD, card_valid)),
    (PersonalData.IP_ADDRESS, _matches(_IPV4, _public_address)),
    (PersonalData.IP_ADDRESS, _matches(_IPV6, _public_address)),
    (PersonalData.PHONE, _matches(_PHONE)),
    (PersonalData.SECRET, _named_secrets),
)
