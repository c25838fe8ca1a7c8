"""Routes of this app."""

from django.urls import path

from training.runs.api import cycles, policies, runs

urlpatterns = [
    path("projects/<uuid:project_id>/runs", runs.RunsView.as_view()),
    path("runs/<uuid:run_id>", runs.RunView.as_view()),
    path("runs/<uuid:run_id>/metrics", runs.RunMetricsView.as_view()),
    path("runs/<uuid:run_id>/cancel", runs.RunCancelView.as_view()),
    path("runs/<uuid:run_id>/retry", runs.RunRetryView.as_view()),
    path("projects/<uuid:project_id>/retrain-policies", policies.RetrainPoliciesView.as_view()),
    path("retrain-policies/<uuid:policy_id>", policies.RetrainPolicyView.as_view()),
    path("retrain-policies/<uuid:policy_id>/trigger", policies.RetrainPolicyTriggerView.as_view()),
    path("projects/<uuid:project_id>/cycles", cycles.CyclesView.as_view()),
    path("cycles/<uuid:cycle_id>", cycles.CycleView.as_view()),
    path("cycles/<uuid:cycle_id>/resume", cycles.CycleResumeView.as_view()),
    path("cycles/<uuid:cycle_id>/cancel", cycles.CycleCancelView.as_view()),
    path("cycles/<uuid:cycle_id>/gate", cycles.CycleGateView.as_view()),
    path("cycles/<uuid:cycle_id>/decide", cycles.CycleDecideView.as_view()),
]
