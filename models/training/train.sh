#!/usr/bin/env bash
# train.sh FEATURES OUT: trains the anomaly model from the matrices in FEATURES (bidmc.csv.gz, sepsis2019.csv.gz, features.json: written by
# `./wardline features`) in a Python environment of its own under models/target, and writes model.onnx, manifest.json and golden.csv into OUT.
set -euo pipefail
features=${1:?folder of the feature matrices} out=${2:?folder for the model}
here=$(cd "$(dirname "$0")" && pwd)
venv=$here/../target/venv
python=${PYTHON:-python3.11}
if ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
    rm -rf "$venv"
    "$python" -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/requirements.txt"
fi
exec "$venv/bin/python" "$here/train_anomaly.py" --features "$features" --out "$out"
