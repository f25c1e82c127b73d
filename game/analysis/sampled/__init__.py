"""What is not worked out over all policies: one policy followed, or random runs, with how sure they are.

- `simulation.py`: random runs in columns, a row a run, by a generator that hangs on the number of a batch alone
  (Philox: Salmon and others, *Parallel random numbers: as easy as 1, 2, 3*, SC 2011), stratified by first decisions.
- `estimates.py`: means over strata (Cochran, *Sampling Techniques*, 3rd edition 1977, chapter 5) with intervals at
  99 %: Wilson's for a share (J. Amer. Statist. Assoc. 1927), the normal one for a mean, and the rule of three for
  what was never met (Hanley and Lippman-Hand, *If nothing goes wrong, is everything all right?*, JAMA 1983). Sums
  are float64.
- `size_forecast.py`: how many states an exploration would have at least, from the keys of those that runs meet.
- `strategies.py` and `policy_evaluation.py`: naive policies, followed exactly and side by side: policy evaluation
  without an improvement (Puterman, 1994, section 4.2). `policy_search.py`: good ones found by trying, so lower
  bounds.
- `teaching.py`: what a decision tells of whoever took it: mutual information (Shannon, 1948). `continuations.py`:
  random ways on from the states of a played run.
"""
