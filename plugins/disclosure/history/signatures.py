"""What git makes of a commit's signature, in the words of the audit."""

import base64
import binascii
import hashlib

from disclosure.checking.audit.facts import Trust

SSH = "SHA256:"
LETTERS = {
    "G": Trust.GOOD,
    "B": Trust.BAD,
    "X": Trust.EXPIRED,
    "Y": Trust.EXPIRED,
    "R": Trust.REVOKED,
    "N": Trust.NONE,
}


def trust_of(letter: str, key: str, named: frozenset[str]) -> Trust:
    """Return what git's letter for a signature means; `named` are the fingerprints of the allowed signers' keys.

    git tells an SSH key that is named, but not valid at that time, just as one that is not named at all.
    """
    if letter == "U" and key.startswith(SSH):
        return Trust.EXPIRED if key in named else Trust.UNKNOWN
    if letter == "U":  # GPG: the key was imported, and nobody has told gpg how far to trust its owner
        return Trust.GOOD
    return LETTERS.get(letter, Trust.UNKNOWN)


def fingerprints(allowed: str) -> frozenset[str]:
    """Return the fingerprints of the keys in a file of allowed signers."""
    words = (word for line in allowed.splitlines() if not line.startswith("#") for word in line.split())
    return frozenset(found for word in words if word.startswith("AAAA") and (found := _fingerprint(word)))


def _fingerprint(key: str) -> str | None:
    try:
        digest = hashlib.sha256(base64.b64decode(key, validate=True)).digest()
    except binascii.Error:
        return None
    return SSH + base64.b64encode(digest).decode().rstrip("=")
