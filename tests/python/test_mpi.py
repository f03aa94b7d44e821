# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""mpirun -n R brink run gives the same tallies from any number of ranks, and only root prints."""
import os
import signal

import h5py
import pytest

import mpirun
from invocation import BAD_FILE, DONE, FAILED, INTERRUPTED, SMALL, USAGE, Folder, wait_until
from same_results import images_drawn
from tallies import every_tally

CLASSIFIERS = "".join(f"[[classifier]]\n{keys}\n" for keys in (
    'type = "brightness"', 'type = "majority_bit"\ncoverage = 0.4', 'type = "hamming_ball"',
    'type = "dictator"', 'type = "parity"', 'type = "halfspace"\nseed = 3',
    'name = "gauss"\ntype = "halfspace"\nweights = "binomial"',
    'name = "sparse"\ntype = "halfspace"\nweights = "sparse"'))
MEASURE = '[measure]\np = [0, 0.5, 1, 2, "inf"]\nradius_scale = [0.5, 1.0]\n'
PIXELS = "[run]\nsamples = 9000\nseed = 5\nfirst_image = 123\n" \
    "[sweep]\nn = [5, 64]\nbit_depth = [1, 8]\n" + MEASURE + CLASSIFIERS
FEW = PIXELS.replace("9000", "150").replace("[5, 64]", "[5, 48]")
EXHAUSTIVE = '[run]\nsampler = "exhaustive"\n' \
    "[sweep]\nn = [2, 3]\nbit_depth = [1, 2]\n" + MEASURE + CLASSIFIERS
MULTINOMIAL = '[run]\nsampler = "multinomial"\nsamples = 60000\n[sweep]\nn = [64]\n' \
    "bit_depth = [1, 6]\n" + MEASURE + "".join(
        f'[[classifier]]\ntype = "{kind}"\n' for kind in ("brightness", "majority_bit", "parity"))
COUNTS = PIXELS.replace("samples = 9000", 'samples = 30000\nsampler = "counts"')
# A first shape that takes a moment and a second that takes hours.
FIRST_SAMPLES = 300_000
ENDLESS = SMALL.replace("[4, 8]", "[1, 2048]").replace("[1, 2]", "[8]").replace(
    "200", str(FIRST_SAMPLES))


def contents(path):
    """All that a result file holds, but for the time it took; tallies by cell."""
    found = {}
    with h5py.File(path) as file:
        def visit(name, item):
            if isinstance(item, h5py.Dataset) and name.split("/")[0] not in ("elapsed", "tally"):
                values = item[...]
                found[name] = values.tolist() if values.dtype.hasobject else values.tobytes()
        file.visititems(visit)
        for (name, h, n, b, p, end), ends in every_tally(file).items():
            found[f"tally/{name}/h{h}_n{n}_b{b}/p{p:g}{end}"] = [values.tolist() for values in ends]
    return found


@pytest.fixture(scope="module")
def alone(program, tmp_path_factory):
    """The results of one process for a config. Each run is made once."""
    known = {}

    def find(text):
        if text not in known:
            folder = Folder(program, tmp_path_factory.mktemp("alone"))
            folder.call("run", folder.config(text), "-o", "r.h5", "--quiet").succeeded()
            known[text] = contents(folder.path / "r.h5")
        return known[text]
    return find


def same_as_alone(folder, count, threads, text, alone, block=None):
    env = {"BRINK_MPI_BLOCK": None if block is None else str(block)}
    outcome = mpirun.call(folder, count, "run", folder.config(text), "-o", "r.h5", "--quiet",
                          "--threads", threads, env=env)
    assert outcome.code == DONE and outcome.err == "", outcome
    assert outcome.out.count("written: r.h5") == 1
    found = contents(folder.path / "r.h5")
    expected = alone(text)
    assert any(name.startswith("tally/") for name in expected)
    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []
    assert folder.hidden() == []


# --- the same integers

@pytest.mark.parametrize("threads", [1, 2, 7])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_any_ranks_and_threads(ranks, alone, count, threads):
    same_as_alone(ranks, count, threads, PIXELS, alone)


@pytest.mark.parametrize("count, threads, block", [
    (2, 1, 1), (2, 2, 10**6), (3, 1, 13), (3, 2, 64)])
