"""Measures the gateway and prints one table: bar, figure, met or not, and what peers and floors need.

    ./wardline bench [--json]

Numbers of the environment:
  BENCH_ROUNDS (1)       everything so many times; the table then says min/median/max
  BENCH_WARM (60)        seconds of the same load before anything is measured: the JVM compiles
  BENCH_SECONDS (20)     measured seconds at 1,000 readings/s
  BENCH_COUNT (400000)   readings of a closed loop that are measured (20 a message: three times as many), after half as many on
                         the fresh JVM, which have a line of their own, and three times as many that only warm it up
  BENCH_STARTS (3)       starts on a fresh data folder
  BENCH_ONLY             some of start,even,closed (default: all)

The gateway runs with the acceptance's own settings. At 1,000 readings/s a mosquitto gives the same load back to a subscriber in the
same seconds, on the same cores: CPU and alarm latency are judged beside it. Before and after a closed loop it does so alone, which tells
how fast the machine is at that hour. Where there is no mosquitto the table says so, and the fixed bars count alone. CPU is user + system of the process, from the kernel. What was stored is verified against what was acknowledged.
"""

import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

SETTINGS = ("ward=w1", "devices.admit=any", "alarms.delay=0s", "models.stride=0s")
COMMIT_MS = 1000  # buffer.commit.max as it is by default: the window W of the acknowledgement's bar
RATE = 1000
SLICE_S = 10
TRUTH = "all runs: "
WARDLINE, LOADER = sys.argv[1], sys.argv[2]
TICKS = os.sysconf("SC_CLK_TCK")


def number(name, default):
    return int(os.environ.get("BENCH_" + name, default))


def say(text):
    print("# " + text, file=sys.stderr, flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_s(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mib(pid, key):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1]) / 1024
    raise SystemExit(f"wardline: the process {pid} has no {key}")


def stop(process, signal_number=signal.SIGTERM):
    if process.poll() is None:
        process.send_signal(signal_number)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Gateway:
    """The real process, through the launcher, on a data folder of its own."""

    def __init__(self, work):
        self.data = work / "data"
        shutil.rmtree(self.data, ignore_errors=True)
        self.port = free_port()
        command = [WARDLINE, "run"]
        for setting in SETTINGS + (f"data={self.data}", f"intake.mqtt.listen=127.0.0.1:{self.port}", "station.listen=127.0.0.1:0"):
            command += ["--set", setting]
        self.begun = time.monotonic()
        self.errors = (work / "err").open("w+")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.pid = self.process.pid  # the launcher becomes the JVM

    def wait_ready(self):
        """Seconds from the start to the line `ready`."""
        line = self.process.stdout.readline()
        if not line.startswith("ready "):
            self.errors.seek(0)
            raise SystemExit(f"wardline: the gateway does not start: {line}{self.errors.read()}")
        return time.monotonic() - self.begun

    def stored(self):
        """What it sealed, as lines of CSV; only when it has stopped."""
        return subprocess.Popen([WARDLINE, "buffer", "export", str(self.data), "--format", "csv"], stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, text=True)


