package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.tensor.Shape;

/**
 * What a layer answers, as ONNX has it.
 *
 * @param name the name of ONNX's tensor
 * @param shape the shape of one example, or of the tensor for all
 * @param batched whether there is an axis of examples in front; a parameter has none
 */
record Value(String name, Shape shape, boolean batched) {
  /** The ONNX axis of an axis of ours. */
  int axis(int ours) {
    return Math.floorMod(ours, shape.rank()) + (batched ? 1 : 0);
  }

  /** The number of ONNX's axes. */
  int onnxRank() {
    return shape.rank() + (batched ? 1 : 0);
  }
}
