"""
Run the files of tests that have just failed once more, alone: a full machine is no fault of the code.

A test that needs no more than its share of the machine fails both times. Where many files have failed it is
the code, and nothing is run again.

    python scripts/again.py CACHE -m 'not browser'     the failed run's cache, and its choice of tests
"""

import json
import subprocess
import sys
from pathlib import Path

MOST_FILES = 4


def failed_files(cache):
    """The files with tests that failed in the run whose cache this is; none if it did not get that far."""
    kept = Path(cache) / "v" / "cache" / "lastfailed"
    failed = json.loads(kept.read_text()) if kept.exists() else {}
    return sorted({name.partition("::")[0] for name in failed})


def main():
    cache, *choice = sys.argv[1:]
    files = failed_files(cache)
    if not 0 < len(files) <= MOST_FILES:
        sys.exit(1)
    print("\nonce more, alone: " + ", ".join(files), flush=True)
    sys.exit(subprocess.call([sys.executable, "-m", "pytest", "-o", "cache_dir=" + cache, *choice, *files]))


if __name__ == "__main__":
    main()
