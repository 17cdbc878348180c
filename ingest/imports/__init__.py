"""Ratings tables that people keep: what their columns mean, and the facts of their rows."""
