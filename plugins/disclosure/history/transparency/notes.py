"""Signed notes: what the log says of itself, and who vouches for it (C2SP signed-note and tlog-checkpoint)."""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from disclosure.history.transparency.tree import HASH
from disclosure.model.errors import GongshiError, MalformedValue
from disclosure.model.language import _

ED25519 = b"\x01"
DASH = "\N{EM DASH}"
EDITION, BUILD = "edition ", "build "
KEY_ID = 4
LEAST = 3


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name: `name+key id+base64`, as the C2SP signed-note text writes it."""

    name: str
    raw: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that stand before a signature and tell by which key it is."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:KEY_ID]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_base64(ED25519 + self.raw)}"

    @classmethod
    def parse(cls, written: str) -> "Verifier":
        """Read a key as it is written; MalformedValue where it is none of ours."""
        name, _plus, rest = written.strip().partition("+")
        key_id, _plus, encoded = rest.partition("+")
        try:
            raw = _bytes(encoded)
        except MalformedValue:
            raw = b""
        found = cls(name, raw[1:])
        if not name or not raw.startswith(ED25519) or len(raw) != 1 + HASH or found.key_id.hex() != key_id:
            raise MalformedValue(_("「{written}」不是公钥；写法是 名称+编号+编码").format(written=written))
        return found


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with the name that it signs under."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self.key.public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        """Return the signature line of a note."""
        return f"{DASH} {self.name} {_base64(self.verifier.key_id + self.key.sign(text.encode()))}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How large the log is and what its root is; `edition` is the digest of all files of the site beside it.

    `build` is the SHA-256 of build.json, which names the edition and therefore cannot be part of its digest.
    """

    origin: str
    size: int
    root: bytes
    edition: str = ""
    build: str = ""

    def text(self) -> str:
        """Return the note's text, which is what is signed."""
        edition = f"{EDITION}{self.edition}\n" if self.edition else ""
        build = f"{BUILD}{self.build}\n" if self.build else ""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n{edition}{build}"


@dataclass(frozen=True, slots=True)
class Note:
    """A checkpoint as it stands in a file: its text, and the signatures below it by name and key id."""

    checkpoint: Checkpoint
    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    def signed_by(self, verifiers: Iterable[Verifier]) -> tuple[Verifier, ...]:
        """Return the keys whose signature stands below the note; MalformedValue where one of them does not hold."""
        return tuple(verifier for verifier in verifiers if self._holds(verifier))

    def _holds(self, verifier: Verifier) -> bool:
        found = [raw for name, key_id, raw in self.signatures if (name, key_id) == (verifier.name, verifier.key_id)]
        for raw in found:
            try:
                Ed25519PublicKey.from_public_bytes(verifier.raw).verify(raw, self.text.encode())
            except InvalidSignature:
                raise MalformedValue(_("{name} 的签名不对：内容在签名以后改动过").format(name=verifier.name)) from None
        return bool(found)


def written(checkpoint: Checkpoint, signers: Sequence[Signer] = ()) -> str:
    """Return a checkpoint with the signature of every key given, in the order given."""
    text = checkpoint.text()
    return f"{text}\n{''.join(signer.line(text) for signer in signers)}"


def parse_note(raw: bytes) -> Note:
    """Read a checkpoint; MalformedValue where it is none."""
    try:
        text, parted, below = raw.decode("utf-8").partition("\n\n")
        origin, size, root, *more = text.split("\n")
        edition, build = (
            next((line.removeprefix(mark) for line in more if line.startswith(mark)), "") for mark in (EDITION, BUILD)
        )
        found = Checkpoint(origin, _size(size), _root(root), edition, build)
    except (UnicodeDecodeError, ValueError) as fault:
        raise MalformedValue(_("这不是检查点文件（checkpoint）")) from fault
    if not parted or not origin:
        raise MalformedValue(_("这不是检查点文件（checkpoint）"))
    if below and not below.endswith("\n"):
        raise MalformedValue(_("检查点的最后一行残缺"))
    return Note(found, f"{text}\n", tuple(_signature(line) for line in below.split("\n")[:-1]))


def _size(line: str) -> int:
    if not (line.isascii() and line.isdecimal()) or (line != "0" and line.startswith("0")):
        raise ValueError(line)
    return int(line)


def _root(line: str) -> bytes:
    raw = _bytes(line)
    if len(raw) != HASH:
        raise ValueError(line)
    return raw


def _signature(line: str) -> tuple[str, bytes, bytes]:
    parts = line.split(" ")
    if len(parts) != LEAST or parts[0] != DASH:
        raise MalformedValue(_("检查点的签名行「{line}」残缺").format(line=line))
    raw = _bytes(parts[2])
    return parts[1], raw[:KEY_ID], raw[KEY_ID:]


def read_signer(raw: bytes, name: str) -> Signer:
    """Read an Ed25519 private key in PEM (`openssl genpkey -algorithm ed25519`); GongshiError where it is none."""
    try:
        key = serialization.load_pem_private_key(raw, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise GongshiError(_("签名用的私钥读不了；要一个没有口令的 PEM 文件，可以用 ./portal key 生成")) from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise GongshiError(_("签名用的私钥不是 Ed25519；请用 ./portal key 生成"))
    return Signer(name, key)


def new_key() -> bytes:
    """Return a new private key in PEM."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(encoded: str) -> bytes:
    """Read Base64 in its one proper form: bits that nobody reads could be changed without anybody noticing."""
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not raw or _base64(raw) != encoded:
        raise MalformedValue(_("「{text}」不是 Base64").format(text=encoded))
    return raw
