#!/usr/bin/python3
"""What `ranking_bench cycles SET` measures, by scikit-learn: ELAS u4's features and classifier.

    ranking_bench.py FOLDER SET     FOLDER holds SET.csv

Milliseconds of processor time for one decision more, learned and everything ranked, on one thread.
"""
import csv
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import numpy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC


def main(folder, name):
    csv.field_size_limit(1 << 30)
    with open(os.path.join(folder, name + ".csv"), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    relevant = [int(float(row["label_included"])) for row in rows]
    start = time.process_time()
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=0.95).fit_transform(
        [row["title"] + " " + row["abstract"] for row in rows])
    print(f"{name:28} {len(rows):6} vectorised {1e3 * (time.process_time() - start):8.1f} ms")
    for decisions in (20, 100, 500, 1000, 2000):
        times = 20
        if decisions + times >= len(rows):
            continue
        stride = 2654435761 % len(rows)
        seen, chosen, record = set(), [], 0
        while len(chosen) < decisions + times:
            record = (record + stride) % len(rows)
            while record in seen:
                record = (record + 1) % len(rows)
            seen.add(record)
            chosen.append(record)
        labels = numpy.array([1 if i == 0 else relevant[one] for i, one in enumerate(chosen)])
        spent = 0
        for step in range(1, times + 1):
            start = time.process_time()
            known = numpy.array(chosen[:decisions + step])
            y = labels[:decisions + step]
            ones = y.sum()
            weights = numpy.where(y == 1, 1.0, ones / (9.8 * (len(y) - ones)))
            weights *= len(y) / weights.sum()
            machine = LinearSVC(C=0.11, loss="squared_hinge")
            machine.fit(vectors[known], y, sample_weight=weights)
            left = numpy.setdiff1d(numpy.arange(len(rows)), known)
            scores = machine.decision_function(vectors[left])
            left[numpy.argsort(-scores, kind="stable")]
            spent += time.process_time() - start
        print(f"  {decisions:5} decisions {1e3 * spent / times:8.3f} ms")


main(sys.argv[1], sys.argv[2])
