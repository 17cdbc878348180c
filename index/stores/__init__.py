"""SQL is the truth; the vector and lexical indexes are derived from it."""
