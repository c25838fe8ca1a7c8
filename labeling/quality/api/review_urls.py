"""Routes of reviewing."""

from django.urls import path

from labeling.quality.api import demonstrations, gold, news, people, reviews, voids, waiting

_PROJECT = "projects/<uuid:project_id>/"
_PERSON = f"{_PROJECT}people/<uuid:person_id>"
_TASK = "tasks/<uuid:task_id>"

urlpatterns = [
    path(f"{_PROJECT}waiting", waiting.WaitingView.as_view()),
    path(f"{_PROJECT}review-queue", reviews.ReviewQueueView.as_view()),
    path(_TASK, reviews.ReviewTaskView.as_view()),
    path(f"{_TASK}/settle", reviews.TaskSettleView.as_view()),
    path(f"{_TASK}/overlap", reviews.TaskOverlapView.as_view()),
    path(f"{_TASK}/withdraw", reviews.TaskWithdrawView.as_view()),
    path(f"{_TASK}/gold", gold.TaskGoldView.as_view()),
    path(f"{_PROJECT}gold", gold.GoldItemsView.as_view()),
    path("gold/<uuid:gold_item_id>/retire", gold.GoldItemRetireView.as_view()),
    path("gold/<uuid:gold_item_id>/restore", gold.GoldItemRestoreView.as_view()),
    path(f"{_PROJECT}demonstration-reviews", demonstrations.DemonstrationsWaitingView.as_view()),
    path(
        "demonstrations/<uuid:demonstration_id>/decide",
        demonstrations.DemonstrationDecideView.as_view(),
    ),
    path(f"{_PROJECT}me/contested", demonstrations.ContestedView.as_view()),
    path(f"{_PROJECT}me/news", news.NewsView.as_view()),
    path(f"{_PROJECT}voids", voids.VoidsView.as_view()),
    path(f"{_PROJECT}voids/preview", voids.VoidPreviewView.as_view()),
    path("voids/<uuid:void_id>", voids.VoidView.as_view()),
    path(f"{_PROJECT}people", people.PeopleView.as_view()),
    path(_PERSON, people.PersonView.as_view()),
    path(f"{_PERSON}/pause", people.PersonPauseView.as_view()),
    path(f"{_PERSON}/resume", people.PersonResumeView.as_view()),
]
