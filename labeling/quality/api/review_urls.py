"""Routes of reviewing."""

from django.urls import path

from labeling.quality.api import gold, reviews

_PROJECT = "projects/<uuid:project_id>/"
_TASK = "tasks/<uuid:task_id>"

urlpatterns = [
    path(f"{_PROJECT}review-queue", reviews.ReviewQueueView.as_view()),
    path(_TASK, reviews.ReviewTaskView.as_view()),
    path(f"{_TASK}/settle", reviews.TaskSettleView.as_view()),
    path(f"{_TASK}/overlap", reviews.TaskOverlapView.as_view()),
    path(f"{_TASK}/withdraw", reviews.TaskWithdrawView.as_view()),
    path(f"{_TASK}/gold", gold.TaskGoldView.as_view()),
    path(f"{_PROJECT}gold", gold.GoldItemsView.as_view()),
    path("gold/<uuid:gold_item_id>/retire", gold.GoldItemRetireView.as_view()),
]
