"""Reports: the institution's courses, a course, an item, and their exports."""
