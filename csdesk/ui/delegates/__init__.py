"""Painting cells, and editors by type."""
