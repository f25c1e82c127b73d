"""What of a state can still matter, told from the rules alone: before a single state is made.

An exploration keeps of a state what somebody can still read, and no more. These modules say what that is:

- *liveness* (`liveness.py`): a variable is live on a day if some path from there reads it before it is set; walked
  back over the days as a data-flow analysis walks back over a program (Kildall, *A unified approach to global
  program optimization*, POPL 1973; Nielson, Nielson and Hankin, *Principles of Program Analysis*, 1999, chapter 2).
- *thresholds* (`thresholds.py`) and *partition* (`partition.py`): of a gauge that is only compared with numbers it
  is enough between which of them it stands: a predicate abstraction (Graf and Saidi, *Construction of abstract state
  graphs with PVS*, CAV 1997), exact here as effects are sums of constants.
- *reachable values* (`reachable_values.py`), *outer bounds* and *subset sums*: what a gauge can come to at all, an
  interval or a set of sums above the truth (Cousot and Cousot, *Abstract interpretation*, POPL 1977).
- *read sets* and *inject windows* are what the others are made from; *objectives* say what is asked at all.

All of it is of one scenario and small: whole numbers, sets and tuples, no array of states.
"""
