"""`python -m curbcut.cli`: the same as `curbcut`."""

import sys

from curbcut.cli.main import main

sys.exit(main())
