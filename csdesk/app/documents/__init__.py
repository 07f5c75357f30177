"""The documents for customers: what each is, and how one is made, written and made again."""
