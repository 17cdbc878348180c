"""The figures that README and notes quote: `python -m evals.evidence`."""
