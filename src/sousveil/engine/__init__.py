"""Where DuckDB and the catalogue are opened, and nowhere else."""
