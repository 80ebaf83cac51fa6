"""The files of a search index as they lie on a server: deflated (zlib, RFC 1950), since servers send such files as is.

Another version of zlib may deflate the same content into other bytes: a shard is named by its content, and whoever
compares two sites compares what they inflate to.
"""

import zlib

from disclosure.model.errors import MalformedValue
from disclosure.model.language import _

LEVEL = 6
LONGEST = 256 * 1024 * 1024


def deflated(content: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    """Return content as it is written; `Z_FILTERED` suits numbers, in which little comes again."""
    stream = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, strategy)
    return stream.compress(content) + stream.flush()


def inflated(raw: bytes) -> bytes:
    """Return the content of a file as it was written; MalformedValue where it is not one whole stream."""
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(raw, LONGEST)
    except zlib.error:
        content = b""
    if not stream.eof or stream.unused_data:
        raise MalformedValue(_("不是压缩的检索数据"))
    return content
