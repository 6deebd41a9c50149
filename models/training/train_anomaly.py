"""Trains the anomaly model from feature matrices that the gateway's own Java code wrote, and exports it as ONNX.

    python train_anomaly.py --features DIR --out DIR

DIR of features holds bidmc.csv.gz and sepsis2019.csv.gz (`./wardline features`, splits train and validation).
Writes model.onnx, manifest.json and golden.csv. No label is used, no clock, and no chance but the seed of the golden rows: the
same input gives the same bytes.

The model, in four steps that a person can follow:
1. Each feature has, for each side of its median, a curve "how often is an ordinary window as far out as this": the negative
   decimal logarithm of the tail probability, a few straight pieces, at most 8. That is its `unlike`: 2 is one in a hundred. Curves
   of the features that charted data has (levels, deviations, steps, relations) come from sepsis2019. Those that only streamed data has
   (change, variability, frozen, gaps, pulse difference) come from bidmc, which has few people lying still: a normal tail,
   drawn MARGIN times wider than theirs.
2. The charted features together: the same curves as signed normal scores, and their Mahalanobis distance (covariance of the
   training part, drawn a little towards independence). Its own curve says how often a window is as far out.
3. The streamed features together: the 6-norm of their unlikenesses, near the largest, a little more when several stand out,
   times STREAMED_WEIGHT. The larger of 2 and 3 counts. What is missing is 0 everywhere.
4. The score is the share of ordinary windows (patients of the validation part who never become septic) that are less unusual.
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
MOST_NORMAL = 6.0
TAILS = [0.25, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003]  # one side
STREAMED_SDS = [0.0, 1.0, 2.0, 3.0, 4.0]
STREAMED_WEIGHT = 0.6
SHRINK = 0.1
CHARTED_FROM = 0.1  # a feature that fewer charted windows have is no part of the distance
# the least that one standard deviation of a streamed feature may be: what a monitor's rounding alone does
LEAST_SD = {"change": 0.4, "variability": 0.3, "frozen": 1.0, "gaps": 0.2, "pulse_difference": 2.0}
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
    """Distances from the median, with the one-sided tail probability of an ordinary window there."""
    if streamed:
        sd = max(MARGIN * np.quantile(side, 0.98) / norm.isf(0.01), least_sd)
        return np.array(STREAMED_SDS) * sd, norm.sf(STREAMED_SDS)
    at, tails = [0.0], [0.5]
    for tail in TAILS:
        distance = np.quantile(side, 1 - tail)
        if distance > at[-1] * 1.02 + 1e-3:  # a bound of the sensor (SpO2 100 %) is no tail
            at.append(distance)
            tails.append(tail)
    if len(at) < 3:
        return np.array([0.0, 1.0, 2.0]), np.array([0.5, 0.25, 0.125])
    return np.array(at), np.array(tails)


def pieces(at, value, count):
    """A curve of straight pieces as sum of weight * relu(x - knot), padded to count; the last slope goes on."""
    slopes = np.diff(value) / np.diff(at)
    weights = np.diff(np.concatenate([[0.0], slopes]))
    knots = np.full(count, 1e9, np.float32)  # beyond every value: a piece that is not used
    padded = np.zeros(count, np.float32)
    knots[: len(weights)] = at[: len(weights)]
    padded[: len(weights)] = weights
    return knots, padded


def along(curve_pieces, x):
    knots, weights = curve_pieces
    return (np.maximum(x[:, None] - knots, 0) * weights).sum(1)


class Model:
    """The parameters, and steps 1 to 3 without ONNX: what the graph must agree with."""

    def __init__(self, names, charted, streamed):
        width = len(names)
        self.median = np.zeros(width, np.float32)
        share = (~np.isnan(charted)).mean(0)
        self.is_streamed = (share == 0).astype(np.float32)
        sides = ([], [])
        for i, name in enumerate(names):
            source = streamed if self.is_streamed[i] else charted
            column = source[:, i][~np.isnan(source[:, i])]
            self.median[i] = np.median(column)
            least = LEAST_SD.get(name.split(".")[-1], 0.3)
            for sign, side in zip((1, -1), sides):
                side.append(curve(np.maximum(sign * (column - self.median[i]), 0), self.is_streamed[i], least))
        count = max(len(at) for side in sides for at, _ in side)
        self.unlike_pieces = [[np.stack(p) for p in zip(*(pieces(at, -np.log10(2 * q), count) for at, q in side))] for side in sides]
        self.normal_pieces = [[np.stack(p) for p in zip(*(pieces(at, norm.isf(q), count) for at, q in side))] for side in sides]
        self.whitening = np.zeros((width, width), np.float32)
        _, normal = self.features(charted)
        used = np.flatnonzero(share > CHARTED_FROM)
        normal, known = normal[:, used], (~np.isnan(charted[:, used])).astype(np.float64)
        covariance = (normal.T @ normal) / (known.T @ known)
        inverse = np.linalg.inv((1 - SHRINK) * covariance + SHRINK * np.eye(len(used)))
        self.whitening[np.ix_(used, used)] = np.linalg.cholesky(inverse)
        distance = self.distance(charted)
        tails = np.array([0.5] + TAILS)
        at = np.concatenate([[0.0], np.quantile(distance, 1 - tails)])
        self.distance_pieces = pieces(at, np.concatenate([[0.0], -np.log10(tails)]), len(tails))

    def features(self, x):
        away = np.nan_to_num(np.clip(x, -1e6, 1e6) - self.median, nan=0.0).astype(np.float64)
        sums = []
        for curves in (self.unlike_pieces, self.normal_pieces):
            sums.append([sum(w[:, k] * np.maximum(np.maximum(sign * away, 0) - t[:, k], 0) for k in range(t.shape[1])) for sign, (t, w) in zip((1, -1), curves)])
        (above, below), (up, down) = sums
        return np.clip(above + below, 0, MOST_UNLIKE), np.clip(up - down, -MOST_NORMAL, MOST_NORMAL)

    def distance(self, x):
        return np.sqrt(((self.features(x)[1] @ self.whitening) ** 2).sum(1))

    def energy(self, x):
        unlike, _ = self.features(x)
        streamed = ((unlike * self.is_streamed) ** POWER).sum(1) ** (1 / POWER)
        return np.maximum(along(self.distance_pieces, self.distance(x)), STREAMED_WEIGHT * streamed)

    def most_energy(self):
        return float(STREAMED_WEIGHT * MOST_UNLIKE * len(self.median) ** (1 / POWER) * 2)


class Graph:
    """Nodes and constants of an ONNX graph, as they are written down."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, value):
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def __call__(self, operation, inputs, output, **attributes):
        self.nodes.append(helper.make_node(operation, inputs, [output], **attributes))
        return output


