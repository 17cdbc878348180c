"""One module per form of answer."""
