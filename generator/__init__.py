"""A static open data portal from a git repository of datasets and YAML metadata."""
