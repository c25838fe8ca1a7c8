"""`make bench`: runs every benchmark, or the named ones, one after the other; JSON lines out."""

import subprocess
import sys
from pathlib import Path

BENCHES = ("labeling", "browser", "feedback", "export", "training")


def main() -> int:
    """Run the benchmarks named on the command line (all by default).

    Returns:
        0, or the first exit status that is not.
    """
    names = sys.argv[1:] or BENCHES
    unknown = sorted(set(names) - set(BENCHES))
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    root = Path(__file__).resolve().parents[1]
    for name in names:
        print(f"bench {name} ...", file=sys.stderr)
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=root, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
