"""A class: syndicates, seats, votes, the facilitator, and its store."""
