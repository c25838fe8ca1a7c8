"""Routes of qualification and practice."""

from django.urls import path

from labeling.quality.qualification.api import views, views_admin

urlpatterns = [
    path("projects/<uuid:project_id>/qualification", views.QualificationView.as_view()),
    path(
        "projects/<uuid:project_id>/qualification/attempts",
        views.QualificationAttemptStartView.as_view(),
    ),
    path("qualification-attempts/<uuid:attempt_id>", views.QualificationAttemptView.as_view()),
    path(
        "qualification-attempts/<uuid:attempt_id>/answers/<int:index>",
        views.QualificationAttemptAnswerView.as_view(),
    ),
    path(
        "qualification-attempts/<uuid:attempt_id>/submit",
        views.QualificationAttemptSubmitView.as_view(),
    ),
    path("projects/<uuid:project_id>/practice", views.PracticeView.as_view()),
    path("practice/<uuid:item_id>/answer", views.PracticeAnswerView.as_view()),
    path(
        "projects/<uuid:project_id>/demonstrations-to-score",
        views.DemonstrationsToScoreView.as_view(),
    ),
    path("demonstrations-to-score/<uuid:answer_id>", views.DemonstrationScoreView.as_view()),
    path("projects/<uuid:project_id>/qualifications", views_admin.QualificationsView.as_view()),
    path(
        "projects/<uuid:project_id>/qualification-items",
        views_admin.QualificationItemsView.as_view(),
    ),
    path(
        "projects/<uuid:project_id>/qualification-items/import",
        views_admin.QualificationItemsImportView.as_view(),
    ),
    path(
        "gold/<uuid:gold_item_id>/qualification-item",
        views_admin.QualificationItemFromGoldView.as_view(),
    ),
    path(
        "qualification-items/<uuid:item_id>/retire",
        views_admin.QualificationItemRetireView.as_view(),
    ),
    path(
        "projects/<uuid:project_id>/qualification-attempts",
        views_admin.QualificationAttemptsView.as_view(),
    ),
    path(
        "qualification-attempts/<uuid:attempt_id>/overrule",
        views_admin.QualificationAttemptOverruleView.as_view(),
    ),
]
