"""What can be said of a scenario that loads: where it will disappoint a class, and what its author may want to know."""
