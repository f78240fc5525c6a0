package dev.alexandrite.testkit.golden;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Named values of a case or a node, with the defaults of their format.
 *
 * @param values as read from JSON
 */
record Attributes(Map<String, Object> values) {
  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name, String fallback) {
    return values.get(name) instanceof String text ? text : fallback;
  }

  boolean flag(String name, boolean fallback) {
    Object value = values.get(name);
    return value instanceof Boolean flag ? flag : value instanceof Double d ? d != 0 : fallback;
  }

  double number(String name, double fallback) {
    return values.get(name) instanceof Double number ? number : fallback;
  }

  int whole(String name, int fallback) {
    return (int) number(name, fallback);
  }

  /** A list of numbers; a single number counts as a list of one. */
  List<Double> numbers(String name, Double... fallback) {
    Object value = values.get(name);
    if (value instanceof Double number) {
      return List.of(number);
    }
    return value instanceof List<?> list
        ? list.stream().map(Double.class::cast).toList()
        : List.of(fallback);
  }

  int[] wholes(String name, int... fallback) {
    return has(name) ? numbers(name).stream().mapToInt(Double::intValue).toArray() : fallback;
  }

  List<String> texts(String name) {
    return elements(name).map(String.class::cast).toList();
  }

  /** A nested object; empty if there is none. */
  Attributes object(String name) {
    return values.get(name) instanceof Map<?, ?> map ? of(map) : new Attributes(Map.of());
  }

  /** A list of nested objects. */
  List<Attributes> objects(String name) {
    return elements(name).map(Attributes::of).toList();
  }

  private Stream<?> elements(String name) {
    return values.get(name) instanceof List<?> list ? list.stream() : Stream.of();
  }

  @SuppressWarnings("unchecked") // The reader makes maps of strings only.
  private static Attributes of(Object map) {
    return new Attributes((Map<String, Object>) map);
  }
}
