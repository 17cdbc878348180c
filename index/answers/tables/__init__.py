"""Questions about the ratings table: read into a query, put to SQL, answered from rows."""
