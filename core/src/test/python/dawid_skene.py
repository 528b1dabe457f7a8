#!/usr/bin/env python3
"""Makes core/src/test/resources/io/ticketlabeler/rules/dawid-skene.json.gz: simulated votes, and what crowd-kit makes of them.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1 scipy==1.17.1 nltk tqdm attrs
    /tmp/venv/bin/pip install --no-deps crowd-kit==1.4.2
    /tmp/venv/bin/python core/src/test/python/dawid_skene.py

Seed 20261124. A case: digits are labels, a dot is an abstention, one string for each voter; `posteriors` of the first tickets by Dawid-Skene
with tables, `coin` by the variant with one number a voter, both without smoothing and run to the end; `skills` are the voters' numbers.
"""
import gzip
import json
import sys
import types
from pathlib import Path

import numpy as np
import pandas as pd

sys.modules.setdefault("transformers", types.ModuleType("transformers"))  # for texts only
from crowdkit.aggregation.classification.dawid_skene import DawidSkene, OneCoinDawidSkene  # noqa: E402

OUT = Path(__file__).parents[1] / "resources/io/ticketlabeler/rules/dawid-skene.json.gz"
SHOWN = 200
STEPS = 2_000


def simulate(rng, tickets, labels, accuracies, answering):
    truth = rng.choice(labels, tickets, p=np.arange(labels, 0, -1) / np.arange(labels, 0, -1).sum())
    votes = []
    for accuracy in accuracies:
        wrong = rng.dirichlet(np.ones(labels) * 2, labels)  # whom a voter takes for whom
        table = accuracy * np.eye(labels) + (1 - accuracy) * wrong
        said = np.array([rng.choice(labels, p=table[k] / table[k].sum()) for k in truth])
        said[rng.random(tickets) > answering] = -1
        votes.append(said)
    votes = np.array(votes)
    keep = (votes >= 0).any(axis=0)
    return truth[keep], votes[:, keep]


def case(rng, tickets, labels, accuracies, answering):
    truth, votes = simulate(rng, tickets, labels, accuracies, answering)
    frame = pd.DataFrame(
        [(t, w, votes[w, t]) for t in range(votes.shape[1]) for w in range(len(accuracies)) if votes[w, t] >= 0],
        columns=["task", "worker", "label"])
    tables = DawidSkene(n_iter=STEPS, tol=-1).fit_predict_proba(frame)
    coin = OneCoinDawidSkene(n_iter=STEPS, tol=-1).fit(frame)
    order = list(range(labels))
    return {
        "labels": labels,
        "truth": "".join(map(str, truth)),
        "votes": ["".join("." if v < 0 else str(v) for v in voter) for voter in votes],
        "posteriors": np.round(tables.loc[:SHOWN - 1, order].to_numpy(), 12).tolist(),
        "coin": np.round(coin.probas_.loc[:SHOWN - 1, order].to_numpy(), 12).tolist(),
        "skills": [float(coin.skills_[w]) for w in range(len(accuracies))],
    }


def main():
    rng = np.random.default_rng(20261124)
    cases = [
        case(rng, 2_000, 3, [0.9, 0.8, 0.7, 0.6], 1.0),
        case(rng, 3_000, 4, [0.85, 0.75, 0.7, 0.65, 0.55], 0.8),
        case(rng, 2_000, 2, [0.9, 0.85, 0.7], 0.9),
    ]
    with open(OUT, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(json.dumps(cases, separators=(",", ":")).encode())


if __name__ == "__main__":
    main()
