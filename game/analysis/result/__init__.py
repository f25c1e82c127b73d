"""What an analysis says, by ids and in words, and where it is kept.

A number is an interval of which it is said whether it is exact (`game.analysis.interval`); what is not known is said
to be so and never left to look like a zero. `model.py` is that answer, `as_json.py` and `from_json.py` write and
read it, `findings.py` says what an author should mend, `untested.py` what no number stands for.

Kept by content: a `fingerprint.py` of the rules without the prose names an analysis (`kept_analyses.py`) and, for a
debrief, the values of every state (`kept_values.py`: keys uint64 (state,), its class (state,), float64 (class, 3
times objectives), mapped from disk). `review.py` holds a played run against them: what was still open before and
after each decision, the regret of a decision in the sense of Savage (*The theory of statistical decision*, 1951);
`class_lines.py` holds a class against random play.
"""
