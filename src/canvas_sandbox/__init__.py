"""A faithful stand-in of the Canvas LMS. Imports nothing of curbcut: a shared bug would cancel itself."""
