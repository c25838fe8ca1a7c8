from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "labeling.quality"
    label = "quality"

    def ready(self) -> None:
        """New members become eligible for the project's kinds of work."""
        from labeling.quality.services import eligibility_grant_defaults
        from touchstone.projects.hooks import on_membership_activated

        on_membership_activated(eligibility_grant_defaults)
