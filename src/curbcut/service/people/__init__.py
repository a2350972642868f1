"""Who works in which courses: invitations, instructors, the gate to a course's pages, and the record of who did what."""
