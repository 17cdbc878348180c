"""Suites of known pairs, metrics, and runs of them."""
