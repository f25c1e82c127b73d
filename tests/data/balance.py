"""What the bars of balance take for granted: judgements of people about the shipped scenarios, not figures."""

GOOD = {
    "orvane_mission": {"fragile_but_shared", "one_city_two_rooms", "close_to_sellim"},
    "ridge_prt": {"quiet_handover", "popular_team_weak_state", "the_allies_favourite"},
    "estrane_brussels": {"one_europe_in_practice", "members_content"},
    "halvia_cabinet": {"a_policy_with_owners", "coherent_and_hollow", "easy_mornings"},
}
"""Threads with a title that somebody in the room is glad to hear."""

GRIM = {
    "orvane_mission": {
        "aid_under_flag",
        "asked_to_leave",
        "host_turns_away",
        "not_there_for_them",
        "projects_without_state",
        "stretched_thin",
        "talks_fray",
    },
    "ridge_prt": {"aid_retreats", "alliance_row", "busy_province", "exposed_team"},
    "estrane_brussels": {
        "force_without_policy",
        "members_tire",
        "policy_without_delivery",
        "regional_rupture",
        "the_coast_left_behind",
    },
    "halvia_cabinet": {"no_owner_at_the_top", "relief_swallowed"},
}
"""Threads that nobody is glad to hear; what is right and late, or safe and apart, is neither."""

ANSWERS = {
    "orvane_mission": ("five_chairs", "letter_from_sellim"),
    "ridge_prt": ("three_chairs", "ashes"),
    "estrane_brussels": ("two_hats_pulled", "ru_leaves"),
    "halvia_cabinet": ("second_tuesday", "nobodys_paper"),
}
"""Decisions that success brings, and that trouble brings."""

NOT_A_HABIT = {("halvia_cabinet", "guard")}
"""A city has no force of its own to protect."""

FIGURE_OF_SPEECH = {"orvane_mission.letter_from_next_year.record_the_dissent"}
"""Options of which a branch of luck speaks of a death in which nobody dies."""
