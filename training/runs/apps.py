from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "training.runs"
    label = "runs"

    def ready(self) -> None:
        """Add the newest cycle to a project's overview; tell which models learned from what."""
        from labeling.assignments.selectors.overview import overview_part
        from labeling.quality.hooks import affected_part
        from training.runs.selectors.affected import affected_models_part
        from training.runs.selectors.cycles import latest_cycle_part

        overview_part("latest_cycle")(latest_cycle_part)
        affected_part("models")(affected_models_part)
