"""Questions that the ratings table answers: read into a TableQuery, put to SQL, said with their rows."""
