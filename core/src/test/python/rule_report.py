#!/usr/bin/env python3
"""Makes core/src/test/resources/io/ticketlabeler/rules/NAME.json.gz: the votes of the rules in NAME.yaml, and what Snorkel says about them.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 scikit-learn==1.9.1 pyyaml tqdm
    /tmp/venv/bin/pip install --no-deps snorkel==0.10.0
    /tmp/venv/bin/python core/src/test/python/rule_report.py DATA

DATA holds banking77.csv, corefx-issues.csv and sumo-multilang.csv, which are not part of the repository; no text of a ticket goes into the
files. The rules are applied by the few lines below, which share nothing with the Java code; Snorkel's own LFAnalysis does the rest.
A ticket's text is its title and its text. Odd tickets have no review where Snorkel is asked for a part of them.
"""
import csv
import gzip
import importlib.util
import json
import re
import sys
import types
import unicodedata
from pathlib import Path

import numpy as np
import yaml

# snorkel.labeling also offers a label model, which needs torch; this is the package without it
HOME = Path(importlib.util.find_spec("snorkel").origin).parent / "labeling"
PACKAGE = types.ModuleType("snorkel.labeling")
PACKAGE.__path__ = [str(HOME)]
sys.modules["snorkel.labeling"] = PACKAGE
sys.modules["snorkel.labeling.lf"] = types.ModuleType("snorkel.labeling.lf")
sys.modules["snorkel.labeling.lf"].LabelingFunction = object
from snorkel.labeling.analysis import LFAnalysis  # noqa: E402

OUT = Path(__file__).parents[1] / "resources/io/ticketlabeler/rules"


def many(value):
    return [str(v) for v in (value if isinstance(value, list) else [value])]


def spaced(text):
    kept = "".join(c if unicodedata.category(c)[0] in "LM" or unicodedata.category(c) == "Nd" else " " for c in text.lower())
    return " " + " ".join(kept.split()) + " "


def fires(rule, row, text, words):
    if "keywords" in rule:
        for keyword in many(rule["keywords"]):
            needle = spaced(keyword)
            if (needle.rstrip() if keyword.endswith("*") else needle) in words:
                return True
        return False
    if "regex" in rule:
        expression = rule["regex"].replace(r"\z", r"\Z").replace(r"\p{L}", r"[^\W\d_]")
        flags = re.IGNORECASE
        if expression.startswith("(?-i)"):
            expression, flags = expression[5:], 0
        return re.search(expression, text, flags) is not None
    return row[rule["field"]].strip().lower() in [v.lower() for v in many(rule["equals"])]


def main(data):
    for name in ("banking77", "corefx-issues", "sumo-multilang"):
        rules = yaml.safe_load((OUT / f"{name}.yaml").read_text(encoding="utf-8"))
        rules = rules["rules"] if isinstance(rules, dict) else rules
        with open(data / f"{name}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        labels = sorted({row["label"] for row in rows} | {rule["label"] for rule in rules})
        code = {label: i for i, label in enumerate(labels)}
        votes = np.full((len(rows), len(rules)), -1)
        for i, row in enumerate(rows):
            text = unicodedata.normalize("NFC", (row["title"] + "\n\n" if row.get("title") else "") + row["text"])
            words = spaced(text)
            for j, rule in enumerate(rules):
                if fires(rule, row, text, words):
                    votes[i, j] = code[rule["label"]]
        gold = np.array([code[row["label"]] for row in rows])
        even = np.arange(0, len(rows), 2)
        whole, part = LFAnalysis(votes).lf_summary(Y=gold), LFAnalysis(votes[even]).lf_summary(Y=gold[even])
        look = LFAnalysis(votes)
        lines = []
        for j, rule in enumerate(rules):
            all_, half = whole.iloc[j], part.iloc[j]
            lines.append({
                "rule": rule["name"],
                "polarity": [labels[int(p)] for p in all_["Polarity"]],
                "coverage": float(all_["Coverage"]),
                "overlaps": float(all_["Overlaps"]),
                "conflicts": float(all_["Conflicts"]),
                "correct": int(all_["Correct"]),
                "incorrect": int(all_["Incorrect"]),
                "accuracy": float(all_["Emp. Acc."]),
                "half": [int(half["Correct"]), int(half["Incorrect"]), float(half["Emp. Acc."])],
            })
        fixture = {
            "labels": labels,
            "coverage": float(look.label_coverage()),
            "overlap": float(look.label_overlap()),
            "conflict": float(look.label_conflict()),
            "lines": lines,
            "gold": gold.tolist(),
            "votes": [[[int(j), int(v[j])] for j in np.flatnonzero(v >= 0)] for v in votes],
        }
        with open(OUT / f"{name}.json.gz", "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
            packed.write(json.dumps(fixture, separators=(",", ":")).encode())
        print(name, votes.shape, "coverage", round(fixture["coverage"], 3), "conflict", round(fixture["conflict"], 3))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
