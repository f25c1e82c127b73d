"""An exercise: seats at a table, what each may see, and what each may do."""
