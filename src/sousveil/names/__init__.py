"""Scripts, tokens, keys, identifiers and dates: pure functions over text."""
