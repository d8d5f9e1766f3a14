"""Print how many notes each record of a RIS file has."""

import json
import sys
from pathlib import Path

import rispy

records = rispy.loads(Path(sys.argv[1]).read_text())
print(json.dumps([len(record["notes"]) for record in records]))
