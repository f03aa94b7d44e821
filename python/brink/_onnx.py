# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Exported classes as models of ONNX."""
import os

import numpy as np

Where = str | os.PathLike[str]


def to_onnx(layer: Where, images: Where, path: Where) -> None:
    """Writes a class that `brink sample --export` exported as an ONNX model of one linear layer.

    The input `image` has the shape (count, h, n, n) and the type float64: intensities, which are levels
    divided by q - 1. The output `scores` has the shape (count, k). An image is in the class where the
    first of its largest scores has the number `inside`, which the model's metadata hold. Weights are
    integers times q - 1, so levels give integer scores up to rounding of the division.

    Args:
        layer: The class's archive, `DIR/classes/NAME.npz`.
        images: The archive of the images, `DIR/images.npz`.
        path: The model to write.

    Raises:
        ValueError: The class is not a linear layer.
        ImportError: The package `onnx` is missing.
    """
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    with np.load(layer) as arrays, np.load(images) as shared:
        if "weight" not in arrays:
            raise ValueError(f"{layer} holds no linear layer; accepted: a half-space or a cell")
        weight, offset, inside = (arrays[name] for name in ("weight", "offset", "inside"))
        top = 2 ** int(shared["bit_depth"]) - 1
    scores, *sides = weight.shape
    matrix = (top * weight.reshape(scores, -1)).astype(np.float64)
    graph = helper.make_graph(
        [helper.make_node("Flatten", ["image"], ["flat"], axis=1),
         helper.make_node("Gemm", ["flat", "weight", "offset"], ["scores"], transB=1)],
        "brink", [helper.make_tensor_value_info("image", TensorProto.DOUBLE, ["count", *sides])],
        [helper.make_tensor_value_info("scores", TensorProto.DOUBLE, ["count", scores])],
        [numpy_helper.from_array(matrix, "weight"), numpy_helper.from_array(offset.astype(np.float64), "offset")])
    model = helper.make_model(graph, producer_name="brink", opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    helper.set_model_props(model, {"inside": str(int(inside))})
    onnx.checker.check_model(model)
    onnx.save(model, os.fspath(path))
