"""`python -m curbcut.documents.isolation FUNCTION LIMITS`: one bounded child process."""

import sys

from curbcut.documents.isolation.child import main

sys.exit(main(sys.argv[1:]))
