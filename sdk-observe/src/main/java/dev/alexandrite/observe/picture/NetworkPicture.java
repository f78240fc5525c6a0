package dev.alexandrite.observe.picture;

import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.observe.markup.Markup;
import dev.alexandrite.observe.markup.Svg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A network as a picture: its layers as blocks in the order in which they compute, with parameters
 * and multiply-adds of one image in the blocks and shapes on the edges. What a later layer reads
 * passes the blocks between on their right. Any network will do, with branches, sums and inputs
 * that several layers share. Immutable.
 *
 * <pre>{@code
 * NetworkPicture.of(network).write(Path.of("network.svg"));
 * System.out.println(NetworkPicture.of(network).mermaid()); // for a Markdown page
 * }</pre>
 */
public final class NetworkPicture {
  private final String name;
  private final String size;
  private final List<Block> blocks;

  /**
   * A layer.
   *
   * @param name its name
   * @param kind what sort of layer it is
   * @param work parameters and multiply-adds in words; empty if there are none
   * @param learns whether it has parameters
   * @param shape what it puts out
   * @param inputs the numbers of the blocks that it reads
   */
  record Block(
      String name, String kind, String work, boolean learns, String shape, List<Integer> inputs) {}

  private NetworkPicture(String name, String size, List<Block> blocks) {
    this.name = name;
    this.size = size;
    this.blocks = List.copyOf(blocks);
  }

  /**
   * A picture of a network.
   *
   * @param network the network
   * @return its picture
   */
  public static NetworkPicture of(Network network) {
    Map<String, Long> parameters = new HashMap<>();
    for (ParameterSpec spec : network.parameters()) {
      parameters.merge(spec.layer(), (long) spec.shape().elements(), Long::sum);
    }
    Map<String, Integer> numbers = new HashMap<>();
    List<Block> blocks = new ArrayList<>();
    numbers.put(Network.INPUT, 0);
    blocks.add(new Block(Network.INPUT, "image", "", false, network.input().toString(), List.of()));
    for (Node node : network.nodes()) {
      String work =
          work(
              node,
              parameters.getOrDefault(node.name(), 0L),
              node.layer().multiplyAdds(network.inputShapes(node)));
      blocks.add(
          new Block(
              node.name(),
              node.layer().kind(),
              work,
              !node.layer().parameters(node.name(), network.inputShapes(node)).isEmpty(),
              network.shape(node.name()).toString(),
              node.inputs().stream().map(numbers::get).toList()));
      numbers.put(node.name(), blocks.size() - 1);
    }
    String size =
        String.format(
            Locale.ROOT,
            "%,d parameters, %s multiply-adds",
            network.parameterCount(),
            amount(network.multiplyAdds()));
    return new NetworkPicture(network.name(), size, blocks);
  }

  private static String work(Node node, long parameters, long multiplyAdds) {
    List<String> parts = new ArrayList<>();
    if (!node.ownsParameters()) {
      parts.add("parameters of " + node.parametersOf());
    } else if (parameters > 0) {
      parts.add(String.format(Locale.ROOT, "%,d parameters", parameters));
    }
    if (multiplyAdds > 0) {
      parts.add(amount(multiplyAdds) + " multiply-adds");
    }
    return String.join(", ", parts);
  }

  /** A number with three digits. */
  private static String amount(long number) {
    if (number < 1000) {
      return Long.toString(number);
    }
    double value = number / 1e3;
    for (String unit : List.of("k", "M", "G")) {
      if (value < 999.5) {
        String format = value < 9.995 ? "%.2f %s" : value < 99.95 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, value, unit);
      }
      value /= 1000;
    }
    return String.format(Locale.ROOT, "%,.1f T", value);
  }

  /**
   * Draws it in the colours of the page around it.
   *
   * @return an {@code <svg>} element
   */
  public String svg() {
    return new NetworkDrawing(name, size, blocks).svg("");
  }

  /**
   * Draws it as a file of its own, with colours for light and dark.
   *
   * @return the text of an {@code .svg} file
   */
  public String file() {
    return new NetworkDrawing(name, size, blocks).svg(Svg.FILE_STYLE);
  }

  /**
   * Writes the graph for Mermaid, which Markdown pages of GitHub, GitLab and others draw in a block
   * that begins with {@code ```mermaid}.
   *
   * @return a flowchart, a line a block and a line an edge
   */
  public String mermaid() {
    StringBuilder chart = new StringBuilder("flowchart TD\n");
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      chart
          .append("  n")
          .append(i)
          .append("[\"")
          .append(label(block.name()))
          .append("<br/>")
          .append(label(block.kind()))
          .append(block.work().isEmpty() ? "" : "<br/>" + label(block.work()))
          .append("\"]\n");
    }
    for (int i = 0; i < blocks.size(); i++) {
      for (int input : blocks.get(i).inputs()) {
        chart
            .append("  n")
            .append(input)
            .append(" -->|\"")
            .append(label(blocks.get(input).shape()))
            .append("\"| n")
            .append(i)
            .append('\n');
      }
    }
    return chart.toString();
  }

  /**
   * Letters, digits and harmless marks as they are, all else by its number, as Mermaid reads it.
   */
  private static String label(String text) {
    StringBuilder label = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (Character.isLetterOrDigit(point) || " ,.:_-×/()+".indexOf(point) >= 0) {
                label.appendCodePoint(point);
              } else if (Markup.allowed(point) && point >= ' ') {
                label.append('#').append(point).append(';');
              } else {
                label.append('\uFFFD');
              }
            });
    return label.toString();
  }

  /**
   * Writes {@link #file()}, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Pictures.write(file().getBytes(StandardCharsets.UTF_8), file);
  }

  @Override
  public String toString() {
    return "picture of " + name + ", " + size;
  }
}
