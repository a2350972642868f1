"""Bounded child processes that parse hostile files: limits, frames, the child, its parent's side, and the pool.

Nothing is imported here: a child that starts loads only its own side.
"""
