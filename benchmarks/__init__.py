"""Measurements against floors; `python3 dev.py bench` runs them."""
