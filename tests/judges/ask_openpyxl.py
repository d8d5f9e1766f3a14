"""Print the cells of a workbook as openpyxl reads them; what is not text is printed with its type."""

import json
import sys

from openpyxl import load_workbook

sheet = load_workbook(sys.argv[1]).active
kinds = ("s", "inlineStr")
print(
    json.dumps(
        [
            [
                ""
                if cell.value is None
                else cell.value
                if cell.data_type in kinds and cell.number_format == "@"
                else repr(cell.value)
                for cell in row
            ]
            for row in sheet.iter_rows()
        ]
    )
)
