# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compiles kernels to cubins and reads what ptxas says of them."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# These flags are those of the build (CMakeLists.txt), but for one architecture at a time.
FLAGS = ["-std=c++17", "-O3", "--fmad=false", "-I", str(ROOT), "-DNDEBUG"]

# Library code, whose kernels we cannot change.
LIBRARY = {"tally_thrust.cu"}


def kernel_sources():
    return sorted(p for p in (ROOT / "cuda").glob("**/*.cu") if p.name not in LIBRARY)


@dataclass(frozen=True)
class Usage:
    """What one kernel needs of a device, by ptxas -v."""

    registers: int
    stack: int  # bytes
    spills: int  # bytes, stores and loads
    shared: int  # bytes, static


ENTRY = re.compile(r"Compiling entry function '(\w+)'")
PROPERTIES = re.compile(r"Function properties for (\w+)")
FRAME = re.compile(r"(\d+) bytes stack frame, (\d+) bytes spill stores, (\d+) bytes spill loads")
USED = re.compile(r"Used (\d+) registers")
CUMULATIVE = re.compile(r"(\d+) bytes cumulative stack size")
SHARED = re.compile(r"(\d+) bytes smem")


def number(pattern, line):
    match = pattern.search(line)
    return int(match.group(1)) if match else 0


def read_usage(text):
    """Usage of every kernel in the output of ptxas -v, by mangled name. Functions that are called
    and not inlined count towards the cumulative stack of the kernels that call them. Their spills
    count towards all kernels of the file."""
    usage = {}
    kernel = function = None
    frames = {}
    for line in text.splitlines():
        if match := ENTRY.search(line):
            kernel = match.group(1)
        elif match := PROPERTIES.search(line):
            function = match.group(1)
        elif match := FRAME.search(line):
            frames[function] = tuple(int(match.group(i)) for i in (1, 2, 3))
        elif match := USED.search(line):
            usage[kernel] = (int(match.group(1)), number(CUMULATIVE, line), number(SHARED, line))
    called = sum(stores + loads for name, (_, stores, loads) in frames.items() if name not in usage)
    found = {}
    for kernel, (registers, cumulative, shared) in usage.items():
        frame, stores, loads = frames.get(kernel, (0, 0, 0))
        found[kernel] = Usage(registers, max(frame, cumulative), stores + loads + called, shared)
    return found


def architectures(nvcc):
    """The architectures of the build that this nvcc has."""
    wanted = (75, 80, 86, 89, 90, 100, 120)
    offered = subprocess.run([nvcc, "--list-gpu-arch"], check=True, capture_output=True, text=True)
    return [a for a in wanted if f"compute_{a}" in offered.stdout.split()]


def compile_cubin(nvcc, source, architecture, cubin):
    """Writes the cubin and returns the usage of its kernels."""
    command = [nvcc, *FLAGS, f"-arch=sm_{architecture}", "-Xptxas", "-v"]
    done = subprocess.run(
        [*command, "-cubin", str(source), "-o", str(cubin)], capture_output=True, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"nvcc does not compile {source} for sm_{architecture}:\n{done.stderr}")
    return read_usage(done.stdout + done.stderr)


def plain_name(mangled):
    """The kernel's name with its template arguments, without namespaces and parameters."""
    text = subprocess.run(["c++filt", mangled], check=True, capture_output=True, text=True).stdout
    text = text.strip().replace("brink::device::", "").replace("brink::", "")
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "<") - (letter == ">")
        if letter == "(" and depth == 0:
            text = text[:at]
            break
    return text.removeprefix("void ")
