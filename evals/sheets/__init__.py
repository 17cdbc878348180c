"""Suites as spreadsheets: one row for each pair, in words of people who write no Python."""
