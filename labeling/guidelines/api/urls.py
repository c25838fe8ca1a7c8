"""Routes of this app."""

from django.urls import path

from labeling.guidelines.api import diffs, questions, quiz, views

PROJECT = "projects/<uuid:project_id>"
RELEASE = "guidelines/<uuid:guideline_id>"

urlpatterns = [
    path(f"{PROJECT}/guidelines", views.GuidelinesView.as_view()),
    path(f"{PROJECT}/guidelines/current", views.GuidelineCurrentView.as_view()),
    path(f"{PROJECT}/guidelines/diff", diffs.GuidelineDraftDiffView.as_view()),
    path(RELEASE, views.GuidelineView.as_view()),
    path(f"{RELEASE}/diff", diffs.GuidelineDiffView.as_view()),
    path(f"{RELEASE}/quiz", views.GuidelineQuizView.as_view()),
    path(f"{RELEASE}/acknowledge", views.GuidelineAcknowledgeView.as_view()),
    path(f"{RELEASE}/quiz-tries", quiz.QuizTriesView.as_view()),
    path("quiz-tries/<uuid:quiz_try_id>/answers", quiz.QuizAnswersView.as_view()),
    path(f"{PROJECT}/questions", questions.QuestionsView.as_view()),
    path(f"{PROJECT}/open-questions", questions.OpenQuestionsView.as_view()),
    path("questions/<uuid:question_id>", questions.QuestionView.as_view()),
    path("questions/<uuid:question_id>/answers", questions.QuestionAnswersView.as_view()),
]
