"""Add articles to the library: which there are in files, folders and exports, what becomes of each, and taking it back."""
