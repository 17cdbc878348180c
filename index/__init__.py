"""Reports are kept and found; a question becomes an Answer."""
