"""`python -m canvas_sandbox`."""

import sys

from canvas_sandbox.cli import main

sys.exit(main())
