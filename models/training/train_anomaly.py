"""Trains the anomaly model from feature matrices that the gateway's own Java code wrote, and exports it as ONNX.

    python train_anomaly.py --features DIR --out DIR

DIR of features holds bidmc.csv.gz and sepsis2019.csv.gz (`./wardline features`, splits train and validation).
Writes model.onnx, manifest.json and golden.csv. No label is used, no clock, and no chance but the seed of the golden rows: the
same input gives the same bytes.

The model, in three steps that a person can follow:
1. Each feature has, for each side of its median, a curve "how often is an ordinary window as far out as this": the negative
   decimal logarithm of the tail probability, a few straight pieces, at most 8. That is its `unlike`: 2 is one in a hundred. Curves
   of the features that charted data has (levels, deviations, steps) come from sepsis2019. Those that only streamed data has
   (change, variability, frozen, gaps, pulse difference) come from bidmc, which has few people lying still: a normal tail, drawn MARGIN wider
   than theirs.
2. The unlikenesses are put together by their 6-norm: near the largest, a little more when several stand out. Missing is 0.
3. The score is the share of ordinary windows (patients of the validation part who never become septic) that are less unusual.
"""

import argparse
import gzip
import hashlib
import json
import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from scipy.stats import norm

NAME, VERSION, FORMAT = "anomaly", "1.0.0", "wardline-model/1"
OPSET, IR_VERSION = 15, 8
THRESHOLD, CONSECUTIVE = 0.99, 2
MARGIN = 2.0
POWER = 6
MOST_UNLIKE = 8.0
TAILS = [0.25, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003]  # one side
STREAMED_SDS = [0.0, 1.0, 2.0, 3.0, 4.0]
# the least that one standard deviation of a streamed feature may be: what a monitor's rounding alone does
LEAST_SD = {"change": 0.4, "variability": 0.3, "frozen": 1.0, "gaps": 0.05, "pulse_difference": 2.0}
SHARES = [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999]
GOLDEN_ROWS, GOLDEN_SEED = 64, 20190
META = 6  # columns before the features


def read(path):
    with gzip.open(path, "rt") as lines:
        names = next(lines).rstrip("\n").split(",")[META:]
        rows = [line.rstrip("\n").split(",") for line in lines]
    x = np.array([[float(c) if c else np.nan for c in row[META:]] for row in rows], np.float32)
    patients = np.array([row[0] for row in rows])
    split = np.array([row[2] for row in rows])
    septic = np.array([row[4] == "1" for row in rows])
    return names, x, patients, split, septic


def curve(side, streamed, least_sd):
    """Distances from the median and the unlikeness there, both rising from 0."""
    if streamed:
        sd = max(MARGIN * np.quantile(side, 0.98) / norm.isf(0.01), least_sd)
        sds = np.array(STREAMED_SDS)
        return sds * sd, -np.log10(2 * norm.sf(sds))
    at, unlike = [0.0], [0.0]
    for tail in TAILS:
        distance = np.quantile(side, 1 - tail)
        if distance > at[-1] * 1.02 + 1e-3:  # a bound of the sensor (SpO2 100 %) is no tail
            at.append(distance)
            unlike.append(-np.log10(2 * tail))
    if len(at) < 3:
        return np.array([0.0, 1.0, 2.0]), np.array([0.0, 0.3, 0.6])
    return np.array(at), np.array(unlike)


def pieces(at, value, count):
    """A curve of straight pieces as sum of weight * relu(x - knot), padded to count; the last slope goes on."""
    slopes = np.diff(value) / np.diff(at)
    weights = np.diff(np.concatenate([[0.0], slopes]))
    knots = np.full(count, 1e9, np.float32)  # beyond every value: a piece that is not used
    padded = np.zeros(count, np.float32)
    knots[: len(weights)] = at[: len(weights)]
    padded[: len(weights)] = weights
    return knots, padded


