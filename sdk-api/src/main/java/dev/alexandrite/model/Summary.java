package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays out the table of a network's layers. */
final class Summary {
  private static final List<String> TITLES =
      List.of("layer", "kind", "output", "parameters", "multiply-adds", "memory");

  /** Columns before this one hold text, the others hold numbers. */
  private static final int FIRST_NUMBER = 3;

  private Summary() {}

  static String of(Network network, int batch) {
    if (batch < 1) {
      throw new InvalidModelException(
          "network '" + network.name() + "': summary of batch " + batch + ", expected at least 1");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(TITLES);
    rows.add(row(Network.INPUT, "", network.input(), 0, 0, batch));
    long elements = network.input().elements();
    for (Node node : network.nodes()) {
      Shape shape = network.shape(node.name());
      String kind =
          node.layer().kind() + (node.ownsParameters() ? "" : " (as " + node.parametersOf() + ")");
      rows.add(
          row(
              node.name(),
              kind,
              shape,
              parameters(network, node),
              node.layer().multiplyAdds(network.inputShapes(node)),
              batch));
      elements += shape.elements();
    }
    rows.add(
        List.of(
            "total",
            "batch of " + batch,
            "",
            count(network.parameterCount()),
            count(network.multiplyAdds()),
            memory(elements * batch)));
    return network.name() + "\n" + table(rows);
  }

  private static long parameters(Network network, Node node) {
    if (!node.ownsParameters()) {
      return 0;
    }
    return node.layer().parameters(node.name(), network.inputShapes(node)).stream()
        .mapToLong(parameter -> parameter.shape().elements())
        .sum();
  }

  private static List<String> row(
      String name, String kind, Shape shape, long parameters, long multiplyAdds, int batch) {
    return List.of(
        name,
        kind,
        shape.toString(),
        count(parameters),
        count(multiplyAdds),
        memory((long) shape.elements() * batch));
  }

  private static String count(long value) {
    return value == 0 ? "-" : String.format(Locale.ROOT, "%,d", value);
  }

  private static String memory(long elements) {
    double bytes = (double) elements * Float.BYTES;
    return bytes < 0x1p20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 0x1p10)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 0x1p20);
  }

  private static String table(List<List<String>> rows) {
    int[] widths = new int[TITLES.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String blanks = " ".repeat(widths[column] - row.get(column).length());
        line.append(column == 0 ? "" : "  ");
        line.append(column < FIRST_NUMBER ? row.get(column) + blanks : blanks + row.get(column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
