"""A file becomes a Report: sections, passages, facts, warnings."""
