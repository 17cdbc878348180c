"""`python -m tests.bench`: time and memory."""

import sys

from tests.bench.speed import main

sys.exit(main())
