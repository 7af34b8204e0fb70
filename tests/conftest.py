"""Settings that all tests share: hypothesis is unhurried, and on CI it repeats itself."""

import os

from hypothesis import settings

settings.register_profile("graphkit", deadline=None, max_examples=100, derandomize="CI" in os.environ)
settings.load_profile("graphkit")
