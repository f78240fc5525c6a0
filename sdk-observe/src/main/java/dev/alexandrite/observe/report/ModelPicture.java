package dev.alexandrite.observe.report;

import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.observe.markup.Markup;
import java.util.List;

/** The layers in the order in which they compute, each with what it reads if that is not plain. */
final class ModelPicture {
  private ModelPicture() {}

  static String of(Network network) {
    StringBuilder html = new StringBuilder("<ol class=\"model\">");
    item(html, false, Network.INPUT, "image", network.input().toString(), "");
    String before = Network.INPUT;
    for (Node node : network.nodes()) {
      boolean learns = !node.layer().parameters(node.name(), network.inputShapes(node)).isEmpty();
      item(
          html,
          learns,
          node.name(),
          node.layer().kind(),
          network.shape(node.name()).toString(),
          node.inputs().equals(List.of(before)) ? "" : "reads " + String.join(", ", node.inputs()));
      before = node.name();
    }
    return html.append("</ol>").toString();
  }

  private static void item(
      StringBuilder html, boolean learns, String name, String kind, String shape, String reads) {
    html.append(learns ? "<li class=\"learns\">" : "<li>")
        .append("<b>")
        .append(Markup.escape(name))
        .append("</b> ")
        .append(Markup.escape(kind))
        .append("<small>")
        .append(Markup.escape(shape));
    if (!reads.isEmpty()) {
      html.append("; ").append(Markup.escape(reads));
    }
    html.append("</small></li>");
  }
}
