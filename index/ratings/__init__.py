"""The ratings table: inspections as rows, lost cells solved, and SQL over all of it."""
