# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Ranks that do not mean the same run, launchers of other MPIs, and the signals of batch
systems."""
import signal

import pytest

import mpirun
from invocation import DONE, FAILED, INTERRUPTED, SMALL, USAGE, catches, wait_until
from same_results import images_drawn
from test_mpi import check_end, disturbed


def call_in_shell(ranks, count, script, env=None):
    """Each rank runs a script, in which "$@" is the program and $OMPI_COMM_WORLD_RANK its
    number."""
    shell = mpirun.Shell(ranks, script)
    return mpirun.call(shell, count, env=env)


# --- ranks that were started differently

OWN_FILE = '"$@" run small.toml -o r$OMPI_COMM_WORLD_RANK.h5'


@pytest.mark.parametrize("script, words", [
    (OWN_FILE, ["'-o r0.h5' on rank 0", "'-o r1.h5' on rank 1"]),
    ('if [ $OMPI_COMM_WORLD_RANK = 2 ]; then set -- "$@" run small.toml --resume; '
     'else set -- "$@" run small.toml; fi; "$@"', ["nothing on rank 0", "'--resume' on rank 2"]),
    ('if [ $OMPI_COMM_WORLD_RANK = 1 ]; then "$@" info; else "$@" run small.toml; fi',
     ["'run' on rank 0", "'info' on rank 1"]),
    ('mkdir $OMPI_COMM_WORLD_RANK; cd $OMPI_COMM_WORLD_RANK; "$@" run ../small.toml',
     ["rank 0 in ", "rank 1 in "]),
    ('"$@" run --thraeds small.toml$OMPI_COMM_WORLD_RANK', ["small.toml0", "small.toml1"]),
], ids=["files", "count", "commands", "folders", "wrong"])
def test_ranks_that_differ_are_refused(ranks, script, words):
    ranks.config()
    outcome = call_in_shell(ranks, 3, script)
    outcome.refused(USAGE, *words, "BRINK_MPI=0")
    assert list(ranks.path.rglob("*.h5")) == []


def test_each_rank_for_itself(ranks):
    ranks.config()
    outcome = call_in_shell(ranks, 3, OWN_FILE, env={"BRINK_MPI": "0"})
    assert outcome.code == DONE
    for rank in range(3):
        assert f"written: r{rank}.h5\n" in outcome.out
        ranks.call("info", f"r{rank}.h5").succeeded()


@pytest.mark.parametrize("rank, size", [("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"),
                                        ("PMI_RANK", "PMI_SIZE")], ids=["left_over", "other_mpi"])
def test_variables_that_mpi_knows_nothing_of(ranks, rank, size):
    """Otherwise each of several processes would compute the whole run."""
    ranks.config()
    variables = {**mpirun.ENVIRONMENT, rank: "0", size: "2"}
    ranks.call("run", "small.toml", "-o", "r.h5", env=variables).refused(
        FAILED, "rank 0 of 2", "BRINK_MPI=0")
    other = ranks.call("run", "small.toml", "-o", "r.h5", env={**variables, rank: "1"})
    assert (other.code, other.out, other.err) == (FAILED, "", "")
    ranks.call("run", "small.toml", "-o", "r.h5", env={**variables, "BRINK_MPI": "0"}).succeeded()


# --- signals

@pytest.mark.parametrize("rank", [0, 1])
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGXCPU, signal.SIGUSR2])
def test_signal_to_one_rank_saves(ranks, number, rank):
    running = disturbed(ranks, 2)
    running.send(number, rank)
    assert check_end(running).code == INTERRUPTED


def test_hangup_of_mpirun_saves(ranks):
    running = disturbed(ranks, 2)
    running.send(signal.SIGHUP)
    check_end(running, by_mpirun=True)


@pytest.mark.parametrize("to", ["mpirun", "every_rank"])
def test_save_and_go_on(ranks, to):
    """Batch systems send the signal to all ranks, or to mpirun, which passes it on."""
    running = mpirun.Running(ranks, 3, "run", ranks.config(
        SMALL.replace("[4, 8]", "[256]").replace("[1, 2]", "[8]").replace("200", "1_000_000_000")),
        "-o", "r.h5", "--threads", "1", "--save-every", "80000", "--quiet")
    result = ranks.path / "r.h5"
    for pid in running.pids.values():
        wait_until(lambda pid=pid: catches(pid, signal.SIGUSR1), running.process)

    def more_is_saved(before):
        for rank in [None] if to == "mpirun" else range(3):
            running.send(signal.SIGUSR1, rank)
        return images_drawn(result) > before
    for _ in range(2):
        before = images_drawn(result)
        wait_until(lambda: more_is_saved(before), running.process, every=0.2)
    running.send(signal.SIGTERM, rank=0)
    outcome = check_end(running, cells="0 of 2")
    assert "brink: SIGUSR1: 0 of 2 cells are finished and 2 part done, saved in r.h5" in outcome.err
