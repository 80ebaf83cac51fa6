"""Real keys and real signatures, for tests of what git makes of them."""

import os
import subprocess
from pathlib import Path

from tests.history.builders import git


def ssh_key(folder: Path, name: str) -> Path:
    """Make a key without a passphrase and return its file."""
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path], check=True)
    return path


def allowed(mail: str, key: Path, options: str = "") -> str:
    """Return the line of a file of allowed signers for a key."""
    kind, words, _comment = key.with_suffix(".pub").read_text(encoding="utf-8").split(" ", 2)
    return f"{mail} {options + ' ' if options else ''}{kind} {words}\n"


def signed_commit(folder: Path, message: str, key: Path | str, how: str = "ssh") -> str:
    """Commit what is changed, signed with a key, and return the commit's id."""
    git(folder, "add", "--all")
    options = (f"gpg.format={how}", f"user.signingKey={key}")
    git(folder, *(word for option in options for word in ("-c", option)), "commit", "-q", "-S", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def forged(folder: Path, old: str, new: str) -> str:
    """Put other words into the message of the last commit and leave its signature as it was."""
    raw = git(folder, "cat-file", "commit", "HEAD").replace(old, new) + "\n"
    commit = git(folder, "hash-object", "-t", "commit", "-w", "--stdin", stdin=raw.encode())
    git(folder, "reset", "--quiet", "--soft", commit)
    return commit


def gpg_key(home: Path, mail: str, expiry: str = "never") -> str:
    """Make a GPG key in a folder of its own and return its fingerprint."""
    home.mkdir(mode=0o700, exist_ok=True)
    asked = ("--batch", "--quiet", "--passphrase", "", "--quick-generate-key", mail, "ed25519", "sign", expiry)
    environment = {**os.environ, "GNUPGHOME": str(home)}
    subprocess.run(["gpg", *asked], check=True, capture_output=True, env=environment)
    told = subprocess.run(
        ["gpg", "--list-keys", "--with-colons", mail], check=True, capture_output=True, env=environment
    )
    return next(line.split(":")[9] for line in told.stdout.decode().splitlines() if line.startswith("fpr"))
