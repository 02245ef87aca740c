"""Make .venv and install one locked set into it: python3 requirements/install.py base|dev

Runs under whatever Python is there, so that an old one gets a sentence instead of a traceback. Does nothing when the
set is installed already.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
NEEDED = (3, 11)


def stop(sentence):
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def python_in_venv():
    folder = "Scripts" if os.name == "nt" else "bin"
    return os.path.join(VENV, folder, "python")


def make_venv():
    made = subprocess.run(
        [sys.executable, "-m", "venv", VENV],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        if "ensurepip" in made.stdout or "No module named venv" in made.stdout:
            stop(
                "This Python cannot make virtual environments. "
                "On Debian or Ubuntu: sudo apt install python3-venv, then try again."
            )
        stop("The virtual environment could not be made:\n" + made.stdout)


def install(lock):
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", python_in_venv(), "--compile-bytecode"]
    else:
        command = [python_in_venv(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--only-binary", ":all:"]
    if subprocess.run(command + ["--require-hashes", "-r", lock]).returncode != 0:
        stop(
            "The locked packages could not be installed; what the installer said stands above. Is the network there?"
        )


def main():
    if sys.version_info < NEEDED:
        stop(
            "distmap needs Python 3.11 or newer; this is %d.%d. Name a newer one: make run PYTHON=python3.12"
            % sys.version_info[:2]
        )
    name = sys.argv[1]
    lock = os.path.join(ROOT, "requirements", name + ".txt")
    with open(lock, "rb") as file:
        wanted = hashlib.sha256(file.read()).hexdigest() + " " + sys.version.split()[0]
    stamp = os.path.join(VENV, "installed-" + name)
    if os.path.exists(stamp) and os.path.exists(python_in_venv()):
        with open(stamp) as file:
            if file.read() == wanted:
                return
    if not os.path.exists(python_in_venv()):
        print("Making the environment in .venv (once; half a minute or so) ...")
        sys.stdout.flush()
        make_venv()
    install(lock)
    with open(stamp, "w") as file:
        file.write(wanted)


if __name__ == "__main__":
    main()
