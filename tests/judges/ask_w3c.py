"""Print which rules of the W3C's annotation tests (folder: second argument) that MUST hold are broken, by which annotation."""

import json
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")  # the tests are of draft 4, whose resolver is out of date

from jsonschema import Draft4Validator, RefResolver  # noqa: E402

folder = Path(sys.argv[2])
schemas: dict[str, object] = {}
for path in (folder / "definitions").glob("*.json"):
    definition = json.loads(path.read_text())
    schemas |= {definition.get("id", ""): definition, path.name: definition, f"http://x/{path.name}": definition}
page = json.loads(Path(sys.argv[1]).read_text())
broken = []
rules = 0
for path in sorted((folder / "annotations").glob("**/*.json")):
    schema = json.loads(path.read_text())
    schema.pop("id", None)
    if schema.get("assertionType") != "must":
        continue
    rules += 1
    resolver = RefResolver(f"http://x/{path.name}", schema, store=schemas)
    validator = Draft4Validator(schema, resolver=resolver)
    for annotation in page["items"]:
        holds = validator.is_valid({"@context": page["@context"], **annotation})
        if holds != (schema.get("expectedResult", "valid") == "valid"):
            broken.append(f"{path.name} {annotation['id']}")
print(json.dumps(broken if rules else ["no rules found"]))
