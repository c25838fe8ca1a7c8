from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "labeling.feedback"
    label = "feedback"

    def ready(self) -> None:
        """Add the thumbs that hold to a project's overview."""
        from labeling.assignments.selectors.overview import overview_part
        from labeling.feedback.selectors import feedback_counts

        overview_part("feedback")(feedback_counts)
