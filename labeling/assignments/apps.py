from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "labeling.assignments"
    label = "assignments"

    def ready(self) -> None:
        """Guidelines stand below us: tell them who knows of judgments and assignments."""
        from labeling.assignments.selectors.guidelines import assignment_shown, judgment_counts
        from labeling.guidelines.hooks import on_item_asked, on_judgments_asked

        on_judgments_asked(judgment_counts)
        on_item_asked(assignment_shown)
