"""Device-free geometry of charts: typed data in, boxes, strokes, discs and words out.

One drawing serves paper and window: a `Setter` says how wide and high words are, roles (`Ink`,
`Look`) say what a mark means, and a thin painter on each side gives them colour. What a colour
says, a look says too: solid, soft with an outline, hatched, hollow.
"""
