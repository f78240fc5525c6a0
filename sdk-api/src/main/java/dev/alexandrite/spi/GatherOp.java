package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks elements of one axis by number, as an embedding does. Indices are whole numbers as float32;
 * one that is not from 0 to the axis's size - 1 stops the run with a message that names it.
 */
public sealed interface GatherOp extends Op {
  /**
   * What is picked from.
   *
   * @return the table
   */
  Operand table();

  /**
   * What is picked.
   *
   * @return the indices, of any shape
   */
  Operand indices();

  /**
   * Where it is picked.
   *
   * @return an axis of the table
   */
  int axis();

  /**
   * What is written: the table's shape with the axis replaced by the shape of the indices.
   *
   * @return the picked elements, batched if the table or the indices are
   */
  default Operand output() {
    List<Integer> sizes = new ArrayList<>(table().shape().dimensions());
    List<Integer> place = sizes.subList(axis(), axis() + 1);
    place.clear();
    place.addAll(indices().shape().dimensions());
    return new Operand(new Shape(sizes), table().batched() || indices().batched());
  }

  /**
   * Reads table and indices, writes y.
   *
   * @param table what is picked from
   * @param indices what is picked
   * @param axis where
   */
  record Forward(Operand table, Operand indices, int axis) implements GatherOp {
    /**
     * Checks the axis.
     *
     * @throws IllegalArgumentException if the table does not have it
     */
    public Forward {
      requireAxis(table, axis);
    }
  }

  /**
   * Reads indices and dy, writes dtable: what was never picked gets 0, what was picked several
   * times gets the sum in ascending order of the indices' places; over a batch by {@link BatchTree}
   * if the table is one for all examples.
   *
   * @param table what was picked from
   * @param indices what was picked
   * @param axis where
   */
  record Gradient(Operand table, Operand indices, int axis) implements GatherOp {
    /**
     * Checks the axis.
     *
     * @throws IllegalArgumentException if the table does not have it
     */
    public Gradient {
      requireAxis(table, axis);
    }
  }

  @Override
  default Signature signature() {
    Signature.Tensor picks =
        Signature.tensor("indices", indices()).index(table().shape().get(axis()));
    return switch (this) {
      case Forward _ ->
          Signature.of(
              List.of(Signature.tensor("table", table()), picks), Signature.tensor("y", output()));
      case Gradient _ ->
          Signature.of(
              List.of(picks, Signature.tensor("dy", output())),
              Signature.tensor("dtable", table()));
    };
  }

  private static void requireAxis(Operand table, int axis) {
    if (axis < 0 || axis >= table.shape().rank()) {
      throw new IllegalArgumentException(
          "gather along axis " + axis + " of " + table.shape() + ", which it does not have");
    }
  }
}
