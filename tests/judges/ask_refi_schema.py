"""Print what the REFI-QDA schema, whose path is the second argument, finds wrong in a project."""

import json
import sys
import zipfile

from lxml import etree

schema = etree.XMLSchema(etree.parse(sys.argv[2]))
with zipfile.ZipFile(sys.argv[1]) as archive:
    schema.validate(etree.fromstring(archive.read("project.qde")))
print(json.dumps([str(error) for error in schema.error_log]))
