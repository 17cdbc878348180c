"""Briefings: what the library knows of a place, a region, the nation or a topic, to be sent on."""
