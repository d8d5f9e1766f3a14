"""Print the selections of a REFI-QDA project as pyrefiqda reads them."""

import json
import sys
import tempfile
import zipfile
from typing import Any

from pyrefiqda import RefiProject

project = RefiProject.load(sys.argv[1], extract_dir=tempfile.mkdtemp())
users = {user.guid: user.name for user in project.users.user}
names: dict[str, str] = {}


def walk(codes: list[Any]) -> None:
    for code in codes:
        names[code.guid] = code.name
        walk(code.code)


walk(project.code_book.codes.code)
seen = []
with zipfile.ZipFile(sys.argv[1]) as archive:
    for source in project.sources.text_source:
        text = archive.read("sources/" + source.plain_text_path.split("//")[1]).decode()
        for each in source.plain_text_selection:
            start, end = each.start_position, each.end_position
            codes = sorted(names[coding.code_ref.target_guid] for coding in each.coding)
            words = text[start:end]
            seen.append([source.name, start, end, words, codes, users[each.creating_user], each.description or ""])
print(json.dumps(sorted(seen)))
