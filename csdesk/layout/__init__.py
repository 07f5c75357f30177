"""Device-free geometry of the plan chart: the same for screen, PDF and pictures.

Units are pixels at 100 %; days are proleptic ordinals (`date.toordinal()`). Nothing here knows a
colour, a font or a toolkit: roles name what a mark means, a `Measure` tells how wide words are.
"""
