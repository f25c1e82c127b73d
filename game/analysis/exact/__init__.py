"""Exact answers: every state that can be reached, each kept once, and the way back over them.

A scenario is a finite Markov decision process whose states lie in layers (day, turn, inject), so one sweep forward
makes it and one sweep back solves it: backward induction (Puterman, *Markov Decision Processes*, 1994, section 4.5).

- `exploration.py` with `collector.py`, `bit_packing.py`, `layers.py`: breadth first, a layer at a time; a state is
  one or more uint64 words, (n,) or (n, words), equal ones are merged by sorting, edges are uint32 numbers of states.
- `backward_induction.py`: least, greatest and random expectation, float64 (class, 3 times objectives);
  `bisimulation.py` makes the classes, from the back (Paige and Tarjan, *Three partition refinement algorithms*, SIAM
  J. Comput. 1987, of which layers need but one pass). `verdict_distribution.py`, `occurrences.py`,
  `decision_values.py`: what else is told of them.
- `dominance.py`, `reachability.py`, `witness.py` (a shortest way), `blockers.py` (why there is none),
  `tray_releases.py` (the facilitator as a third agent), `size_diagnosis.py` (which variables multiply the states).
- `residual_*.py`: states merged by what is left of the game for what is asked: residual programs of partial
  evaluation (Jones, Gomard and Sestoft, *Partial Evaluation and Automatic Program Generation*, 1993);
  `packed_rows.py` finds equals.
- `relaxation.py`: certified bounds where all that is too much. `questions.py` cuts a scenario into explorations.
"""
