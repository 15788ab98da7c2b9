"""Tabular files in and out: encodings, dialects, hostile input, writing aside."""
