"""What an author is told to change, and the seal: all of it rests on whole analyses.

- `written_numbers.py`: the numbers that an author wrote, each with its place, and another one put in its place.
- `cures.py`: the smallest change of one number that removes a finding and makes no other, proved by analysing again:
  a repair by search over mutants, as mutation testing turned round (DeMillo, Lipton and Sayward, *Hints on test data
  selection*, 1978; Debroy and Wong, *Using mutation to automatically suggest fixes*, ICST 2010).
- `sensitivity.py`: which numbers an ending or a lesson hangs on, one at a time (Saltelli and Annoni, *How to avoid a
  perfunctory sensitivity analysis*, 2010, on what that does not say).
- `seal.py`: marks that hold, do not hold or are not known; `habits.py`: habits of play held against random play;
  `attack.py`: the same turned round, plays that break a scenario.
"""
