"""What the tests of several rooms share, beside the fixtures of conftest.py."""
