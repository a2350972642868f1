"""What people do about findings: fixes written back to Canvas, uploads, undo, and the line that each leaves."""
