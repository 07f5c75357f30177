"""Use cases: commands write, queries read. No Qt, no SQL."""
