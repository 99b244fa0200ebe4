# SPDX-License-Identifier: MIT
"""Runs pytest on one file; 77 (skipped) when pytest is missing or there is nothing to run."""
import sys

try:
    import pytest
except ImportError:
    print("skipped: pytest is not installed (Debian: python3-pytest)")
    sys.exit(77)

result = int(pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
sys.exit(77 if result == pytest.ExitCode.NO_TESTS_COLLECTED else result)
