from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "training.runs"
    label = "runs"

    def ready(self) -> None:
        """Add the newest cycle to a project's overview."""
        from labeling.assignments.selectors.overview import overview_part
        from training.runs.selectors.cycles import latest_cycle_part

        overview_part("latest_cycle")(latest_cycle_part)
