"""One reader per format; each turns a file into lines or blocks with their place in it."""
