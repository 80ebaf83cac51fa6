"""Numbers as bytes: seven bits a byte, the lowest first, the high bit set while more follow (LEB128)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
LONGEST = 5
MORE = 128


def encode(numbers: Array) -> tuple[bytes, Array]:
    """Return the bytes of the numbers (below 2**32) and the place where each one begins, with the end of the last."""
    values = numbers.astype(np.uint32)
    long = np.flatnonzero(values >= MORE)
    extra = np.searchsorted([1 << 7 * more for more in range(1, LONGEST)], values[long], side="right")
    sizes = np.ones(len(values) + 1, np.int64)
    sizes[0] = 0
    sizes[long + 1] += extra
    starts = np.cumsum(sizes)
    out = np.zeros(int(starts[-1]), np.uint8)
    out[starts[:-1]] = values & (MORE - 1) | (values >= MORE) * np.uint32(MORE)
    for step in range(1, LONGEST):
        has = long[extra >= step]
        piece = values[has] >> np.uint32(7 * step)
        out[starts[has] + step] = piece & (MORE - 1) | (piece >= MORE) * np.uint32(MORE)
    return out.tobytes(), starts


def decode(data: bytes) -> Array:
    """Return the numbers that some bytes hold."""
    raw = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(raw < MORE)
    begins = np.concatenate([np.zeros(1, np.int64), ends[:-1] + 1]) if len(ends) else ends
    values = np.zeros(len(ends), np.uint64)
    for step in range(LONGEST):
        has = np.flatnonzero(ends - begins >= step)
        if not len(has):
            break
        values[has] |= (raw[begins[has] + step] & (MORE - 1)).astype(np.uint64) << np.uint64(7 * step)
    return values.astype(np.int64)
