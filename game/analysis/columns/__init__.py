"""The rules of play on columns: very many states at once, a variable a column, a state a row.

The trees are those that play evaluates (`game.rules`), lowered once more: a step of Python is taken for each effect
and condition, not for each state. That is the data layout of column stores (Boncz, Zukowski and Nes, *MonetDB/X100:
hyper-pipelining query execution*, CIDR 2005) turned on a transition system.

- `batch.py`: the columns. With n states: a gauge is int16 (n,), int64 where bounds are wide; a flag uint8 (n,), 0 or
  1; what became of an inject is one code (n,), `inject_codes.py`, int16 or int64; a weight float64 (n,); what is
  open bool (n, options). A column that nobody can read any more is None. No column is changed in place.
- `evaluate.py`: conditions to bool (n,), changes to new columns, clamped after each effect.
- `column_rules.py`: the walk over days, trends, delayed effects and injects until a decision is due or the end is
  come; `column_decisions.py`: every open option and every branch of luck of all rows, laid out in segments.
- `visitor.py`: whom a walk tells what it meets (the visitor of Gamma and others, *Design Patterns*, 1994).
"""
