package dev.alexandrite.interop.onnx;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operators that are imported: what the documentation says is made of this list. */
final class Operators {
  private static final List<Operator> ALL =
      Stream.of(
              ImageOperators.all(),
              ProductOperators.all(),
              ElementOperators.all(),
              ShapeOperators.all())
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Operator> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Operator::name, operator -> operator));

  private Operators() {}

  static List<Operator> all() {
    return ALL;
  }

  /** The operator of a name, or null if it is not imported. */
  static @Nullable Operator find(String name) {
    return BY_NAME.get(name);
  }
}
