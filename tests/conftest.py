"""What every test may use."""

from hypothesis import settings

# What an example takes on a busy machine says nothing of what it tries.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")
