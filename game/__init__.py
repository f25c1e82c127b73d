"""Whitecell: a tabletop exercise engine."""
