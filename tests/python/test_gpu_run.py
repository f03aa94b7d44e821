# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The first run on a GPU (scripts/gpu_run.sh, run.sh of a bundle), with stand-ins for the programs
and NVIDIA's tools. Checks the order of its steps, its logs, how it handles steps that fail, hang
or are missing, and its summary. Also checks the bundle (scripts/gpu_bundle.sh) of the executor's
programs."""
import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
SECONDS = 900  # only ends a hang
COMMANDS = "awk bash cat cut date dirname grep head mkdir sed sleep timeout touch".split()
STEPS = ["info", "thrust", "tests", "memcheck", "racecheck", "synccheck", "bench", "ncu", "quickstart",
         "verify", "all"]

BRINK = """\
case $1 in
  info) printf 'brink 0.1.0 (abc)\\ncuda:     runtime 13.0, driver 13.0\\ncuda:     cuda:0, H100, 79 GiB\\n' ;;
  verify) echo '12 cells, all equal' ;;
esac
"""
TESTS = "echo '[  PASSED  ] 7 tests.'\n"
STARTS = """\
case "$*" in *'echo started') echo started; exit ;; esac
"""
SANITIZER = STARTS + 'shift 4\n"$@"\n'
NCU = STARTS + "echo '    Section: Compute Workload Analysis'\n"
ROW = {"name": "gpu/brightness/n8/b1/manual_time", "images_per_s": 1.5e9, "pixels_per_s": 9.6e10,
       "GB_per_s": 24.0, "measured": 0.5, "median": 0.49, "label": "share of 9200 GB/s, the ceiling"}
COUNTED = {"name": "gpu/multinomial/n4096/b1/manual_time", "images_per_s": 12345.0, "pixels_per_s": 2e11,
           "measured": 0.0123, "median": 0.012, "label": "M images/s"}
BENCH = """\
for argument; do
  case $argument in --benchmark_out=*) out=${argument#*=} ;; esac
done
[ -z "$out" ] || cat > "$out" << 'END'
ROWS
END
"""


def bench(*rows):
    """A program that writes those rows as Google Benchmark does."""
    return BENCH.replace("ROWS", json.dumps({"context": {"caches": [{"size": 1}]}, "benchmarks": rows},
                                            indent=2))


class Machine:
    """A bundle of stand-ins, on a PATH that has nothing else but the commands that run.sh needs."""

    def __init__(self, folder):
        self.folder = folder
        self.bundle = folder / "bundle"
        self.bin = folder / "bin"
        (self.bundle / "configs").mkdir(parents=True)
        self.bin.mkdir()
        for name in COMMANDS:
            (self.bin / name).symlink_to(shutil.which(name))
        shutil.copy(SCRIPTS / "gpu_run.sh", self.bundle / "run.sh")
        self.program(self.bundle / "brink", BRINK)
        self.program(self.bundle / "test_gpu", TESTS)
        self.program(self.bundle / "bench_gpu", bench(ROW, COUNTED))
        self.program(self.bin / "compute-sanitizer", SANITIZER)
        self.program(self.bin / "ncu", NCU)

    def program(self, path, text):
        """A program that notes each of its calls, in order."""
        path.write_text(f'#!/bin/bash\necho "{path.name} $*" >> "{self.folder}/calls"\n{text}')
        path.chmod(0o755)

    def run(self, *arguments, **environment):
        done = subprocess.run(
            [str(self.bin / "bash"), str(self.bundle / "run.sh"), *arguments], capture_output=True, text=True,
            env={"PATH": str(self.bin), "CUDA_HOME": str(self.folder / "none")} | environment,
            timeout=SECONDS)
        return done

    @property
    def calls(self):
        return (self.folder / "calls").read_text().splitlines()

    def results(self):
        """The result of each step, from the summary, in order."""
        lines = (self.bundle / "logs/summary.md").read_text().splitlines()
        start = lines.index("| step | result | seconds | log |") + 2
        rows = {}
        for line in lines[start:]:
            if not line:
                break
            name, result, seconds, log = (cell.strip() for cell in line.strip("|").split("|"))
            assert seconds.isdigit() and (self.bundle / "logs" / log).exists()
            rows[name] = result
        return rows


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_all_steps_in_order(machine):
    done = machine.run()
    assert done.returncode == 0, done.stdout + done.stderr
    results = machine.results()
    assert list(results) == STEPS
    assert all(result.startswith("ok") for result in results.values()), results
    assert results["tests"] == "ok: 7 tests"
    calls = [call for call in machine.calls if not call.endswith("echo started")
             and ("EveryKernel" not in call or "sanitizer" in call)]
    assert calls[0] == "brink info"
    assert calls[1] == "test_gpu --gtest_filter=*Thrust*"
    assert calls[2] == "test_gpu --gtest_filter=-*Thrust*"
    for call, check in zip(calls[3:6], ("memcheck", "racecheck", "synccheck")):
        assert call.startswith(f"compute-sanitizer --tool {check} ")
    assert calls[6].startswith("bench_gpu --benchmark_out=")
    assert [call.split()[0] for call in calls[7:11]] == ["ncu"] * 4
    assert "--device cuda" in calls[11] and calls[11].startswith("brink run ")
    assert calls[12].startswith("brink verify ") and calls[12].endswith("--device cpu")
    assert calls[13].startswith("brink verify ") and calls[13].endswith("--device cuda:all")
    assert len(calls) == 14


def test_the_summary_is_a_section_of_results(machine):
    done = machine.run()
    summary = (machine.bundle / "logs/summary.md").read_text()
    assert summary in done.stdout
    lines = summary.splitlines()
    assert lines[0].startswith("## 20") and lines[0].endswith(": H100, 79 GiB")
    assert "brink 0.1.0 (abc)" in lines
    assert "| gpu/brightness/n8/b1 | 1.5 G | 96 | 24 | 0.5 | share of 9200 GB/s, the ceiling |" in lines
    assert "| gpu/multinomial/n4096/b1 | 12.3 k | 200 |  | 0.0123 | M images/s |" in lines


def test_a_step_that_fails_ends_no_other(machine):
    machine.program(machine.bundle / "test_gpu",
                    'case $1 in -*-\\**) echo "[  FAILED  ] one"; exit 1 ;; esac\n' + TESTS)
    done = machine.run()
    assert done.returncode == 1
    results = machine.results()
    assert list(results) == STEPS
    assert results.pop("tests") == "failed: exit code 1"
    assert all(result.startswith("ok") for result in results.values()), results
    assert "[  FAILED  ] one" in (machine.bundle / "logs/tests.log").read_text()


@pytest.mark.parametrize("name, text, step, says", [
    ("brink", "", "info", "failed: no device"),
    ("brink", BRINK.replace("all equal", "1 differs"), "verify", "failed: not all equal"),
    ("test_gpu", "echo '[  SKIPPED ] Gpu.One (0 ms)'\necho '[  PASSED  ] 0 tests.'\n", "thrust",
     "failed: 1 tests skipped"),
    ("test_gpu", "echo nothing\n", "tests", "failed: no test ran"),
    ("bench_gpu", bench({"name": "gpu/hash/n256/b8", "error_occurred": True,
                         "error_message": "skipped: no device"}), "bench", "failed: skipped: no device"),
    ("bench_gpu", bench(), "bench", "failed: no row"),
    ("brink", "kill -SEGV $$\n", "quickstart", "failed: exit code 139"),
])
def test_what_only_seems_to_succeed(machine, name, text, step, says):
    machine.program(machine.bundle / name, text)
    assert machine.run().returncode == 1
    assert machine.results()[step].startswith(says)


def test_an_ncu_that_finds_no_kernel(machine):
    """It ends with success, and says that it profiled nothing."""
    machine.program(machine.bin / "ncu", STARTS + "echo '==WARNING== No kernels were profiled.'\n")
    assert machine.run().returncode == 1
    assert machine.results()["ncu"] == "failed: no kernel was profiled"


def test_logs_that_cannot_be_written(machine):
    (machine.folder / "file").touch()
    done = machine.run(str(machine.folder / "file/logs"))
    assert done.returncode == 2 and "name another folder: run.sh LOGS" in done.stderr
    assert not (machine.folder / "calls").exists()


def test_tools_that_are_missing_are_skipped(machine):
    (machine.bin / "ncu").unlink()
    (machine.bin / "compute-sanitizer").unlink()
    done = machine.run()
    assert done.returncode == 0
    results = machine.results()
    for check in ("memcheck", "racecheck", "synccheck"):
        assert results[check] == "skipped: no compute-sanitizer works here"
    assert results["ncu"] == "skipped: no ncu works here"
    assert results["verify"].startswith("ok")


def test_tools_of_the_toolkit_and_of_the_bundle(machine):
    (machine.bin / "ncu").unlink()
    (machine.bin / "compute-sanitizer").unlink()
    for folder in ("none/bin", "bundle/tools/bin"):
        (machine.folder / folder).mkdir(parents=True)
    machine.program(machine.folder / "none/bin/ncu", NCU)
    machine.program(machine.bundle / "tools/bin/compute-sanitizer", SANITIZER)
    assert machine.run().returncode == 0
    assert all(result.startswith("ok") for result in machine.results().values())


def test_a_sanitizer_that_starts_no_program_is_passed_over(machine):
    """That of PyPI's package lacks the part that starts a program."""
    (machine.bundle / "tools/bin").mkdir(parents=True)
    machine.program(machine.bundle / "tools/bin/compute-sanitizer", "echo '= Error: terminated'\nexit 255\n")
    assert machine.run().returncode == 0
    assert machine.results()["memcheck"] == "ok: 7 tests"


def test_counters_that_a_user_may_not_read(machine):
    machine.program(machine.bin / "ncu", STARTS + "echo '==ERROR== ERR_NVGPUCTRPERM - no permission'\nexit 1\n")
    assert machine.run().returncode == 0
    assert machine.results()["ncu"] == "skipped: this user may not read the performance counters"


def test_a_missing_program_ends_no_step_but_its_own(machine):
    (machine.bundle / "bench_gpu").unlink()
    assert machine.run().returncode == 1
    results = machine.results()
    assert results["bench"].startswith("failed: exit code")
    assert results["verify"].startswith("ok")


def test_a_step_that_hangs_is_ended_and_the_rest_is_named(machine):
    machine.program(machine.bundle / "brink", "sleep 1000\n")
    done = machine.run(BRINK_GPU_SECONDS="15")
    assert done.returncode == 1
    results = machine.results()
    assert list(results) == STEPS
    assert results["info"].startswith("failed: not done in 1")
    assert results["all"] == "failed: no time left of 15 s"


def test_logs_where_the_caller_wants_them(machine):
    assert machine.run(str(machine.folder / "elsewhere")).returncode == 0
    assert (machine.folder / "elsewhere/summary.md").exists()
    assert not (machine.bundle / "logs").exists()
    done = machine.run("--help")
    assert done.returncode == 2 and "usage: run.sh [LOGS]" in done.stderr


def test_a_bundle_of_the_executor(tmp_path, program):
    """The bundle is packed, unpacked and called. The real program runs on the executor's device."""
    simt = os.environ.get("BRINK_SIMT_PROGRAM")
    if simt is None:
        pytest.skip("BRINK_SIMT_PROGRAM is not set: it names brink_simt")
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "brink").symlink_to(simt)
    for name in ("test_gpu", "bench_gpu"):
        (programs / name).write_text("#!/bin/bash\nexit 3\n")
        (programs / name).chmod(0o755)
    for name, text in (("bin/nvcc", ""), ("compute-sanitizer/compute-sanitizer", STARTS)):
        path = tmp_path / "toolkit" / name
        path.parent.mkdir(parents=True)
        path.write_text("#!/bin/bash\n" + text)
        path.chmod(0o755)
    bundle = tmp_path / "out/brink-gpu"
    done = subprocess.run([str(SCRIPTS / "gpu_bundle.sh"), str(bundle)], capture_output=True, text=True,
                          env=os.environ | {"BRINK_GPU_PROGRAMS": str(programs),
                                            "PATH": f"{tmp_path}/toolkit/bin:{os.environ['PATH']}"},
                          timeout=SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr
    packed = bundle.with_suffix(".tar.gz")
    assert packed.stat().st_size < 60 << 20
    with tarfile.open(packed) as tar:
        tar.extractall(tmp_path / "there")
    there = tmp_path / "there/brink-gpu"
    assert (there / "tools/bin/compute-sanitizer").exists() and "is not bundled" not in done.stdout
    libraries = {path.name for path in (there / "lib").iterdir()}
    assert any(name.startswith("libhdf5") for name in libraries), libraries
    assert not any(name.startswith(("libc.so", "ld-linux", "libm.so")) for name in libraries), libraries
    config = there / "configs/quickstart.toml"
    few = config.read_text().replace("samples = 20_000", "samples = 20").replace(
        "n = [16, 32, 64, 128, 256]", "n = [16]")
    assert "samples = 20 " in few and "n = [16]" in few
    config.write_text(few)
    done = subprocess.run([str(there / "run.sh")], capture_output=True, text=True, timeout=SECONDS,
                          env=os.environ | {"LD_LIBRARY_PATH": str(there / "lib"), "CUDA_HOME": "/none"})
    summary = (there / "logs/summary.md").read_text()
    assert done.returncode == 1 and "| tests | failed: exit code 3 |" in summary
    assert "| info | ok |" in summary and "SIMT executor" in summary.splitlines()[0]
    assert "| quickstart | ok |" in summary and "| verify | ok: all equal |" in summary
    assert "| all | ok: all equal |" in summary
