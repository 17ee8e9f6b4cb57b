"""The search engine of the pages, asked under Deno: it needs no browser, and takes a sixth of the time there."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "js" / "ask.js"
DENO = shutil.which("deno", path=Path(sys.executable).parent)


def ask(site, *queries, look=True):
    """What the engine answers to each query, of the index below ``site``; without ``look`` the texts are not looked at for hits."""
    command = [DENO, "run", "--quiet", "--allow-read", str(SCRIPT)]
    given = json.dumps([str(site), queries, look])
    done = subprocess.run(command, input=given, capture_output=True, check=True, encoding="utf-8")
    return json.loads(done.stdout)
