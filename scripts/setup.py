"""
Install and build everything, and say in one line what is missing.

Runs on the bare interpreter (nothing but the standard library, no new syntax), so
that an old Python gets a sentence and not a traceback. Every step remembers what
it was made from, so that a second run takes a moment.

    python3 scripts/setup.py          what `make demo` needs
    python3 scripts/setup.py --test   also what `make test` needs
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
WEB = ROOT / "web_client"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = (20, 19)

# What the tests start or drive: Debian package, the commands any of which will do, and why.
TEST_PROGRAMS = [
    ("chromium", ["chromium", "chromium-browser", "google-chrome"], "the browser tests"),
    ("ffmpeg", ["ffprobe"], "reading recordings with a program that is not ours"),
    ("redis-server", ["redis-server"], "the contract tests against a real Redis"),
    ("postgresql", ["pg_ctl", "/usr/lib/postgresql/*/bin/pg_ctl"], "the migrations on a real PostgreSQL"),
    ("python3-gst-1.0", ["/usr/lib*/python3*/**/gi/overrides/Gst.py"], "WHIP and WHEP with GStreamer"),
    ("gir1.2-gst-plugins-bad-1.0", ["/usr/lib*/**/GstWebRTC-1.0.typelib"], "the same"),
    ("gstreamer1.0-plugins-bad", ["/usr/lib*/**/gstreamer-1.0/libgstwebrtc.so"], "the same"),
    ("gstreamer1.0-plugins-good", ["/usr/lib*/**/gstreamer-1.0/libgstmatroska.so"], "the same"),
    ("gstreamer1.0-plugins-ugly", ["/usr/lib*/**/gstreamer-1.0/libgstx264.so"], "the same"),
    ("gstreamer1.0-nice", ["/usr/lib*/**/gstreamer-1.0/libgstnice.so"], "the same"),
    ("gir1.2-gst-rtsp-server-1.0", ["/usr/lib*/**/GstRtspServer-1.0.typelib"], "cameras to pull from"),
    ("coturn", ["turnserver"], "lessons through a TURN relay"),
    ("fonts-noto-cjk", ["/usr/share/fonts/**/NotoSansCJK*"], "Chinese text in pictures of pages"),
]


def stop(sentence):
    """End with one line that says what is missing and what to do."""
    sys.exit("tongke: " + sentence)


def run(command, **options):
    """Run one command quietly; show what it printed only if it failed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode:
        sys.stdout.buffer.write(done.stdout)
        stop("'%s' failed; its output is above." % " ".join(str(word) for word in command))


def digest(paths):
    """A fingerprint of files' names and contents."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def step(name, stamp, fingerprint, make):
    """Do `make` unless `stamp` says that it was done from the same inputs."""
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    print("  · " + name + " …", flush=True)
    make()
    stamp.write_text(fingerprint)


def check_python():
    if sys.version_info < OLDEST_PYTHON:
        stop(
            "Python 3.11 or newer is needed, this is %s; install it and run 'make PYTHON=python3.11 …'."
            % sys.version.split()[0]
        )
    try:
        import ensurepip  # noqa: F401 - Debian ships it apart from Python itself
    except ImportError:
        stop("Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv.")


def check_node():
    if not shutil.which("node") or not shutil.which("npm"):
        stop("Node.js 20.19 or newer with npm is needed to build the pages; see https://nodejs.org/.")
    text = subprocess.run(["node", "--version"], stdout=subprocess.PIPE).stdout.decode()
    version = tuple(int(part) for part in re.findall(r"\d+", text)[:2])
    if version < OLDEST_NODE:
        stop("Node.js 20.19 or newer is needed, this is %s; see https://nodejs.org/." % text.strip())


def make_environment(lock):
    if not PYTHON.exists():
        venv.create(str(VENV), with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(lock)], cwd=str(ROOT))
    run([*pip, "--no-deps", "--editable", str(ROOT)], cwd=str(ROOT))


def install_python(test):
    lock = ROOT / ("requirements-dev.lock" if test else "requirements.lock")
    stamp = VENV / ("setup-test.stamp" if test else "setup.stamp")
    full = VENV / "setup-test.stamp"
    inputs = digest([ROOT / "requirements.lock", ROOT / "requirements-dev.lock", ROOT / "pyproject.toml"])
    inputs += str(sys.version_info[:2])
    if not test and full.exists() and full.read_text() == inputs:
        return
    step("Python packages", stamp, inputs, lambda: make_environment(lock))


def install_web():
    lock = WEB / "package-lock.json"
    step(
        "packages of the web client",
        WEB / "node_modules" / "setup.stamp",
        digest([lock]),
        lambda: run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=str(WEB)),
    )


def web_sources():
    kept = [path for path in WEB.iterdir() if path.is_file()]
    for folder in ("src", "public"):
        kept += [path for path in (WEB / folder).rglob("*") if path.is_file()]
    return [path for path in kept if not path.name.endswith(".tsbuildinfo")]


def build_web():
    step(
        "pages",
        WEB / "dist" / "setup.stamp",
        digest(web_sources()),
        lambda: run(["npm", "run", "build"], cwd=str(WEB)),
    )


def build_kernel():
    """Compile the innermost loop of the media path; without a C compiler all works, at a higher cost."""
    ran = subprocess.run([str(PYTHON), "-m", "media.kernel.build"], cwd=str(ROOT), stdout=subprocess.PIPE)
    said = ran.stdout.decode("utf-8", "replace").strip()
    if "already" not in said:
        print("  · " + said, flush=True)


def found(command):
    if "*" in command:
        return any(Path("/").glob(command.lstrip("/")))
    return shutil.which(command) is not None


def install_programs():
    """Install what the tests drive from Debian's packages where we may, else name it."""
    missing = [row for row in TEST_PROGRAMS if not any(found(command) for command in row[1])]
    if not missing:
        return
    names = [row[0] for row in missing]
    if not shutil.which("apt-get") or os.geteuid() != 0:
        reasons = ", ".join("%s (%s)" % (row[0], row[2]) for row in missing)
        stop("the tests need " + reasons + "; on Debian: sudo apt-get install " + " ".join(names))
    print("  · Debian packages for the tests: " + " ".join(names) + " …", flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run(["apt-get", "update"], env=environment)
    run(["apt-get", "install", "--yes", "--no-install-recommends", *names], env=environment)


def server_side(test):
    def make():
        install_python(test)
        build_kernel()

    return make


def web_side():
    install_web()
    build_web()


def together(*sides):
    """Do what does not need each other at the same time: each mostly waits for its downloads."""
    with ThreadPoolExecutor(max_workers=len(sides)) as threads:
        for started in [threads.submit(side) for side in sides]:
            started.result()


def main():
    parser = argparse.ArgumentParser(description="Install and build Tongke.")
    parser.add_argument("--test", action="store_true", help="also install what the tests need")
    test = parser.parse_args().test
    check_python()
    check_node()
    together(server_side(test), web_side, *([install_programs] if test else []))


if __name__ == "__main__":
    main()
