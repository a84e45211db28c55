"""Takes libtensorflow and the C headers out of a TensorFlow wheel.

Usage: python unpack_libtensorflow.py FOLDER_WITH_ONE_WHEEL DESTINATION

DESTINATION gets lib/ (the two libraries and the names that the binding's build looks for) and include/.
"""

import re
import shutil
import sys
import zipfile
from pathlib import Path

LIBRARY = re.compile(r"tensorflow/(libtensorflow_(?:cc|framework)(?:\.so\.2|\.2\.dylib))")
HEADER = re.compile(
    r"tensorflow/include/((?:tensorflow/c/|tensorflow/core/platform/ctstring|tsl/platform/ctstring|xla/tsl/c/).*\.h)"
)
LINKS = {
    "libtensorflow.so": "libtensorflow_cc.so.2",
    "libtensorflow.so.2.9.1": "libtensorflow_cc.so.2",
    "libtensorflow_framework.so": "libtensorflow_framework.so.2",
    "libtensorflow.dylib": "libtensorflow_cc.2.dylib",
    "libtensorflow.2.dylib": "libtensorflow_cc.2.dylib",
    "libtensorflow_framework.dylib": "libtensorflow_framework.2.dylib",
}


def target_of(member: str) -> str | None:
    """Where a member of the wheel goes below the destination; None when it is not needed."""
    if library := LIBRARY.fullmatch(member):
        return f"lib/{library[1]}"
    if header := HEADER.fullmatch(member):
        return f"include/{header[1]}"
    return None


def unpack(wheel: Path, destination: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            target = target_of(member)
            if target is None:
                continue
            path = destination / target
            path.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, path.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
    for name, library in LINKS.items():
        if (destination / "lib" / library).exists():
            (destination / "lib" / name).symlink_to(library)
    if not list(destination.glob("lib/libtensorflow_cc*")) or not (destination / "include").exists():
        sys.exit(f"{wheel.name} holds no libtensorflow")


if __name__ == "__main__":
    folder, destination = map(Path, sys.argv[1:])
    (wheel,) = folder.glob("*.whl")
    unpack(wheel, destination)
