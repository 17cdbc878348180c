"""Evaluation for the pages: which suites there are, runs in the background, what they say."""
