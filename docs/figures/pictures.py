# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the figures of "From noise to pictures" in docs/findings.md; make.py calls it."""
import brink

CONFIG = {
    "run": {"samples": 2_000},
    "sweep": {"n": [64], "bit_depth": [8]},
    "measure": {"p": [0, 2], "radius_scale": [1.0]},
    "classifier": [{"type": "brightness"}, {"type": "majority_bit"},
                   {"name": "gaussian", "type": "halfspace", "weights": "binomial"},
                   {"type": "hamming_ball"}, {"type": "dictator", "pixel": 2080}, {"type": "parity"},
                   {"type": "voronoi"}]}
SAMPLERS = {  # the key, its values, the label, and whether the axis is logarithmic
    "blocks": ("block", (1, 2, 4, 8, 16, 32, 64), "side of a block  (pixels)", True),
    "smooth": ("smoothness", (0, 0.25, 0.5, 0.75, 0.9, 0.95, 1), "smoothness", False),
    "ball": ("changed", (1, 0.75, 0.5, 0.25, 0.1, 0), "share of pixels drawn anew", False)}
MORE = {"ball": {"centres": 4}}
SHOWN = {"blocks": (2, 4, 16), "smooth": (0.5, 0.9, 0.97)}


def config(sampler, value):
    """CONFIG at that value of the sampler's parameter."""
    own = {"sampler": sampler, SAMPLERS[sampler][0]: value} | MORE.get(sampler, {})
    return CONFIG | {"run": CONFIG["run"] | own}


def medians(folder):
    """The median distance of each class against the parameter, for three distributions and two p."""
    import matplotlib.pyplot as plt
    norms = CONFIG["measure"]["p"]
    figure, grid = plt.subplots(len(norms), len(SAMPLERS), figsize=(8.4, 5.0), sharey="row")
    for column, (sampler, (_, values, label, logarithmic)) in enumerate(SAMPLERS.items()):
        runs = {value: brink.run(config(sampler, value), folder / f"{sampler}_{value}.h5", resume=True)
                for value in values}
        for ax, p in zip(grid[:, column], norms):
            brink.plot.parameter(runs, ax, name=label if p == norms[-1] else "", p=p, legend=False)
            ax.set_title(f"{sampler}, p = {p:g}")
            if logarithmic:
                ax.set_xscale("log", base=2)
            if sampler == "ball":
                ax.invert_xaxis()
            unit = "pixels" if p == 0 else "intensity"
            ax.set_ylabel("" if column else f"median distance  ({unit})")
    figure.legend(*grid[0, 0].get_legend_handles_labels(), loc="outside right center")
    return figure


def images():
    """Images of `blocks` and `smooth`, from noise on. Those of `ball` look like noise."""
    import matplotlib.pyplot as plt
    figure, grid = plt.subplots(len(SHOWN), 4, figsize=(6.2, 3.4))
    for row, (sampler, values) in zip(grid, SHOWN.items()):
        uniform = SAMPLERS[sampler][1][0]
        for ax, value in zip(row, (uniform, *values)):
            sample = brink.sample(config(sampler, value), count=1)
            ax.imshow(sample.level.squeeze(), cmap="gray", vmin=0, vmax=255, interpolation="nearest")
            ax.set(title=f"{SAMPLERS[sampler][0]} = {value:g}", xticks=[], yticks=[])
    return figure
