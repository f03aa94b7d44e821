# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Starts the program on several MPI ranks of this machine."""
import os
import re
import signal
import subprocess
import time
from pathlib import Path

from invocation import CALL_SECONDS, Outcome, with_environment

# Ranks may be more than cores, the user may be root, and other tests share the cores.
ENVIRONMENT = {
    "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    "PRTE_ALLOW_RUN_AS_ROOT": "1", "PRTE_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    "OMPI_MCA_rmaps_base_oversubscribe": "1",
    "PRTE_MCA_rmaps_default_mapping_policy": ":oversubscribe",
    "OMPI_MCA_hwloc_base_binding_policy": "none",
    "PRTE_MCA_hwloc_default_binding_policy": "none",
    # Containers often forbid reading a neighbour's memory.
    "OMPI_MCA_btl_vader_single_copy_mechanism": "none",
    "OMPI_MCA_btl_sm_use_cma": "0",
    # MPI libraries leave memory for the system to clean up.
    "ASAN_OPTIONS": "detect_leaks=0",
}
# mpirun's own remarks stand between such lines.
REMARK = re.compile(r"^-{60,}\n.*?^-{60,}\n", re.MULTILINE | re.DOTALL)


def command(folder, ranks, *arguments):
    return ["mpirun", "-n", str(ranks), *folder.command(*arguments)]


def call(folder, ranks, *arguments, env=None):
    done = subprocess.run(
        command(folder, ranks, *arguments), cwd=folder.path, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=CALL_SECONDS,
        env=with_environment({**ENVIRONMENT, **(env or {})}))
    return Outcome(done.returncode, done.stdout, REMARK.sub("", done.stderr))


# A process that was sent SIGKILL ends as soon as it gets a core again.
LAST_BREATH_SECONDS = 10


class Running:
    """The program on several ranks, to be disturbed."""

    def __init__(self, folder, ranks, *arguments):
        self.process = subprocess.Popen(
            command(folder, ranks, *arguments), cwd=folder.path, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=with_environment(ENVIRONMENT))
        self.ranks = ranks
        self.pids = {}

    def wait_until_busy(self, cpu_seconds):
        """Waits until every rank has computed for so long."""
        deadline = time.monotonic() + CALL_SECONDS
        while True:
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < deadline, f"ranks never got busy: {self.pids}"
            self._find_ranks()
            if (len(self.pids) == self.ranks and
                    all(_cpu_seconds(pid) > cpu_seconds for pid in self.pids.values())):
                return
            time.sleep(0.05)

    def send(self, number, rank=None):
        """A signal to one rank, or to mpirun."""
        if rank is None:
            self.process.send_signal(number)
        else:
            os.kill(self.pids[rank], number)

    def finish(self):
        try:
            out, err = self.process.communicate(timeout=CALL_SECONDS)
        except subprocess.TimeoutExpired:
            for pid in self.pids.values():
                os.kill(pid, signal.SIGKILL)
            self.process.kill()
            raise
        return Outcome(self.process.returncode, out, err)

    def survivors(self):
        """Ranks that outlive mpirun, which does not wait for those it kills at last."""
        deadline = time.monotonic() + LAST_BREATH_SECONDS
        while living := [rank for rank, pid in self.pids.items()
                         if _state(pid) not in ("", "Z")]:
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
        return living

    def _find_ranks(self):
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                if int(fields[1]) != self.process.pid:
                    continue
                found = re.search(rb"(?:^|\0)(?:OMPI_COMM_WORLD|PMI)_RANK=(\d+)",
                                  (entry / "environ").read_bytes())
            except OSError:  # it ended meanwhile
                continue
            if found:
                self.pids[int(found[1])] = int(entry.name)


def _fields(pid):
    """Fields of /proc/PID/stat from the state on; none once the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def _state(pid):
    return (_fields(pid) or [""])[0]


def _cpu_seconds(pid):
    fields = _fields(pid)
    return int(fields[11]) / os.sysconf("SC_CLK_TCK") if fields else 0
