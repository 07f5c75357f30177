"""Packs as editable slides."""
