"""Looking back: the debrief of a run, of a class, and two runs side by side."""
