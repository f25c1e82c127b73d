"""Files for offices: workbooks, documents, statements for a learning record store."""
