"""The same texts in other hands, for the bench: python3 peers.py TEXTS PEER

TEXTS has one text a line. PEER: datasketch (MinHash with LSH: which documents are alike, no passages) or copydetect
(winnowed fingerprints, every pair with its passages). Prints CPU time of one thread.
"""

import os

for limit in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[limit] = "1"

import sys
import tempfile
import time

TEXTS, PEER = sys.argv[1], sys.argv[2]
ASKED = 100
GRAM = 5


def datasketch(texts):
    from datasketch import MinHash, MinHashLSH

    def sketch(text):
        made = MinHash(num_perm=128)
        made.update_batch([text[i : i + GRAM].encode() for i in range(len(text) - GRAM + 1)])
        return made

    index = MinHashLSH(threshold=0.5, num_perm=128)
    began = time.process_time()
    for number, text in enumerate(texts):
        index.insert(number, sketch(text))
    indexed = time.process_time() - began
    return indexed, [timed(lambda: index.query(sketch(text))) for text in texts[:ASKED]]


def copydetect(texts):
    from copydetect import CodeFingerprint, compare_files

    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, text in enumerate(texts):
            files.append(f"{folder}/{number}.txt")
            with open(files[-1], "w", encoding="utf8") as file:
                file.write(text)
        began = time.process_time()
        prints = [CodeFingerprint(file, GRAM, 9, filter=False, encoding="utf8") for file in files]
        indexed = time.process_time() - began
        asked = prints[:: max(1, len(prints) // 5)][:5]
        return indexed, [timed(lambda: [compare_files(one, other) for other in prints]) for one in asked]


def timed(work):
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1e3


def main():
    with open(TEXTS, encoding="utf8") as file:
        texts = file.read().split("\n")
    indexed, times = {"datasketch": datasketch, "copydetect": copydetect}[PEER](texts)
    times.sort()
    print(
        f"{PEER + ': index':<34}{len(texts) / indexed:>9.0f} documents/s; query among {len(texts)} "
        f"p50 {times[len(times) // 2]:.1f} ms, max {times[-1]:.1f} ms"
    )


main()
