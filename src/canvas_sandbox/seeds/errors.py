"""What can be wrong with the wish for a seed."""


class SeedError(ValueError):
    """The name of a seed, or the folder to be planted, is not one that can be planted."""
