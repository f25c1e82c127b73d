"""A whole analysis, begun, shared out, told of and put together.

`study.py` decides what is worked out exactly and what is sampled: it probes each question, forecasts the larger
ones, explores what fits, asks less of what does not, merges by residual programs, relaxes, opens the tray, samples
the rest. `tasks.py` are the pieces that can be worked on apart, plain data in and out; `workers.py` does them in
this process, in a few of its own or in whatever `concurrent.futures.Executor` it is given, and the answers are the
same bit by bit, because sums are made in the order of the pieces and not in that in which they come back.
`assemble.py` makes the result of it, `question_outcomes.py` says how each question was answered and what made it too
large; `debrief_questions.py` is the smaller study that a debrief needs, question by question.
"""
