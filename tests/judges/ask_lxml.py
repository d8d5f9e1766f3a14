"""Print the identifiers of the passages in an archive of XML files, each once."""

import json
import sys
import zipfile

from lxml import etree

found = set()
with zipfile.ZipFile(sys.argv[1]) as archive:
    for name in archive.namelist():
        text = etree.fromstring(archive.read(name))
        assert text.tag == "text" and text.get("id") == name.removesuffix(".xml")
        found |= {id_ for passage in text.iter("passage") for id_ in passage.get("id").split()}
print(json.dumps(sorted(found)))
