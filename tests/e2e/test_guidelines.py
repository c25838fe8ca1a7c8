"""Guidelines between people, in a real browser: a release with a quiz, and a question answered."""

import pytest
from playwright.sync_api import Browser, Page, expect

from labeling.assignments.models import Assignment
from labeling.guidelines.models import (
    Acknowledgment,
    GuidelineVersion,
    Question,
    QuestionAnswer,
    QuizResult,
)
from tests.e2e.browsing import seat
from tests.factories import Cast
from tests.labeling.work import Desk, make_ranking_task
from tests.live import LiveStack

pytestmark = [pytest.mark.browser, pytest.mark.services]

ADDED = "Never rank by length alone."


def publish(page: Page, cast: Cast) -> None:
    """Write a major release with a question of a quiz, and publish it."""
    page.goto(f"/projects/{cast.project.public_id}/releases")
    page.get_by_role("button", name="New release").click()
    text = page.get_by_label("Text, in Markdown")
    text.fill(f"{text.input_value()}\n{ADDED}\n")
    page.get_by_role("tab", name="Quiz").click()
    page.get_by_role("button", name="Add a question").click()
    page.get_by_label("Question, in Markdown").fill("When do two answers tie?")
    page.get_by_label("Option 1", exact=True).fill("Where you would toss a coin")
    page.get_by_label("Option 1 is right").check()
    page.get_by_label("Option 2", exact=True).fill("Where both are long")
    page.get_by_label("Explanation, shown after a try").fill("Length is no reason.")
    page.get_by_role("button", name="Review and publish").click()
    page.get_by_label("What changed").fill("Length is no reason")
    page.get_by_label("Major").check()
    expect(page.get_by_text(ADDED)).to_be_visible()
    page.get_by_role("button", name="Publish as major release").click()
    expect(page.get_by_role("region", name="Releases")).to_contain_text("2.0")


def take_quiz(page: Page, option: str) -> None:
    page.get_by_label(option).check()
    page.get_by_role("button", name="Check my answers").click()


def test_a_major_release_stops_a_labeler_until_it_is_confirmed_and_its_quiz_passed(
    browser: Browser, served: LiveStack, office: Cast
) -> None:
    make_ranking_task(office.project)
    with seat(browser, served.url, office.alice) as page:
        publish(page, office)
    release = GuidelineVersion.objects.get(project=office.project, major=2)
    desk = Desk(office.bob, office.project)
    assert desk.next().json()["reason"] == "must_acknowledge"

    with seat(browser, served.url, office.bob) as page:
        page.goto(f"/work/{office.project.public_id}?kind=ranking")
        expect(page.get_by_text("What changed since 1.0")).to_be_visible()
        expect(page.get_by_text(ADDED)).to_be_visible()
        page.get_by_label("I have read them and will follow them").check()
        page.get_by_role("button", name="Confirm and take the quiz").click()
        take_quiz(page, "Where both are long")
        expect(page.get_by_text("Not yet: 0 of 1 right, 1 needed.")).to_be_visible()
        expect(page.get_by_text("Length is no reason.")).to_be_visible()
        assert desk.next().json()["reason"] == "must_pass_quiz"
        page.get_by_role("button", name="Try again").click()
        take_quiz(page, "Where you would toss a coin")
        page.get_by_role("link", name="Start with rankings").click()
        page.wait_for_url("**/assignments/**")

    assert Acknowledgment.objects.filter(guideline=release, user=office.bob).count() == 1
    tries = QuizResult.objects.filter(quiz_try__guideline=release).order_by("pk")
    assert [(one.quiz_try.user, one.passed) for one in tries] == [
        (office.bob, False),
        (office.bob, True),
    ]
    held = Assignment.objects.get(project=office.project)
    assert (held.user, held.guideline) == (office.bob, release)


def ask(page: Page, cast: Cast) -> None:
    """Open the next task and ask about a section beside it."""
    page.goto(f"/work/{cast.project.public_id}?kind=ranking")
    page.wait_for_url("**/assignments/**")
    expect(page.get_by_role("article").first).to_be_visible()
    page.keyboard.press("g")
    panel = page.get_by_role("dialog")
    panel.get_by_role("button", name="Ask").click()
    panel.get_by_label("Your question").fill("I am Bob. Do A and C tie?")
    panel.get_by_label("About").select_option(label="Ties")
    panel.get_by_role("button", name="Ask").click()
    expect(panel.get_by_role("region", name="Text of the guidelines")).to_be_visible()


def answer(page: Page, cast: Cast) -> None:
    """Read who asks and at which task, reword the question, and answer it for everybody."""
    page.goto(f"/projects/{cast.project.public_id}/answers")
    card = page.get_by_role("article")
    expect(card).to_contain_text("Bob")
    expect(card).to_contain_text("on “ties”")
    card.get_by_text("The task they asked at").click()
    expect(card.get_by_role("heading", name="Answer A, as they saw it")).to_be_visible()
    card.get_by_role("button", name="Reword the question").click()
    card.get_by_label("The question, as everybody reads it").fill("When do two answers tie?")
    card.get_by_label("Answer, in Markdown").fill("When you would toss a **coin**.")
    card.get_by_role("button", name="Publish answer").click()
    expect(page.get_by_text("No question is waiting")).to_be_visible()


def answer_anew(page: Page, text: str) -> None:
    page.get_by_text("Answered", exact=True).click()
    page.get_by_role("button", name="Answer anew").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("The question, as everybody")).to_have_value(
        "When do two answers tie?"
    )
    dialog.get_by_label("Answer, in Markdown").fill(text)
    dialog.get_by_role("button", name="Publish answer").click()
    expect(page.get_by_role("article").filter(has_text=text)).to_be_visible()


def test_a_question_at_a_task_is_answered_for_everybody_and_bettered(
    browser: Browser, served: LiveStack, office: Cast
) -> None:
    make_ranking_task(office.project)
    with seat(browser, served.url, office.bob) as page:
        ask(page, office)
    [question] = Question.objects.filter(project=office.project)
    held = Assignment.objects.get(project=office.project)
    assert (question.item, question.anchor, question.guideline) == (
        held.public_id,
        "ties",
        held.guideline,
    )
    with seat(browser, served.url, office.rita) as page:
        answer(page, office)
        answer_anew(page, "Only where you would toss a coin.")

    with seat(browser, served.url, office.dana) as page:
        page.goto(f"/projects/{office.project.public_id}/questions")
        shown = page.get_by_role("article")
        expect(shown).to_contain_text("When do two answers tie?")
        expect(shown).to_contain_text("Only where you would toss a coin.")
        expect(page.get_by_text("Bob")).to_have_count(0)
    first, second = QuestionAnswer.objects.filter(question=question).order_by("pk")
    assert second.supersedes == first
