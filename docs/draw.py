#!/usr/bin/env python3
"""Repeats a published draw: python3 draw.py draw.json (draw, frame, frame_sha256, commits, reveals, public, seed, sizes, weights)."""
import hashlib, json, sys

def sha(text): return hashlib.sha256(text.encode("utf-8")).hexdigest()
d = json.load(open(sys.argv[1], encoding="utf-8"))
rows = [line.split("\t") for line in d["frame"].split("\n")[:-1]]
assert rows == sorted(rows, key=lambda row: row[1].encode()) and sha(d["frame"]) == d["frame_sha256"], "frame"
for name, secret in d["reveals"].items():
    assert sha("\n".join(["kaijiang-commit-v1", d["draw"], name, secret])) == d["commits"][name], name
lines = ["kaijiang-draw-v1", d["draw"], d["frame_sha256"]]
lines += [name + ":" + d["reveals"][name] for name in sorted(d["reveals"], key=str.encode)] + ["public:" + d["public"]]
seed, left = sha("\n".join(lines) + "\n"), dict(d["sizes"])
assert seed == d["seed"], "seed"
ticket = lambda id: min(sha("%s,%s,%d" % (seed, id, j + 1)) for j in range(d["weights"].get(id, 1)))
for value, id, stratum in sorted((ticket(id), id, stratum) for stratum, id, _ in rows):
    drawn = left.get(stratum, 0) > 0
    left[stratum] = left.get(stratum, 0) - 1
    print("drawn" if drawn else "replacement", stratum, id, value, sep="\t")
