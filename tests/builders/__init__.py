"""The smallest documents and states with the fault that a test is about."""
