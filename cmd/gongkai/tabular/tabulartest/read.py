# Reads a table with Python's own csv or with openpyxl and prints it as JSON lines:
# {"sheet": name} before each sheet of a workbook, then a list for each row.
import csv, json, sys
from decimal import Decimal

def text(v):
    if v is None or isinstance(v, str):
        return v
    if isinstance(v, float):
        return str(int(v)) if v.is_integer() else format(Decimal(repr(v)), "f")
    return str(v).lower() if isinstance(v, bool) else str(v)

def put(v):
    print(json.dumps(v, ensure_ascii=False))

sys.stdout.reconfigure(encoding="utf-8")
kind, path = sys.argv[1:]
if kind == "csv":
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as f:
        for row in csv.reader(f, strict=True):
            put(row)
else:
    import openpyxl
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        put({"sheet": sheet.title})
        for row in sheet.iter_rows(values_only=True):
            put([text(v) for v in row])
