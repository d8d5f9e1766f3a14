"""Print the cells of a table as LibreOffice shows them: it saves the file as CSV. The second argument is its program."""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as name:
    home = f"-env:UserInstallation=file://{name}/home"
    options = [home, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"]
    reading = ["--infilter=CSV:44,34,76,1"] if sys.argv[1].endswith(".csv") else []
    command = [sys.argv[2], *options, *reading, "--outdir", f"{name}/out", sys.argv[1]]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (made,) = Path(name, "out").iterdir()
    with made.open(encoding="utf-8-sig", newline="") as file:
        print(json.dumps(list(csv.reader(file))))
