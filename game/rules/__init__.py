"""The rules of play and of judging: pure functions over frozen values, no I/O, no clock, no chance but the seed's."""
