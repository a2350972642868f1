"""The authorization code grant, tokens and their end (contract 2)."""
