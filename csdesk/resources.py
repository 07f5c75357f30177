"""Where fonts, icons, texts and templates lie: in a checkout, a wheel or a frozen build."""

import sys
from pathlib import Path


def resource_root() -> Path:
    """Return the folder that holds all resources.

    A frozen build unpacks it as `resources` beside the program's modules, a wheel carries it as
    `csdesk/_resources`, and a checkout has it as `resources` beside the package.
    """
    bundle: str | None = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    package = Path(__file__).resolve().parent
    packed = package / "_resources"
    return packed if packed.is_dir() else package.parent / "resources"


def resource_path(name: str) -> Path:
    """Return the path of the resource `name`, such as `fonts/CSDeskLatin-Bold.ttf`.

    Raises `ValueError` for a name that leaves the folder; whether the file exists is not asked.
    """
    root = resource_root()
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        message = f"not inside the resources: {name}"
        raise ValueError(message)
    return path
