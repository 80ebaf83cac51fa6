"""The measurements by name: `python -m bench corpus|build|publish-one|growth|search|history|peers …`."""

import sys

from bench import build, changes, growth, history, peers, publish_one, searching

COMMANDS = {
    "build": build.main,
    "corpus": changes.main,
    "growth": growth.main,
    "history": history.main,
    "peers": peers.main,
    "publish-one": publish_one.main,
    "search": searching.main,
}


def main() -> None:
    """Hand the rest of the command line to the measurement that is named first."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in COMMANDS:
        sys.exit(f"python -m bench {'|'.join(COMMANDS)} [--help]")
    sys.argv = [f"bench {name}", *sys.argv[2:]]
    COMMANDS[name]()


if __name__ == "__main__":
    main()
