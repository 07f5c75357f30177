"""The sentences of documents, shared by every format that says them."""
