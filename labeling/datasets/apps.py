from django.apps import AppConfig


class DatasetsConfig(AppConfig):
    name = "labeling.datasets"
    label = "datasets"

    def ready(self) -> None:
        """What stands below us tells which answers a version contains: history, and voids."""
        from labeling.assignments.selectors.frozen import on_frozen_asked
        from labeling.datasets.selectors.affected import affected_versions_part
        from labeling.datasets.selectors.frozen import frozen_counts
        from labeling.quality.hooks import affected_part

        on_frozen_asked(frozen_counts)
        affected_part("datasets")(affected_versions_part)
