"""Contents of screens and their handlers, each without a terminal."""
