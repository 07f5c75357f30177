"""Workbooks: always new ones, written from a typed view."""
