"""Typed snapshots that hold only what one customer may see."""