class Mosquitto:
    """The broker that echoes: acknowledges before anything is on disk, and has nothing on disk."""

    def __init__(self, work):
        program = shutil.which("mosquitto", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
        self.process = None
        if program is None:
            return
        self.port = free_port()
        settings = work / "mosquitto.conf"
        settings.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\nmax_inflight_messages 0\n"
                            "max_queued_messages 0\npersistence false\nlog_type none\n")
        self.process = subprocess.Popen([program, "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise SystemExit("wardline: mosquitto does not start") from None
                time.sleep(0.02)


def load(**settings):
    environment = dict(os.environ, WARD_DEVICES="100", WARD_DRAIN="10",
                       **{"WARD_" + key: str(value) for key, value in settings.items()})
    return subprocess.Popen([LOADER, "run"], env=environment, stdout=subprocess.PIPE, text=True)


def gateway_load(gateway, ledger, **settings):
    return load(PORT=gateway.port, TOPIC="wards/w1/devices/{device}/json", ALERT_TOPIC="wards/w1/alarms/+", LEDGER=ledger, **settings)


def result(loader):
    out, _ = loader.communicate()
    if loader.returncode != 0:
        raise SystemExit(f"wardline: the load generator gave up ({loader.returncode}): {out}")
    return json.loads(out)


def verify(gateway, ledger, from_seq=0):
    """What the store says beside what was sent from that number on."""
    judge = subprocess.Popen([LOADER, "verify", str(ledger)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with gateway.stored() as export:
        column = None
        for line in export.stdout:
            fields = line.split(",", 4)
            if column is None:
                column = fields.index("seq")
            elif int(fields[column] or -1) < from_seq:
                continue
            judge.stdin.write(line)
    out, _ = judge.communicate()
    found = json.loads(out)
    return {key: found[key] for key in ("lost_acknowledged", "never_sent", "duplicates", "values_wrong")}


# ---- what is measured ---------------------------------------------------------------------------------------------------


def string(text):
    data = text.encode()
    return len(data).to_bytes(2, "big") + data


def first_acknowledged(gateway):
    """A stranger that tries to publish from the start on: seconds until its reading is acknowledged."""
    connect = string("MQTT") + b"\x04\x02\x00\x3c" + string("bench")
    body = string("wards/w1/devices/bench-1/json") + b"\x00\x01" + b'{"seq":1,"hr":72,"spo2":97,"rr":16}'
    while True:
        try:
            with socket.create_connection(("127.0.0.1", gateway.port), 10) as device:
                device.sendall(b"\x10" + bytes([len(connect)]) + connect + b"\x32" + bytes([len(body)]) + body)
                heard = b""
                while len(heard) < 8:  # CONNACK, PUBACK
                    heard += device.recv(64) or b"\x00" * 8
                if heard[4:8] != b"\x40\x02\x00\x01":
                    raise SystemExit(f"wardline: not acknowledged: {heard.hex()}")
                return time.monotonic() - gateway.begun
        except ConnectionRefusedError:
            if gateway.process.poll() is not None:
                gateway.wait_ready()
            time.sleep(0.002)


def measure_start(work):
    ready, acknowledged = [], []
    for _ in range(number("STARTS", 3)):
        gateway = Gateway(work)
        try:
            acknowledged.append(first_acknowledged(gateway))
            gateway.wait_ready()
        finally:
            stop(gateway.process)
        gateway = Gateway(work)  # alone: nobody polls the port
        try:
            ready.append(gateway.wait_ready())
        finally:
            stop(gateway.process)
    return {"start_ready_s": ready, "start_acknowledged_s": acknowledged}


def measure_even(work):
    """1,000 readings/s: a minute unmeasured, then beside the echo."""
    warm, seconds = number("WARM", 60), number("SECONDS", 20)
    gateway, mosquitto, ledger = Gateway(work), Mosquitto(work), work / "ledger"
    try:
        gateway.wait_ready()
        loader = gateway_load(gateway, ledger, RATE=RATE, SECONDS=warm + seconds, WARMUP=warm)
        begun, slices, last = time.monotonic(), [], cpu_s(gateway.pid)
        for at in list(range(SLICE_S, warm, SLICE_S)) + [warm]:
            time.sleep(max(0.0, begun + at - time.monotonic()))
            used = cpu_s(gateway.pid)
            slices.append(round((used - last) * 1e6 / RATE / (SLICE_S if at % SLICE_S == 0 else at % SLICE_S), 1))
            last = used
        if mosquitto.process is not None:
            echo = load(PORT=mosquitto.port, RATE=RATE, SECONDS=seconds, RUN="echo", ALERT_TOPIC="ward/+/vitals", ALERT_EVERY=1,
                        WATCH=f"echo:{mosquitto.process.pid}")
        from_s = time.monotonic()
        from_cpu = cpu_s(gateway.pid)
        time.sleep(max(0.0, begun + warm + seconds - time.monotonic() - 0.2))
        figures = {"cpu": (cpu_s(gateway.pid) - from_cpu) * 1e6 / RATE / (time.monotonic() - from_s),
                   "rss": memory_mib(gateway.pid, "VmRSS"), "rss_peak": memory_mib(gateway.pid, "VmHWM"), "warm_slices": slices}
        said = result(loader)
        figures |= {"alert_p50": said["alert_us"]["p50"] / 1000, "alert_p99": said["alert_us"]["p99"] / 1000,
                    "ack_p50": said["ack_us"]["p50"] / 1000, "ack_p99": said["ack_us"]["p99"] / 1000,
                    "alerts_missing": said["alerts_expected"] - said["alerted_readings"]}
        if mosquitto.process is not None:
            heard = result(echo)
            figures |= {"echo_cpu": heard["watch"][0]["cpu_s_per_million"], "echo_p50": heard["alert_us"]["p50"] / 1000,
                        "echo_p99": heard["alert_us"]["p99"] / 1000, "echo_ack_p50": heard["ack_us"]["p50"] / 1000}
    finally:
        stop(gateway.process)
        if mosquitto.process is not None:
            stop(mosquitto.process)
    return {"even": figures | verify(gateway, ledger)}


def measure_closed(work, name, batch):
    """As fast as it takes them: on the fresh JVM, until it is warm, then measured, on one gateway."""
    count, ledger = number("COUNT", 400_000) * (1 if batch == 1 else 3), work / "ledger"
    gateway, mosquitto = Gateway(work), Mosquitto(work)

    def echo():
        """CPU seconds a million of a mosquitto that gives the same load back to a subscriber."""
        if mosquitto.process is None:
            return []
        heard = result(load(PORT=mosquitto.port, RATE=0, COUNT=count, SECONDS=600, BATCH=batch, RUN="echo", ALERT_TOPIC="ward/+/vitals",
                            ALERT_EVERY=1, WATCH=f"echo:{mosquitto.process.pid}"))
        return [heard["watch"][0]["cpu_s_per_million"]]

    def run(written_to, readings, from_seq):
        return result(gateway_load(gateway, written_to, RATE=0, COUNT=readings, SECONDS=600, BATCH=batch, SEQ_START=from_seq, WATCH=f"g:{gateway.pid}"))

    try:
        gateway.wait_ready()
        first = run(work / "first", count // 2, 0)
        from_seq = first["readings"] // 100
        from_seq += run(work / "warming", 3 * count, from_seq)["readings"] // 100
        echoes = echo()
        said = run(ledger, count, from_seq)
        echoes += echo()
        figures = {"cpu": said["watch"][0]["cpu_s_per_million"], "cpu_first": first["watch"][0]["cpu_s_per_million"],
                   "per_s": said["acked_readings_per_s"], "rss": said["watch"][0]["rss_kib"] / 1024,
                   "alerts_missing": said["alerts_expected"] - said["alerted_readings"]}
        if echoes:
            figures["echo_cpu"] = statistics.mean(echoes)
    finally:
        stop(gateway.process)
        if mosquitto.process is not None:
            stop(mosquitto.process)
    return {name: figures | verify(gateway, ledger, from_seq)}


def measure(work):
    wanted = os.environ.get("BENCH_ONLY", "start,even,closed").split(",")
    found = {}
    if "start" in wanted:
        say("starts")
        found |= measure_start(work)
    if "even" in wanted:
        say(f"{RATE} readings/s: {number('WARM', 60)} s to warm up, {number('SECONDS', 20)} s measured")
        found |= measure_even(work)
    if "closed" in wanted:
        say("closed loop, 1 a message")
        found |= measure_closed(work, "closed_1", 1)
        say("closed loop, 20 a message")
        found |= measure_closed(work, "closed_20", 20)
    return found


# ---- what is said -------------------------------------------------------------------------------------------------------


def spread(values, digits):
    """One figure, or min/median/max of several."""
    values = sorted(values)
    some = values if len(values) == 1 else [values[0], statistics.median(values), values[-1]]
    return "/".join(f"{value:,.{digits}f}" for value in some)


class Table:
    def __init__(self, rounds):
        self.rounds = rounds
        self.rows = []

    def all(self, section, key):
        return [r[section][key] for r in self.rounds if section in r and key in r[section]]

    def row(self, what, values, unit, digits, bar=None, times=None, echo=None, beside=""):
        """`bar`: fixed; `times`: so many times the echo's figure of the same round is allowed as well."""
        if not values:
            return
        median = statistics.median(values)
        allowed, said = bar, "" if bar is None else f"{bar:,g} {unit}"
        ratio = statistics.median(v / e for v, e in zip(values, echo) if e > 0) if echo else None
        if times is not None:
            by_echo = times * statistics.median(echo) if echo else None
            said += (" or " if said else "") + f"{times:g} × echo" + (f" = {by_echo:,.{digits}f}" if echo else " (skipped: no mosquitto)")
            allowed = max((b for b in (bar, by_echo) if b is not None), default=None)
        met = None if allowed is None else median <= allowed
        self.rows.append({"what": what, "bar": said, "allowed": allowed, "unit": unit, "median": median, "values": values,
                          "figure": f"{spread(values, digits)} {unit}".strip(), "ratio_to_echo": ratio,
                          "echo": spread(echo, digits) if echo else None, "met": met, "beside": beside})

    def even(self):
        at = f"{RATE:,}/s, warm: "
        names = {key: self.all("even", "echo_" + key) for key in ("cpu", "p50", "p99", "ack_p50")}
        self.row(at + "CPU a million", self.all("even", "cpu"), "s", 0, 200, 3.5, names["cpu"], "tuned Node-RED 163 + 54; raw NIO, ack only, 42")
        self.row(at + "alarm p50", self.all("even", "alert_p50"), "ms", 2, 2, 20, names["p50"], "tuned Node-RED 14; prototype 0.17")
        self.row(at + "alarm p99", self.all("even", "alert_p99"), "ms", 1, None, 3, names["p99"], "goal 1.5 × echo")
        self.row(at + "PUBACK p50", self.all("even", "ack_p50"), "ms", 1, COMMIT_MS + 5, None, names["ack_p50"],
                 f"ours is on disk, the echo's is not; commit window up to {COMMIT_MS / 1000:g} s")
        self.row(at + "resident, with model", self.all("even", "rss"), "MiB", 0, 200, beside="tuned Node-RED + mosquitto 182")
        self.row(at + "resident, highest", self.all("even", "rss_peak"), "MiB", 0)
        self.row("cold: CPU a million, first 10 s", [s[0] for s in self.all("even", "warm_slices") if s], "s", 0)

    def closed(self):
        for name, batch, bar, beside in (("closed_1", 1, 12, "the bar was set when the echo took 16: 0.8 × echo; tuned Node-RED 41"),
                                         ("closed_20", 20, 3, "the bar was set when the echo took 1.1: 2.7 × echo; tuned Node-RED 6.4")):
            what = f"closed loop, {batch} a message: "
            self.row(what + "CPU a million, warm", self.all(name, "cpu"), "s", 1, bar, echo=self.all(name, "echo_cpu"), beside=beside)
            self.row(what + "the same, JVM fresh", self.all(name, "cpu_first"), "s", 1)
            self.row(what + "readings", self.all(name, "per_s"), "/s", 0, beside="with the loader on the same cores")

    def start(self):
        starts = {key: [v for r in self.rounds for v in r.get(key, [])] for key in ("start_ready_s", "start_acknowledged_s")}
        self.row("start to `ready`", starts["start_ready_s"], "s", 2, beside="prototype 0.13")
        self.row("start to the first acknowledged reading", starts["start_acknowledged_s"], "s", 2, 1.5, beside="Node-RED 1.8; goal 0.2")

    def truth(self):
        for key, what in (("lost_acknowledged", "acknowledged and lost"), ("never_sent", "stored, never sent"), ("duplicates", "stored twice"),
                          ("values_wrong", "stored wrong"), ("alerts_missing", "expected alarms not seen")):
            found = [r[name][key] for r in self.rounds for name in ("even", "closed_1", "closed_20") if name in r]
            self.row(TRUTH + what, [sum(found)] if found else [], "", 0, 0)

    def show(self):
        head = ("what", "bar", "figure", "echo", "× echo", "met", "peers and floors (performance.md)")
        cells = [(r["what"], r["bar"], r["figure"], r["echo"] or "", "" if r["ratio_to_echo"] is None else f"{r['ratio_to_echo']:.1f}",
                  {None: "", True: "met", False: "NOT met"}[r["met"]], r["beside"]) for r in self.rows]
        widths = [max(len(row[i]) for row in [head] + cells) for i in range(len(head))]
        print("\n" + "  ".join(f"{text:<{width}}" for text, width in zip(head, widths)).rstrip())
        print("  ".join("-" * width for width in widths))
        for row in cells:
            print("  ".join(f"{text:<{width}}" for text, width in zip(row, widths)).rstrip())


def version(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip().splitlines()[0] if done.stdout or done.stderr else "?"


def main():
    unknown = [word for word in sys.argv[3:] if word != "--json"]
    if unknown:
        print("wardline: bench takes only --json", file=sys.stderr)
        return 2
    rounds = []
    with tempfile.TemporaryDirectory(prefix="wardline-bench-") as work:
        for index in range(number("ROUNDS", 1)):
            say(f"round {index + 1} of {number('ROUNDS', 1)}, load average {os.getloadavg()[0]:.1f}")
            rounds.append(measure(pathlib.Path(work)))
    table = Table(rounds)
    for part in (table.even, table.closed, table.start, table.truth):
        part()
    machine = {"cores": os.cpu_count(), "load_average": round(os.getloadavg()[0], 1), "version": version(WARDLINE, "version"),
               "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "settings": SETTINGS}
    slices = table.all("even", "warm_slices")
    if "--json" in sys.argv:
        print(json.dumps({"machine": machine, "rows": table.rows, "rounds": rounds}, ensure_ascii=False))
    else:
        table.show()
        print(f"\n{machine['version']}, {machine['cores']} cores shared with the load, load average {machine['load_average']}, {machine['at']}; "
              f"run --set {' --set '.join(SETTINGS)}; rounds: {len(rounds)}" + (" (min/median/max; the median is judged)" if len(rounds) > 1 else ""))
        for index, each in enumerate(slices):
            print(f"warm-up of round {index + 1}, CPU s a million in steps of {SLICE_S} s: {' '.join(f'{s:.0f}' for s in each)}")
        if slices and not table.all("even", "echo_cpu"):
            print("SKIPPED: the echo, there is no mosquitto here (Debian: apt-get install mosquitto)")
    return 0 if all(row["met"] for row in table.rows if row["what"].startswith(TRUTH)) else 1  # slow is a figure, a lie is a failure


if __name__ == "__main__":
    sys.exit(main())
