"""What each may see, cut out on the host: frozen views and what builds them."""