def test_any_block_size(ranks, alone, count, threads, block):
    same_as_alone(ranks, count, threads, FEW, alone, block)


@pytest.mark.parametrize("text, block", [(EXHAUSTIVE, 1009), (MULTINOMIAL, None),
                                         (MULTINOMIAL, 7777), (COUNTS, None)],
                         ids=["exhaustive", "multinomial", "multinomial-blocks", "counts"])
def test_other_samplers(ranks, alone, text, block):
    same_as_alone(ranks, 3, 1, text, alone, block)


def test_settings_reach_every_rank(ranks):
    """Settings by --set are part of what root sends."""
    config = ranks.config(FEW)
    for count, name in ((1, "1.h5"), (2, "2.h5")):
        outcome = mpirun.call(ranks, count, "run", config, "-o", name, "--quiet", "--set",
                              "run.seed=77", "--set", "classifier.gauss.seed=8",
                              env={"BRINK_MPI_BLOCK": "11"})
        assert outcome.code == DONE, outcome
    assert contents(ranks.path / "1.h5") == contents(ranks.path / "2.h5")


def test_file_names_ranks_and_threads(ranks):
    config = ranks.config(FEW)
    assert mpirun.call(ranks, 3, "run", config, "-o", "r.h5", "--threads", 2).code == DONE
    with h5py.File(ranks.path / "r.h5") as file:
        assert file.attrs["device"].decode().endswith("2 threads on each of 3 ranks")
        assert "3 MPI ranks" in file.attrs["backend"].decode()


def test_ranks_can_be_declined(ranks):
    """With BRINK_MPI=0 every process works alone, as in a script that starts several."""
    outcome = mpirun.call(ranks, 2, "info", env={"BRINK_MPI": "0"})
    assert outcome.code == DONE and outcome.out.count("vectors:") == 2


@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_rank_knows_its_number_on_its_machine(ranks, count):
    """A rank uses this number to take one of several devices."""
    namer = Folder(os.environ["BRINK_NAME_RANKS"], ranks.path)
    found = mpirun.call(namer, count).succeeded().out.splitlines()
    assert sorted(found) == [f"other {rank}" for rank in range(1, count)] + ["root 0"]


# --- only root prints

@pytest.mark.parametrize("arguments, code, words", [
    (["run", "bad.toml"], USAGE, ["bad.toml", "run.sampels"]),
    (["run", "small.toml", "-o", "there.h5"], USAGE, ["there.h5", "--force"]),
    (["rnu"], USAGE, ["rnu"]),
    (["info", "there.h5"], BAD_FILE, ["there.h5"]),
    (["run", "small.toml", "-o", "/proc/r.h5"], FAILED, ["/proc/r.h5"]),
], ids=lambda value: "-".join(value) if isinstance(value, list) else str(value))
def test_errors_are_said_once(ranks, arguments, code, words):
    ranks.config()
    ranks.config(SMALL.replace("samples", "sampels"), "bad.toml")
    (ranks.path / "there.h5").write_bytes(b"not mine")
    before = ranks.files()
    mpirun.call(ranks, 3, *arguments).refused(code, *words)
    assert ranks.files() == before


def test_wrong_block_size(ranks):
    outcome = mpirun.call(ranks, 2, "run", ranks.config(), env={"BRINK_MPI_BLOCK": "0"})
    outcome.refused(USAGE, "BRINK_MPI_BLOCK=0", "accepted")


def test_information_is_printed_once(ranks):
    for arguments in (["run", ranks.config(), "--dry-run", "--threads", "2"], ["info"]):
        outcome = mpirun.call(ranks, 3, *arguments)
        assert outcome.code == DONE and outcome.err == "", outcome
        found, alone = outcome.out.splitlines(), ranks.call(*arguments).out.splitlines()
        assert len(found) == len(alone)
        for line, other in zip(found, alone):
            assert line == other or line == f"{other} in each rank, beside what MPI takes"


# --- ranks that die, and signals

