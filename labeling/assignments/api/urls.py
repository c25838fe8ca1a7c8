"""Routes of this app."""

from django.urls import path

from labeling.assignments.api import briefs, figures, ledger, own, topics, views, views_lists

_PROJECT = "projects/<uuid:project_id>/"
_ONE = "assignments/<uuid:assignment_id>"

urlpatterns = [
    path(f"{_PROJECT}prompt-briefs", briefs.PromptBriefsView.as_view()),
    path("prompt-briefs/<uuid:brief_id>/withdraw", briefs.PromptBriefWithdrawView.as_view()),
    path(f"{_PROJECT}overview", figures.OverviewView.as_view()),
    path(f"{_PROJECT}agreement", figures.AgreementView.as_view()),
    path(f"{_PROJECT}queue", views_lists.QueueView.as_view()),
    path(f"{_PROJECT}topics", topics.TopicsView.as_view()),
    path(f"{_PROJECT}me", own.OwnStandingView.as_view()),
    path(f"{_PROJECT}ledger", ledger.LedgerView.as_view()),
    path(f"{_PROJECT}ledger.csv", ledger.LedgerCsvView.as_view()),
    path(f"{_PROJECT}history", views_lists.HistoryView.as_view()),
    path(f"{_PROJECT}skips", views_lists.SkipsView.as_view()),
    path(f"{_PROJECT}judgments", views_lists.JudgmentsView.as_view()),
    path("judgments/<uuid:judgment_id>", views_lists.JudgmentView.as_view()),
    path("judgments/<uuid:judgment_id>/revise", views_lists.JudgmentReviseView.as_view()),
    path(f"{_PROJECT}assignments/next", views.AssignmentNextView.as_view()),
    path(_ONE, views.AssignmentView.as_view()),
    path(f"{_ONE}/open", views.AssignmentOpenView.as_view()),
    path(f"{_ONE}/heartbeat", views.AssignmentHeartbeatView.as_view()),
    path(f"{_ONE}/draft", views.AssignmentDraftView.as_view()),
    path(f"{_ONE}/submit", views.AssignmentSubmitView.as_view()),
    path(f"{_ONE}/skip", views.AssignmentSkipView.as_view()),
    path(f"{_ONE}/unskip", views.AssignmentUnskipView.as_view()),
    path(f"{_ONE}/release", views.AssignmentReleaseView.as_view()),
]
