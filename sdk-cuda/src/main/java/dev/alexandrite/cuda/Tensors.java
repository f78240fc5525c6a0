package dev.alexandrite.cuda;

import dev.alexandrite.spi.Buffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a plan computes with: its tensors, and scratch that is handed out piece by piece. */
final class Tensors {
  private final Nd4jBackend backend;
  private final Buffer[] inputs;
  private final Buffer[] outputs;
  private final Nd4jBuffer workspace;
  private long used;

  Tensors(Nd4jBackend backend, Buffer[] inputs, Buffer[] outputs, Buffer workspace) {
    this.backend = backend;
    this.inputs = inputs;
    this.outputs = outputs;
    this.workspace = Nd4jBuffer.of(workspace);
  }

  Nd4jBuffer input(int number) {
    return Nd4jBuffer.of(inputs[number]);
  }

  INDArray input(int number, long... shape) {
    return input(number).view(shape);
  }

  Nd4jBuffer output(int number) {
    return Nd4jBuffer.of(outputs[number]);
  }

  INDArray output(int number, long... shape) {
    return output(number).view(shape);
  }

  /** Scratch that nobody else is given. */
  Nd4jBuffer scratch(long elements) {
    Nd4jBuffer part = workspace.part(used, elements);
    used += elements;
    return part;
  }

  INDArray scratch(long[] shape) {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    return scratch(elements).view(shape);
  }

  /** Truth values; they are the plan's own. */
  INDArray flags(long... shape) {
    return backend.array(DataType.BOOL, shape);
  }

  /** Whole numbers; they are the plan's own. */
  INDArray numbers(long... shape) {
    return backend.array(DataType.INT64, shape);
  }

  /** Numbers that never change. */
  INDArray constant(float[] values, long... shape) {
    INDArray array = backend.array(DataType.FLOAT, shape);
    backend.copy(values, values.length, array);
    return array;
  }

  /** Whole numbers that never change, such as a shape as operators read it. */
  INDArray integers(long... values) {
    return backend.integers(values);
  }
}