def finished_cells(folder, alone):
    """The file contains the cells of the first shape, and they are right."""
    assert "2 of 4 finished" in folder.call("info", "r.h5").succeeded().out
    expected = alone(ENDLESS.replace("[1, 2048]", "[1]"))
    found = contents(folder.path / "r.h5")
    tallies = [name for name in expected if name.startswith("tally/")]
    assert tallies
    for name in tallies:
        assert found[name] == expected[name], name
    with h5py.File(folder.path / "r.h5") as file:
        assert (file["samples"][:, 0, 0, 0] == FIRST_SAMPLES).all()


def disturbed(folder, count, text=ENDLESS, before=2 * FIRST_SAMPLES):
    """Ranks in the middle of a shape's cells, of which some images are saved."""
    running = mpirun.Running(folder, count, "run", folder.config(text), "-o", "r.h5", "--resume",
                             "--threads", "1", "--save-every", "0")
    wait_until(lambda: images_drawn(folder.path / "r.h5") > before, running.process)
    return running


def check_end(running, cells="2 of 4", by_mpirun=False):
    """The run ended while work was left. Where mpirun ends it, mpirun may have killed root before
    that could say so, and the file is then the one before."""
    outcome = running.finish()
    assert outcome.code != DONE and outcome.out == ""
    said = outcome.err.count(f"brink: interrupted: {cells} cells")
    assert said == 1 or (by_mpirun and said == 0), outcome
    return outcome


def test_killed_rank_ends_the_job(ranks, alone):
    running = disturbed(ranks, 3)
    running.send(signal.SIGKILL, rank=2)
    outcome = check_end(running, by_mpirun=True)
    assert "signal 9" in outcome.err or "KILLED" in outcome.err.upper()
    finished_cells(ranks, alone)


def test_killed_root_ends_the_job(ranks):
    running = disturbed(ranks, 2)
    running.send(signal.SIGKILL, rank=0)
    assert running.finish().code != DONE


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_to_mpirun_saves(ranks, alone, number):
    """mpirun turns both signals into SIGTERM for its ranks, and has an exit code of its own."""
    running = disturbed(ranks, 2)
    running.send(number)
    check_end(running, by_mpirun=True)
    finished_cells(ranks, alone)


@pytest.mark.parametrize("rank", [0, 1])
def test_signal_to_one_rank_saves(ranks, alone, rank):
    running = disturbed(ranks, 2)
    running.send(signal.SIGTERM, rank)
    assert check_end(running).code == INTERRUPTED
    finished_cells(ranks, alone)


@pytest.mark.parametrize("count", [1, 2])
def test_other_ranks_continue_what_a_killed_rank_left(ranks, alone, count):
    """The killed run had 3 ranks and was in the middle of cells, and so is the run that continues
    it."""
    text = SMALL.replace("[4, 8]", "[256]").replace("[1, 2]", "[8]")
    endless = text.replace("samples = 200", "samples = 1_000_000_000")
    running = disturbed(ranks, 3, endless, before=0)
    running.send(signal.SIGKILL, rank=2)
    check_end(running, cells="0 of 2", by_mpirun=True)
    running = disturbed(ranks, count, endless, before=images_drawn(ranks.path / "r.h5"))
    running.send(signal.SIGTERM, rank=0)
    check_end(running, cells="0 of 2")
    drawn = images_drawn(ranks.path / "r.h5") // 2
    expected = alone(text.replace("samples = 200", f"samples = {drawn}"))
    found = contents(ranks.path / "r.h5")
    for name in expected:
        if name.startswith("tally/") or name in ("samples", "in_class"):
            assert found[name] == expected[name], name


# --- built without MPI

def test_ranks_without_mpi_are_refused(folder):
    """Otherwise each rank would compute everything and write the same file."""
    if "mpi:      not built in" not in folder.call("info").out:
        pytest.skip("brink was built with MPI")
    folder.config()
    rank = {"OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "2"}
    folder.call("run", "small.toml", env=rank).refused(FAILED, "built without MPI", "BRINK_MPI=0")
    other = folder.call("run", "small.toml", env={**rank, "OMPI_COMM_WORLD_RANK": "1"})
    assert (other.code, other.out, other.err) == (FAILED, "", "")
    folder.call("run", "small.toml", "-o", "r.h5", env={**rank, "BRINK_MPI": "0"}).succeeded()
