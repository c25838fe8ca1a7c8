"""What a worker does for this app."""

from celery import shared_task

from labeling.quality.models import VoidOrder
from labeling.quality.services.gold_checks import gold_checks_tend
from labeling.quality.services.voids import VOID_TOPIC, void_order_run
from touchstone.core.outbox import outbox_handler


@outbox_handler(VOID_TOPIC)
def void_order_handle(order: int) -> None:
    """Carry out one order; a finished one stays as it is."""
    related = ("project", "user", "by", "before_guideline")
    void_order_run(VoidOrder.objects.select_related(*related).get(pk=order))


@shared_task
def gold_checks_tend_task() -> None:
    """Keep as many checks in the queues as the projects ask for."""
    gold_checks_tend()
