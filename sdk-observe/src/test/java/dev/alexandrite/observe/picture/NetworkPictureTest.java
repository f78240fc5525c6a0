package dev.alexandrite.observe.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Node;
import dev.alexandrite.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class NetworkPictureTest {
  private static final Pattern MERMAID_BLOCK =
      Pattern.compile("  n\\d+\\[\"(?:[\\w ,.:×/()+-]|#\\d+;|<br/>|\\uFFFD|\\p{L})*\"]");
  private static final Pattern MERMAID_EDGE = Pattern.compile("  n\\d+ -->\\|\"[\\d×]+\"\\| n\\d+");

  /** Two branches that share an input, their sum with it, and a layer used twice. */
  private static Network branches() {
    return Network.builder("branches", Shape.image(3, 8, 8))
        .conv2d("stem", Conv2d.of(4, 3).pad(1))
        .conv2d("left", Conv2d.of(4, 3).pad(1), "stem")
        .conv2d("right", Conv2d.of(4, 3).pad(1), "stem")
        .shared("again", Conv2d.of(4, 3).pad(1), "left", "right")
        .add("sum", "left", "again", "stem")
        .flatten("flat")
        .linear("fc", Linear.of(5))
        .build();
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String tag) {
    NodeList found = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> texts(Document document) {
    return elements(document, "text").stream().map(Element::getTextContent).toList();
  }

  /** Arrowheads: an arrow into a block from above or from the side, and one out of the last. */
  private static long arrows(Document document) {
    return elements(document, "path").stream()
        .filter(path -> path.getAttribute("d").endsWith("z"))
        .count();
  }

  @Test
  void everyLayerAndEveryEdgeIsThere() throws Exception {
    for (Network network :
        List.of(
            AlexNet.paper().build().network(),
            AlexNet.torchvision().build().network(),
            branches())) {
      Document document = parsed(NetworkPicture.of(network).svg());
      List<String> texts = texts(document);
      assertEquals(network.nodes().size() + 1, elements(document, "rect").size());
      for (Node node : network.nodes()) {
        assertTrue(texts.contains(node.name()), node.name());
        assertTrue(texts.contains(network.shape(node.name()).toString()), node.name());
      }
      long edges = network.nodes().stream().mapToLong(node -> node.inputs().size()).sum();
      assertEquals(edges + 1, arrows(document), network.name());
      String mermaid = NetworkPicture.of(network).mermaid();
      assertEquals(
          edges, mermaid.lines().filter(line -> MERMAID_EDGE.matcher(line).matches()).count());
    }
  }

  @Test
  void blocksSayWhatTheyCost() throws Exception {
    List<String> texts =
        texts(parsed(NetworkPicture.of(AlexNet.torchvision().build().network()).svg()));
    assertTrue(texts.contains("23,296 parameters, 70.3 M multiply-adds"), texts.toString());
    assertTrue(texts.contains("61,100,840 parameters, 714 M multiply-adds"), texts.toString());
    List<String> shared = texts(parsed(NetworkPicture.of(branches()).svg()));
    assertTrue(shared.contains("parameters of left, 9.22 k multiply-adds"), shared.toString());
  }

  /** A line beside the column never runs on another's. */
  @Test
  void lanesOfOverlappingEdgesAreApart() throws Exception {
    NetworkBuilder builder =
        Network.builder("dense", Shape.image(3, 8, 8)).conv2d("c0", Conv2d.of(3, 1));
    for (int i = 1; i < 6; i++) {
      String[] all = new String[i];
      for (int j = 0; j < i; j++) {
        all[j] = "c" + j;
      }
      if (i > 1) {
        builder.add("s" + i, all).conv2d("c" + i, Conv2d.of(3, 1));
      } else {
        builder.conv2d("c1", Conv2d.of(3, 1), "c0");
      }
    }
    Network network = builder.flatten("flat").linear("fc", Linear.of(2)).build();
    Document document = parsed(NetworkPicture.of(network).svg());
    Pattern lane = Pattern.compile("M\\d+ (\\d+)H(\\d+)V(\\d+)");
    List<int[]> lanes =
        elements(document, "path").stream()
            .map(path -> lane.matcher(path.getAttribute("d")))
            .filter(matcher -> matcher.matches())
            .map(
                m ->
                    new int[] {
                      Integer.parseInt(m.group(2)),
                      Integer.parseInt(m.group(1)),
                      Integer.parseInt(m.group(3))
                    })
            .toList();
    assertTrue(lanes.size() >= 4, "lanes: " + lanes.size());
    for (int[] one : lanes) {
      for (int[] other : lanes) {
        assertTrue(
            one == other || one[0] != other[0] || one[2] <= other[1] || other[2] <= one[1],
            "two at " + one[0]);
      }
    }
  }

  @Test
  void namesAreText(@TempDir Path folder) throws Exception {
    String hostile = "</text><script>\"]; click n0 \u202E`x`#quot;&";
    Network network =
        Network.builder("<svg onload=alert(1)>", Shape.image(3, 8, 8))
            .conv2d(hostile, Conv2d.of(2, 3))
            .flatten("flat")
            .linear("fc", Linear.of(2))
            .build();
    NetworkPicture picture = NetworkPicture.of(network);
    Document document = parsed(picture.svg());
    assertEquals(0, elements(document, "script").size());
    assertTrue(picture.svg().contains("&lt;/text&gt;"));
    assertFalse(picture.svg().contains("\u202E"));
    for (String line : picture.mermaid().lines().skip(1).toList()) {
      assertTrue(
          MERMAID_BLOCK.matcher(line).matches() || MERMAID_EDGE.matcher(line).matches(), line);
    }
    Path file = folder.resolve("new/net.svg");
    picture.write(file);
    String written = Files.readString(file);
    assertEquals(picture.file(), written);
    assertTrue(written.contains("prefers-color-scheme:dark"), "two schemes");
    assertEquals(4, elements(parsed(written), "rect").size());
  }
}
