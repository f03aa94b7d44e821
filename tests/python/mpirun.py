# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Starts the program on several MPI ranks of this machine."""
import os
import re
import signal
import subprocess
from pathlib import Path

from invocation import DEADLINE_SECONDS, Outcome, started, wait_until, with_environment

# There may be more ranks than cores, the user may be root, and other tests share the cores.
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
# When a rank dies, mpirun asks the others to end, and kills them so much later. Open MPI sleeps all
# of this time twice, even when every rank has ended meanwhile, so it is short. On a busy machine
# root may need longer to save, which the tests allow for.
PATIENCE_SECONDS = 2
PATIENT = {"OMPI_MCA_odls_base_sigkill_timeout": str(PATIENCE_SECONDS),
           "PRTE_MCA_odls_base_sigkill_timeout": str(PATIENCE_SECONDS)}
# The lines between such lines are mpirun's own messages.
REMARK = re.compile(r"^-{60,}\n.*?^-{60,}\n", re.MULTILINE | re.DOTALL)


def command(folder, ranks, *arguments):
    return ["mpirun", "-n", str(ranks), *folder.command(*arguments)]


class Shell:
    """Stands in for a Folder: runs a shell script, in which "$@" is the program."""

    def __init__(self, folder, script):
        self.path = folder.path
        self._command = ["sh", "-c", script, "sh", *folder.command()]

    def command(self):
        return self._command


def call(folder, ranks, *arguments, env=None):
    done = subprocess.run(
        command(folder, ranks, *arguments), cwd=folder.path, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=DEADLINE_SECONDS,
        env=with_environment({**ENVIRONMENT, **(env or {})}))
    return Outcome(done.returncode, done.stdout, REMARK.sub("", done.stderr))


class Running:
    """The program on several ranks, which a test may disturb."""

    def __init__(self, folder, ranks, *arguments):
        self.process = subprocess.Popen(
            command(folder, ranks, *arguments), cwd=folder.path, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=with_environment({**ENVIRONMENT, **PATIENT}))
        self.pids = {}
        started.append(self)
        wait_until(lambda: self._find_ranks() == ranks, self.process)

    def send(self, number, rank=None):
        """Sends a signal to one rank, or to mpirun."""
        if rank is None:
            self.process.send_signal(number)
        else:
            os.kill(self.pids[rank], number)

    def finish(self):
        """Waits for the end of mpirun and of its ranks. mpirun does not wait for ranks that it
        kills."""
        out, err = self.process.communicate(timeout=DEADLINE_SECONDS)
        wait_until(lambda: not self._living())
        return Outcome(self.process.returncode, out, err)

    def kill(self):
        for pid in self._living():
            os.kill(pid, signal.SIGKILL)
        self.process.kill()

    def wait(self):
        self.process.wait()

    def _living(self):
        return [pid for pid in self.pids.values() if _state(pid) not in ("", "Z")]

    def _find_ranks(self):
        """How many of the ranks are running."""
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
        return len(self.pids)


def _state(pid):
    """The state of a process as /proc names it. Empty once the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return ""
