"""What can be done: acts with typed fields, offers made from a view, and how they are performed on the host."""
