"""The scheduling engine: plans as parallel lists of ints, walked forward and backward."""
