"""The record of an exercise: an append-only log of what people did, and runs folded from it."""
