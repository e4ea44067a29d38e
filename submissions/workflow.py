"""The move table: which verb takes a submission from which states to which state. Pure; no database."""

from sites.enums import Role
from submissions.enums import OPEN_REFERRAL_STATES, REVIEW_STATES, ReferralState, ReferralVerb, State, Verb

LEVELS = (Role.INFO_OFFICER, Role.SUPERVISOR)
"""Review levels of a new submission. `submit` copies them into it, so a change strands nothing in flight."""

STATE_OF_LEVEL = {Role.INFO_OFFICER: State.OFFICER_REVIEW, Role.SUPERVISOR: State.SUPERVISOR_REVIEW}
LEVEL_OF_STATE = {state: level for level, state in STATE_OF_LEVEL.items()}

NEXT_LEVEL = "next level"
"""The target of a verb that goes to the next level the submission carries, or to APPROVED after the last."""

MOVES: dict[Verb, tuple[frozenset[State], str]] = {
    Verb.SUBMIT: (frozenset({State.DRAFT, State.RETURNED}), NEXT_LEVEL),
    Verb.RECALL: (REVIEW_STATES, State.DRAFT),
    Verb.SKIP_REVIEW: (frozenset({State.OFFICER_REVIEW}), NEXT_LEVEL),
    Verb.PASS_REVIEW: (frozenset({State.OFFICER_REVIEW}), NEXT_LEVEL),
    Verb.SEND_BACK: (REVIEW_STATES | {State.APPROVED, State.SCHEDULED}, State.RETURNED),
    Verb.REVIEW_SECRECY: (frozenset({State.SUPERVISOR_REVIEW}), State.SUPERVISOR_REVIEW),
    Verb.APPROVE: (frozenset({State.SUPERVISOR_REVIEW}), NEXT_LEVEL),
    Verb.SCHEDULE: (frozenset({State.APPROVED, State.SCHEDULED}), State.SCHEDULED),
    Verb.UNSCHEDULE: (frozenset({State.SCHEDULED}), State.APPROVED),
    Verb.PUBLISH: (frozenset({State.APPROVED, State.SCHEDULED}), State.PUBLISHED),
    Verb.DISCARD: (frozenset({State.DRAFT, State.RETURNED}), State.DISCARDED),
}


def target(verb: Verb, state: State, levels: list[str]) -> State | None:
    """The state the verb leads to, or None where the table has no such move.

    `levels` are the review levels the submission carries, in order.
    """
    sources, to = MOVES[verb]
    if state not in sources:
        return None
    if to != NEXT_LEVEL:
        return State(to)
    done = levels.index(LEVEL_OF_STATE[state]) + 1 if state in REVIEW_STATES else 0
    return STATE_OF_LEVEL[Role(levels[done])] if done < len(levels) else State.APPROVED


REFERRAL_MOVES: dict[ReferralVerb, tuple[frozenset[ReferralState], ReferralState]] = {
    ReferralVerb.ADOPT: (frozenset({ReferralState.SENT}), ReferralState.ADOPTED),
    ReferralVerb.DECLINE: (OPEN_REFERRAL_STATES, ReferralState.DECLINED),
    ReferralVerb.ASK: (frozenset({ReferralState.SENT}), ReferralState.ASKED),
    ReferralVerb.RESEND: (frozenset({ReferralState.ASKED}), ReferralState.SENT),
    ReferralVerb.RECALL: (OPEN_REFERRAL_STATES, ReferralState.RECALLED),
}
"""报送: which verb takes a referral from which states to which."""
