"""Write arrays as .npz whose bytes depend on the arrays alone: no time of day, and no pickle."""

import io
import zipfile
from pathlib import Path

import numpy as np

_TIME = (1980, 1, 1, 0, 0, 0)


def write_arrays(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Compressed, in the order of their names."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.save(buffer, arrays[name], allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _TIME), buffer.getvalue(), zipfile.ZIP_DEFLATED, 9)
