"""The state table of an assignment, over the full product of states and events."""

from itertools import product

import pytest

from labeling.assignments.domain.states import AssignmentState, Event, next_state
from labeling.assignments.services.leases import require_transition
from touchstone.core.errors import ConflictError

LEASED, SUBMITTED, SKIPPED = AssignmentState
ALLOWED = {
    (LEASED, Event.OPEN): LEASED,
    (LEASED, Event.HEARTBEAT): LEASED,
    (LEASED, Event.DRAFT): LEASED,
    (LEASED, Event.RELEASE): LEASED,
    (LEASED, Event.SUBMIT): SUBMITTED,
    (LEASED, Event.SKIP): SKIPPED,
    (SUBMITTED, Event.REVISE): SUBMITTED,
    (SKIPPED, Event.SKIP): SKIPPED,
    (SKIPPED, Event.UNSKIP): LEASED,
    (LEASED, Event.UNSKIP): LEASED,
}
REFUSALS = {LEASED: "not_submitted", SUBMITTED: "already_submitted", SKIPPED: "already_skipped"}


@pytest.mark.parametrize(("state", "event"), list(product(AssignmentState, Event)))
def test_every_pair_of_state_and_event_is_decided(state: AssignmentState, event: Event) -> None:
    expected = ALLOWED.get((state, event))
    assert next_state(state, event) == expected
    if expected is not None:
        assert require_transition(state, event) == expected
        return
    with pytest.raises(ConflictError) as caught:
        require_transition(state, event)
    assert caught.value.code == REFUSALS[state]
