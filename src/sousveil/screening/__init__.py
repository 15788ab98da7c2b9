"""Comparison, score and reasons; screening of queries in batches."""
