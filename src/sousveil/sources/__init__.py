"""One module for each published format: bytes in, statements out."""