def fit(names, charted, streamed):
    median, sides = np.zeros(len(names), np.float32), ([], [])
    for i, name in enumerate(names):
        column = charted[:, i][~np.isnan(charted[:, i])]
        is_streamed = len(column) == 0
        if is_streamed:
            column = streamed[:, i][~np.isnan(streamed[:, i])]
        median[i] = np.median(column)
        least = LEAST_SD.get(name.split(".")[-1], 0.3)
        for sign, side in zip((1, -1), sides):
            side.append(curve(np.maximum(sign * (column - median[i]), 0), is_streamed, least))
    count = max(len(at) for side in sides for at, _ in side)
    return median, [[np.stack(p) for p in zip(*(pieces(at, u, count) for at, u in side))] for side in sides]


def energy(parameters, x):
    """Steps 1 and 2 without ONNX: what the graph must agree with."""
    median, sides = parameters
    away = np.nan_to_num(np.clip(x, -1e6, 1e6) - median, nan=0.0).astype(np.float64)
    unlike = np.zeros_like(away)
    for sign, (knots, weights) in zip((1, -1), sides):
        for k in range(knots.shape[1]):
            unlike += weights[:, k] * np.maximum(np.maximum(sign * away, 0) - knots[:, k], 0)
    unlike = np.clip(unlike, 0, MOST_UNLIKE)
    return unlike, (unlike**POWER).sum(1) ** (1 / POWER)


def graph(parameters, calibration):
    median, sides = parameters
    constants, nodes = [], []

    def constant(name, value):
        constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def node(op, inputs, output, **attributes):
        nodes.append(helper.make_node(op, inputs, [output], **attributes))
        return output

    last, one, zero = constant("last", np.array([2], np.int64)), constant("axis", np.array([1], np.int64)), constant("zero", np.float32(0))
    x = node("Clip", ["features", constant("least", np.float32(-1e6)), constant("most", np.float32(1e6))], "bounded")
    away = node("Sub", [x, constant("median", median)], "away")
    known = node("Where", [node("IsNaN", [away], "missing"), zero, away], "known")
    parts = []
    for label, signed, (knots, weights) in (("above", known, sides[0]), ("below", node("Neg", [known], "mirrored"), sides[1])):
        distance = node("Unsqueeze", [node("Relu", [signed], label), last], label + "_column")
        beyond = node("Relu", [node("Sub", [distance, constant(label + "_knots", knots)], label + "_past")], label + "_beyond")
        weighted = node("Mul", [beyond, constant(label + "_weights", weights)], label + "_weighted")
        parts.append(node("ReduceSum", [weighted, last], label + "_unlike", keepdims=0))
    unlike = node("Clip", [node("Add", parts, "sum"), zero, constant("cap", np.float32(MOST_UNLIKE))], "unlike")
    square = node("Mul", [unlike, unlike], "square")
    sixth = node("Mul", [node("Mul", [square, square], "fourth"), square], "sixth")
    total = node("ReduceSum", [sixth, one], "total", keepdims=1)
    norm6 = node("Pow", [total, constant("root", np.float32(1 / POWER))], "energy")
    past = node("Relu", [node("Sub", [norm6, constant("score_knots", calibration[0])], "score_past")], "score_beyond")
    share = node("ReduceSum", [node("Mul", [past, constant("score_weights", calibration[1])], "score_weighted"), one], "share", keepdims=1)
    node("Clip", [share, zero, constant("whole", np.float32(1))], "score")
    width = len(median)
    body = helper.make_graph(
        nodes,
        NAME,
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["rows", width])],
        [
            helper.make_tensor_value_info("score", TensorProto.FLOAT, ["rows", 1]),
            helper.make_tensor_value_info("unlike", TensorProto.FLOAT, ["rows", width]),
        ],
        constants,
    )
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="wardline")
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


