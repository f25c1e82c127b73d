"""One seat, alone, in a class or joined from afar: what is drawn on its board and what its keys do."""
