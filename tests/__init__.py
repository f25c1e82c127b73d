"""The tests. tests/README.md says what is tested how."""
