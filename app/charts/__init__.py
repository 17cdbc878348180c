"""Charts of the ratings: what they show as plain rows, drawn by Altair, said again as tables."""
