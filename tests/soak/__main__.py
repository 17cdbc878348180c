"""`python -m tests.soak`: kills at random moments."""

import sys

from tests.soak.run import main

sys.exit(main())
