"""The commands of `reports`, a module for each group of them."""
