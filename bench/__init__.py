"""Measurements on invented and on real content; none of them is a test."""

import os
import sys
from pathlib import Path

PLUGINS = str(Path(__file__).resolve().parents[1] / "plugins")
sys.path.insert(0, PLUGINS)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (PLUGINS, os.environ.get("PYTHONPATH"))))
"""What is measured runs in processes of its own, which must find it too."""
