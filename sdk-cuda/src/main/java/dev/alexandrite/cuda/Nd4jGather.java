package dev.alexandrite.cuda;

import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.Operand;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Floor;

/**
 * Picks rows of a table {@code [examples · axes before · size, axes after]}: an index is moved on
 * by the rows before its example and its place in the axes before.
 */
final class Nd4jGather {
  private final GatherOp op;
  private final Nd4jBackend backend;
  private final long before;
  private final int size;
  private final long after;
  private final int picks;

  private Nd4jGather(GatherOp op, Nd4jBackend backend) {
    this.op = op;
    this.backend = backend;
    long outer = 1;
    for (int axis = 0; axis < op.axis(); axis++) {
      outer *= op.table().shape().get(axis);
    }
    this.before = outer;
    this.size = op.table().shape().get(op.axis());
    this.after = op.table().shape().elements() / before / size;
    this.picks = op.indices().shape().elements();
  }

  static Nd4jPlan plan(GatherOp op, Nd4jBackend backend, int capacity) {
    var gather = new Nd4jGather(op, backend);
    long scratch = Strides.elements(op.indices(), capacity) + 1;
    return switch (op) {
      case GatherOp.Forward _ -> new Nd4jPlan(backend, "gather", scratch, gather::forward);
      case GatherOp.Gradient _ -> new Nd4jPlan(backend, "scatter", scratch, gather::gradient);
    };
  }

  private long tableRows(int rows) {
    return Strides.examples(op.table(), rows) * before * size;
  }

  private long pickedRows(int rows) {
    return Strides.examples(op.output(), rows) * before * picks;
  }

  private Nd4jPlan.Script forward(Tensors tensors, int rows) {
    INDArray table = tensors.input(0, tableRows(rows), after);
    INDArray y = tensors.output(0, pickedRows(rows), after);
    List<Runnable> steps = new ArrayList<>();
    INDArray places = places(tensors.input(1), tensors, rows, steps);
    steps.add(Native.of("gather", List.of(table, places), List.of(y), 0));
    return _ -> steps.forEach(Runnable::run);
  }

  private Nd4jPlan.Script gradient(Tensors tensors, int rows) {
    INDArray dy = tensors.input(1, pickedRows(rows), after);
    INDArray dtable = tensors.output(0, tableRows(rows), after);
    List<Runnable> steps = new ArrayList<>();
    INDArray places = places(tensors.input(0), tensors, rows, steps);
    if (tableRows(rows) == 1) {
      // The kernel for GPUs confuses one row with a column.
      steps.add(() -> dy.sum(dtable, true, 0));
    } else {
      steps.add(() -> dtable.assign(0));
      steps.add(Native.addRows(dtable, places, dy));
    }
    return _ -> steps.forEach(Runnable::run);
  }

  /** Checks the indices, then makes rows of the table of them. */
  private INDArray places(Nd4jBuffer given, Tensors tensors, int rows, List<Runnable> steps) {
    Operand indices = op.indices();
    int examples = Strides.examples(indices, rows);
    long[] shape = {examples, 1, picks};
    INDArray floats = given.view(shape);
    INDArray nearest = tensors.scratch(shape);
    INDArray bad = tensors.scratch(new long[] {1, 1, 1});
    INDArray differs = tensors.flags(shape);
    INDArray whole = tensors.numbers(shape);
    int tables = Strides.examples(op.table(), rows);
    INDArray firstRows = tensors.integers(firstRows(tables)).reshape(tables, before, 1);
    INDArray places = tensors.numbers(Strides.examples(op.output(), rows), before, picks);
    steps.add(Native.of(new Floor(floats, nearest)));
    steps.add(Native.clip(nearest, nearest, 0, size - 1));
    steps.add(Native.pair("not_equals", floats, nearest, differs));
    steps.add(() -> nearest.assign(differs));
    steps.add(() -> nearest.sum(bad, true, 0, 1, 2));
    steps.add(() -> requireIndices(bad, given, examples));
    steps.add(() -> whole.assign(floats));
    steps.add(Native.pair("add", firstRows, whole, places));
    return places.reshape(places.length());
  }

  private long[] firstRows(int tables) {
    long[] firstRows = new long[Math.toIntExact(tables * before)];
    for (int i = 0; i < firstRows.length; i++) {
      firstRows[i] = (long) i * size;
    }
    return firstRows;
  }

  /** The device counts what is no index; only their number is read. */
  private void requireIndices(INDArray bad, Nd4jBuffer given, int examples) {
    if (bad.getDouble(0) != 0) {
      float[] values = new float[examples * picks];
      backend.read(given.part(0, values.length), values);
      throw badIndex(values);
    }
  }

  private IllegalStateException badIndex(float[] indices) {
    for (int i = 0; i < indices.length; i++) {
      float index = indices[i];
      if (!(index >= 0 && index < size) || index != (int) index) {
        return new IllegalStateException(
            "index "
                + index
                + " of example "
                + i / picks
                + " is no element of an axis of "
                + size
                + "; indices are whole numbers from 0 to "
                + (size - 1));
      }
    }
    return new IllegalStateException("indices changed while they were checked");
  }
}
