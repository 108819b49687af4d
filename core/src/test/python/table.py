"""Writes the tables that core's tests compare npymap with: what Python and NumPy themselves say."""

import platform
from pathlib import Path

import numpy

RESOURCES = Path(__file__).parent.parent / "resources" / "dev" / "npymap"


def escape(text):
    """Text without tabs, line ends and other controls, as Java's String.translateEscapes reads it back."""
    return "".join(
        "\\\\" if c == "\\" else f"\\{ord(c):03o}" if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 else c
        for c in text
    )


def write(script, name, columns, rows):
    path = RESOURCES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    script = Path(script).name
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        print(
            f"# made by src/test/python/{script} with NumPy {numpy.__version__}, Python {platform.python_version()}",
            file=out,
        )
        print("# " + ", ".join(columns), file=out)
        for row in rows:
            print(*[escape(str(value)) for value in row], sep="\t", file=out)
