package dev.alexandrite.cpu;

import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** The indices of a run, checked and in row-major order, and the elements that each one means. */
final class Picks {
  /** Indices of one example. */
  final int count;

  /** What every index means, as it is written, then as it is read. */
  final Walk box;

  /** Size of the axis. */
  final int size;

  /** From one element of the axis to the next. */
  final int tableStep;

  /** From one example of the table to the next; 0 if there is one for all. */
  final int tableRow;

  /** From one example of y to the next; 0 if there is one. */
  final int outputRow;

  private final boolean batched;
  private final Walk indices;
  private final int[] outputPlaces;
  private final int[] values;

  Picks(GatherOp op, int capacity) {
    Operand table = op.table();
    Operand output = op.output();
    Shape picked = op.indices().shape();
    int axis = op.axis();
    int rank = table.shape().rank();
    List<Integer> others = IntStream.range(0, rank).filter(i -> i != axis).boxed().toList();
    List<Integer> otherOutputs =
        others.stream().map(i -> i < axis ? i : i - 1 + picked.rank()).toList();
    List<Integer> pickedOutputs = IntStream.range(axis, axis + picked.rank()).boxed().toList();
    Strides tableStrides = Strides.of(table);
    Strides outputStrides = Strides.of(output);

    this.count = picked.elements();
    this.size = table.shape().get(axis);
    this.tableStep = tableStrides.axes()[axis];
    this.tableRow = tableStrides.row();
    this.outputRow = outputStrides.row();
    Shape sizes = new Shape(others.stream().map(table.shape()::get).toList());
    Strides inTable = tableStrides.select(others);
    Strides inOutput = outputStrides.select(otherOutputs);
    this.box =
        switch (op) {
          case GatherOp.Forward _ -> Walk.of(false, sizes, inOutput, inTable);
          case GatherOp.Gradient _ -> Walk.of(false, sizes, inTable, inOutput);
        };
    this.batched = op.indices().batched();
    this.indices =
        Walk.inOrder(false, picked, Strides.of(op.indices()), outputStrides.select(pickedOutputs));
    this.outputPlaces = new int[count];
    for (int pick = 0; pick < count; pick++) {
      outputPlaces[pick] = indices.offset(1, pick);
    }
    this.values = new int[batched ? Math.multiplyExact(capacity, count) : count];
  }

  /**
   * Reads and checks the indices of a run.
   *
   * @throws IllegalStateException if one is no element of the axis
   */
  void read(CpuBuffer from, int rows) {
    for (int n = 0; n < (batched ? rows : 1); n++) {
      for (int pick = 0; pick < count; pick++) {
        float index = from.array()[from.offset() + n * count + indices.offset(0, pick)];
        if (!(index >= 0 && index < size) || index != (int) index) {
          throw new IllegalStateException(
              "index "
                  + index
                  + " of example "
                  + n
                  + " is no element of an axis of "
                  + size
                  + "; indices are whole numbers from 0 to "
                  + (size - 1));
        }
        values[n * count + pick] = (int) index;
      }
    }
  }

  /** An index of a run. */
  int value(int example, int pick) {
    return values[batched ? example * count + pick : pick];
  }

  /** Where the elements of an index lie in the table. */
  int tablePlace(int example, int value) {
    return example * tableRow + value * tableStep;
  }

  /** Where the elements of an index lie in y. */
  int outputPlace(int example, int pick) {
    return example * outputRow + outputPlaces[pick];
  }
}
