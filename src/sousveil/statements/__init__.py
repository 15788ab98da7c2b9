"""The store of statements: snapshots, as-of views, folding into entities."""
