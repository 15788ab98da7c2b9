"""Screening runs as people read them: the terminal table and the HTML report."""
