"""On screens that are scaled the wall's words are as large, whole and apart, in each language."""

import json
import os
import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent.parent
SCREENS = {"projector": (1280, 720), "large": (1920, 1080)}


def test_words_on_a_scaled_wall_are_large_whole_and_apart(tmp_path: Path) -> None:
    config = tmp_path / "screens.json"
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    left, screens = 0, []
    for name, (width, height) in SCREENS.items():
        screens.append({"name": name, "x": left, "y": 0, "width": width, "height": height, **dots})
        left += width
    config.write_text(json.dumps({"screens": screens}), "utf-8")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "QT_SCALE_FACTOR": "1.5",
        "QT_SCALE_FACTOR_ROUNDING_POLICY": "PassThrough",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.meeting_scaled", str(tmp_path)],
        capture_output=True, text=True, check=False, env=environment, timeout=240, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout.partition("FACTS")[2].splitlines()[0])
    assert facts == {"ratios": [1.5], "problems": []}
    pictures = list(tmp_path.glob("*.png"))
    assert len(pictures) == 3 * 8
    for path in pictures:
        with Image.open(path) as picture:
            assert picture.size == SCREENS["projector"]
