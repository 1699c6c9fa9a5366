"""daff over the same tables, for `returns`: python3 peer.py FILE RUNS

FILE has for each township the table sent, the table that came back (lists of rows, header first) and the pairs that
ours found. Prints the median CPU milliseconds of aligning and comparing all of them, and in how many daff pairs the
same rows. Reading is not timed.
"""

import json
import statistics
import sys
import time

import daff

with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
tables = [(daff.PythonTableView(f["sent"]), daff.PythonTableView(f["came"])) for f in given["files"]]


def compare(sent, came):
    flags = daff.CompareFlags()
    if given["numbered"]:
        flags.addPrimaryKey("no")
    alignment = daff.Coopy.compareTables(sent, came, flags).align()
    found = daff.PythonTableView([])
    daff.TableDiff(alignment, flags).hilite(found)
    return alignment


took = []
for _ in range(int(sys.argv[2])):
    start = time.process_time()
    alignments = [compare(sent, came) for sent, came in tables]
    took.append((time.process_time() - start) * 1000)

exact = 0
for alignment, file in zip(alignments, given["files"]):
    pairs = set()
    for row in range(1, len(file["sent"])):
        other = alignment.a2b(row)
        if other is not None and other > 0:
            pairs.add((row - 1, other - 1))
    exact += pairs == {tuple(pair) for pair in file["pairs"]}
print(statistics.median(took), exact)
