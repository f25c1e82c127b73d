"""What a scenario can do to a class, before a class meets it: every path of it at once, or very many of them."""
