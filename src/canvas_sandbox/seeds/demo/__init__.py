"""The demo university: its accounts, terms and courses, their texts and files, and which faults are planted where."""
