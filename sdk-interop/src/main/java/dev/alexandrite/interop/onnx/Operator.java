package dev.alexandrite.interop.onnx;

import java.util.List;
import java.util.Set;

/**
 * An operator that is imported: the claim of the documentation, and what makes layers of it.
 *
 * @param name of the standard domain
 * @param from the first operator set in which it is read
 * @param to the last one
 * @param attributes those it may have
 * @param how what it becomes
 * @param limits what is refused; empty if nothing
 * @param composition makes the layers
 */
record Operator(
    String name,
    int from,
    int to,
    Set<String> attributes,
    String how,
    String limits,
    Composition composition) {
  /** Makes layers of a node; answers its outputs. */
  interface Composition {
    List<Value> of(NodeCall call);
  }

  /** Makes layers of a node with one output that is used. */
  interface Single {
    Value of(NodeCall call);
  }

  /** An operator with one output. */
  static Operator one(
      String name, int from, String attributes, String how, String limits, Single single) {
    return many(name, from, attributes, how, limits, call -> List.of(single.of(call)));
  }

  static Operator many(
      String name, int from, String attributes, String how, String limits, Composition all) {
    Set<String> names = attributes.isEmpty() ? Set.of() : Set.of(attributes.split(" "));
    return new Operator(name, from, Integer.MAX_VALUE, names, how, limits, all);
  }

  /** An operator that is computed while the file is read, and never by layers. */
  static Operator folded(String name, int from, String attributes, String how) {
    return one(
        name,
        from,
        attributes,
        how,
        "of constants and shapes alone",
        call -> {
          throw new Refusal(
              name + " of what is computed from the input; only of constants and shapes");
        });
  }

  Operator until(int last) {
    return new Operator(name, from, last, attributes, how, limits, composition);
  }

  /** The operator sets, for the documentation. */
  String opsets() {
    return Math.max(from, OnnxModel.OLDEST_OPSET) + (to == Integer.MAX_VALUE ? "+" : "–" + to);
  }
}
