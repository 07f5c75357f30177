"""Item models: rows are ids, cells are small values that delegates paint."""