def golden(features, session):
    """Made-up vectors, some far out, some with gaps: nothing of a patient."""
    rng = np.random.default_rng(GOLDEN_SEED)
    low = np.array([f["low"] for f in features])
    high = np.array([f["high"] for f in features])
    middle = np.array([f["typical"] for f in features])
    rows = middle + rng.standard_t(3, (GOLDEN_ROWS, len(features))) * np.maximum(np.abs(middle) * 0.08, 0.8)
    rows[rng.random(rows.shape) < 0.25] = np.nan
    rows[0] = np.nan
    rows = np.clip(rows, low, high).astype(np.float32)
    score, unlike = session.run(None, {"features": rows})
    names = [f["name"] for f in features]
    lines = [",".join(names + ["score"] + ["unlike:" + n for n in names])]
    for row in np.concatenate([rows, score, unlike], axis=1):
        lines.append(",".join("" if np.isnan(v) else repr(float(v)) for v in row))
    return ("\n".join(lines) + "\n").encode()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--features", type=pathlib.Path, required=True)
    arguments.add_argument("--out", type=pathlib.Path, required=True)
    options = arguments.parse_args()
    names, charted, patients, split, septic = read(options.features / "sepsis2019.csv.gz")
    streamed_names, streamed, _, streamed_split, _ = read(options.features / "bidmc.csv.gz")
    described = json.loads((options.features / "features.json").read_text())
    assert names == streamed_names == [f["name"] for f in described], "the two matrices are of different features"

    parameters = fit(names, charted[split == "train"], streamed[streamed_split == "train"])
    ever_septic = np.isin(patients, np.unique(patients[septic]))
    _, ordinary = energy(parameters, charted[(split == "validation") & ~ever_septic])
    most = MOST_UNLIKE * len(names) ** (1 / POWER)
    calibration = pieces(np.append(np.quantile(ordinary, SHARES), most), np.append(SHARES, 1.0), len(SHARES))
    raw = graph(parameters, calibration)

    session = onnxruntime.InferenceSession(raw, providers=["CPUExecutionProvider"])
    sample = np.concatenate([charted[:2000], streamed[:500]])
    _, unlike = session.run(None, {"features": sample})
    worst = np.abs(unlike - energy(parameters, sample)[0]).max()
    assert worst < 1e-4, f"the graph differs from numpy by {worst}"

    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "model.onnx").write_bytes(raw)
    for feature, middle in zip(described, parameters[0]):
        feature["typical"] = round(float(middle), 4)
    rows = golden(described, session)
    (options.out / "golden.csv").write_bytes(rows)
    manifest = {
        "format": FORMAT,
        "name": NAME,
        "version": VERSION,
        "file": "model.onnx",
        "sha256": hashlib.sha256(raw).hexdigest(),
        "goldenSha256": hashlib.sha256(rows).hexdigest(),
        "opset": OPSET,
        "threshold": THRESHOLD,
        "consecutive": CONSECUTIVE,
        "priority": "low",
        "intendedUse": "Low-priority advisory on adult ward or ICU beds that a patient's last minutes are unlike their own last hours or unlike "
        "patients in general, always beside limits and NEWS2. Not a diagnosis, not an alarm by itself, not for children; no clinical claim.",
        "missing": "NaN",
        "features": described,
        "outputs": [
            {"name": "score", "columns": 1, "low": 0, "high": 1, "meaning": "share of ordinary windows that are less unusual"},
            {"name": "unlike", "columns": len(names), "low": 0, "high": MOST_UNLIKE, "meaning": "-log10 of how often a feature is as far out"},
        ],
        "trainedOn": [
            {
                "name": "challenge2019-sepsis-vitals",
                "licence": "CC BY 4.0",
                "people": int(len(np.unique(patients[split == "train"]))),
                "attribution": "Reyna MA et al. Early Prediction of Sepsis From Clinical Data: The PhysioNet/Computing in Cardiology Challenge 2019. "
                "Crit Care Med 2020;48(2):210-217. Goldberger AL et al. Circulation 2000;101(23):e215-e220.",
            },
            {
                "name": "bidmc-icu-waveforms",
                "licence": "ODC-By 1.0",
                "people": int(len({p for p, s in zip(read_people(options.features / "bidmc.csv.gz"), streamed_split) if s == "train"})),
                "attribution": "Pimentel MAF et al. IEEE Trans Biomed Eng 2017;64(8):1914-1923. Goldberger AL et al. Circulation 2000;101(23):e215-e220.",
            },
        ],
    }
    (options.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    print(f"model.onnx {len(raw)} bytes, sha256 {manifest['sha256'][:12]}, graph against numpy {worst:.1e}")
    print(f"calibrated on {len(ordinary)} ordinary windows; threshold {THRESHOLD} is an energy of {np.quantile(ordinary, THRESHOLD):.2f}")


def read_people(path):
    with gzip.open(path, "rt") as lines:
        next(lines)
        return [line.split(",", 2)[1] for line in lines]


if __name__ == "__main__":
    main()
