"""A walk over every text of every view: what a seat is handed has to be shown to it by each face."""
