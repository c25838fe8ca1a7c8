"""What looks personal is found; what only resembles it is left alone."""

import time

import pytest

from labeling.prompts.domain.personal_data import (
    MAX_FINDINGS,
    WHY,
    PersonalData,
    card_valid,
    iban_valid,
    personal_data,
)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind.value, text[one.start : one.end]) for one in personal_data(text)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("email", "ann.neil+x@mail.example.co.uk"),
        ("phone", "+49 30 901820"),
        ("phone", "+1 (415) 555-2671"),
        ("phone", "(415) 555-2671"),
        ("phone", "415-555-2671"),
        ("phone", "030 / 90 18 20 44"),
        ("phone", "0044 20 7946 0958"),
        ("iban", "DE89 3704 0044 0532 0130 00"),
        ("iban", "GB82WEST12345698765432"),
        ("card", "4111 1111 1111 1111"),
        ("card", "5500-0000-0000-0004"),
        ("card", "378282246310005"),
        ("ip_address", "8.8.8.8"),
        ("ip_address", "2001:4860:4860::8888"),
        ("secret", "sk-proj-abcdEFGH1234ijklMNOP5678"),
        ("secret", "ghp_" + "a1B2" * 9),
        ("secret", "AKIAIOSFODNN7EXAMPLE"),
        ("secret", "-----BEGIN RSA PRIVATE KEY-----"),
    ],
)
def test_it_finds_the_kind_wherever_it_stands(kind: str, text: str) -> None:
    assert found(text) == [(kind, text)]
    assert found(f"Please use {text}, thank you.") == [(kind, text)]
    assert found(f"« {text} »\nand more") == [(kind, text)]


def test_a_named_secret_is_found_by_its_value_alone() -> None:
    assert found('api_key = "a8f5f167f44f4964"') == [("secret", "a8f5f167f44f4964")]
    assert found("My password is hunter2hunter2") == [("secret", "hunter2hunter2")]


@pytest.mark.parametrize(
    "text",
    [
        "Write a poem about the sea.",
        "It happened on 2024-11-21 at 10:15:30 in room 12.",
        "Version 1.2.3.4 of the library, ISBN 978-3-16-148410-0.",
        "192.168.0.1, 127.0.0.1 and 10.0.0.7 are private addresses.",
        "999.1.1.1 is no address.",
        "Order number 4111 1111 1111 1112 has a wrong check digit.",
        "GB82 WEST 1234 5698 7654 31 has wrong check digits.",
        "0000 0000 0000 0000",
        "The password is required. A secret: nobody knows.",
        "Multiply 1234567890 by 9876543210.",
        "user@localhost, @handle and name at example dot org",
        "SELECT id::text FROM a WHERE b = 'x' -- ratio 10:20:30",
    ],
)
def test_it_leaves_what_only_resembles_it(text: str) -> None:
    assert found(text) == []


def test_several_findings_come_in_the_order_of_the_text_and_do_not_overlap() -> None:
    text = "Call +49 30 901820 or write to a@b.example; card 4111111111111111."
    assert [kind for kind, _ in found(text)] == ["phone", "email", "card"]


def test_what_follows_an_account_number_in_capitals_is_not_part_of_it() -> None:
    assert found("DE89370400440532013000 BIC COBADEFF") == [("iban", "DE89370400440532013000")]


def test_checksums_are_checked() -> None:
    assert iban_valid("NL91ABNA0417164300")
    assert not iban_valid("NL91ABNA0417164301")
    assert card_valid("4242424242424242")
    assert not card_valid("4242424242424241")


def test_every_kind_has_its_reason() -> None:
    assert set(WHY) == set(PersonalData)


def test_a_long_list_is_cut() -> None:
    text = " ".join(f"a{index}@b.example" for index in range(MAX_FINDINGS + 50))
    assert len(personal_data(text)) == MAX_FINDINGS


@pytest.mark.parametrize(
    "unit", ["a", "a.", "1", "1 ", "+1", "A1 ", "1.1.", "1:", "sk-", "eyJ", "password is ", "a@a."]
)
def test_the_time_taken_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    started = time.process_time()
    personal_data(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 4
