"""Reading what comes in: guard, tables, column mapping, previews. Nothing here writes."""