def graph(model, calibration):
    g = Graph()
    last, one, zero = g.constant("last", np.array([2], np.int64)), g.constant("axis", np.array([1], np.int64)), g.constant("zero", np.float32(0))
    x = g("Clip", ["features", g.constant("least", np.float32(-1e6)), g.constant("most", np.float32(1e6))], "bounded")
    away = g("Sub", [x, g.constant("median", model.median)], "away")
    known = g("Where", [g("IsNaN", [away], "missing"), zero, away], "known")
    unlike, normal = [], []
    for i, (label, signed) in enumerate((("above", known), ("below", g("Neg", [known], "mirrored")))):
        distance = g("Unsqueeze", [g("Relu", [signed], label), last], label + "_column")
        knots = g.constant(label + "_knots", model.unlike_pieces[i][0])
        beyond = g("Relu", [g("Sub", [distance, knots], label + "_past")], label + "_beyond")
        for kind, curves, sums in (("unlike", model.unlike_pieces, unlike), ("normal", model.normal_pieces, normal)):
            weights = g.constant(f"{label}_{kind}_weights", curves[i][1])
            sums.append(g("ReduceSum", [g("Mul", [beyond, weights], f"{label}_{kind}_parts"), last], f"{label}_{kind}", keepdims=0))
    g("Clip", [g("Add", unlike, "unlike_sum"), zero, g.constant("cap", np.float32(MOST_UNLIKE))], "unlike")
    ends = [g.constant("normal_least", np.float32(-MOST_NORMAL)), g.constant("normal_most", np.float32(MOST_NORMAL))]
    scores = g("Clip", [g("Sub", normal, "normal_sum")] + ends, "normal")
    white = g("MatMul", [scores, g.constant("whitening", model.whitening)], "white")
    distance = g("Sqrt", [g("ReduceSum", [g("Mul", [white, white], "white_squares"), one], "white_sum", keepdims=1)], "distance")
    together = piecewise(g, "together", distance, model.distance_pieces, one)
    streamed = g("Mul", ["unlike", g.constant("streamed_mask", model.is_streamed)], "streamed_unlike")
    square = g("Mul", [streamed, streamed], "square")
    sixth = g("Mul", [g("Mul", [square, square], "fourth"), square], "sixth")
    root = g("Pow", [g("ReduceSum", [sixth, one], "sixth_sum", keepdims=1), g.constant("root", np.float32(1 / POWER))], "streamed_norm")
    energy = g("Max", [together, g("Mul", [root, g.constant("streamed_weight", np.float32(STREAMED_WEIGHT))], "streamed")], "energy")
    share = piecewise(g, "share", energy, calibration, one)
    g("Clip", [share, zero, g.constant("whole", np.float32(1))], "score")
    width = len(model.median)
    body = helper.make_graph(
        g.nodes,
        NAME,
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["rows", width])],
        [
            helper.make_tensor_value_info("score", TensorProto.FLOAT, ["rows", 1]),
            helper.make_tensor_value_info("unlike", TensorProto.FLOAT, ["rows", width]),
        ],
        g.constants,
    )
    proto = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="wardline")
    onnx.checker.check_model(proto, full_check=True)
    return proto.SerializeToString(deterministic=True)


def piecewise(g, name, x, curve_pieces, axis):
    past = g("Sub", [x, g.constant(name + "_knots", curve_pieces[0])], name + "_past")
    parts = g("Mul", [g("Relu", [past], name + "_beyond"), g.constant(name + "_weights", curve_pieces[1])], name + "_parts")
    return g("ReduceSum", [parts, axis], name, keepdims=1)


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

    model = Model(names, charted[split == "train"], streamed[streamed_split == "train"])
    ever_septic = np.isin(patients, np.unique(patients[septic]))
    ordinary = model.energy(charted[(split == "validation") & ~ever_septic])
    calibration = pieces(np.append(np.quantile(ordinary, SHARES), model.most_energy()), np.append(SHARES, 1.0), len(SHARES))
    raw = graph(model, calibration)

    session = onnxruntime.InferenceSession(raw, providers=["CPUExecutionProvider"])
    sample = np.concatenate([charted[:2000], streamed[:500]])
    score, unlike = session.run(None, {"features": sample})
    worst = max(np.abs(unlike - model.features(sample)[0]).max(), np.abs(score[:, 0] - np.clip(along(calibration, model.energy(sample)), 0, 1)).max())
    assert worst < 1e-4, f"the graph differs from numpy by {worst}"

    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "model.onnx").write_bytes(raw)
    for feature, middle in zip(described, model.median):
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
