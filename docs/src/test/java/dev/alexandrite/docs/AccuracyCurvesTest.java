package dev.alexandrite.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.observe.picture.LineChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The curves on the page about accuracy are those of the committed logs. */
final class AccuracyCurvesTest {
  private static final Path DOCS = Path.of("").toAbsolutePath();
  private static final Pattern EPOCH = Pattern.compile("epoch (\\d+)/\\d+ +done.* top1 ([\\d.]+)");

  @Test
  void imagenette() throws IOException {
    LineChart chart = LineChart.of("Imagenette, validation", "epoch", "top-1 %");
    chart = line(chart, "torchvision()", epochs("imagenette-torchvision.log"));
    same("accuracy-imagenette.svg", line(chart, "paper()", epochs("imagenette-paper.log")));
  }

  /** Three seeds follow one another in the log. */
  @Test
  void cifar() throws IOException {
    LineChart chart = LineChart.of("CIFAR-10, test", "epoch", "top-1 %");
    List<MatchResult> all = epochs("cifar10-80sec.log");
    for (int seed = 0; seed < 3; seed++) {
      int length = all.size() / 3;
      chart = line(chart, "seed " + (seed + 1), all.subList(seed * length, (seed + 1) * length));
    }
    same("accuracy-cifar10.svg", chart);
  }

  private static List<MatchResult> epochs(String log) throws IOException {
    return EPOCH.matcher(Files.readString(DOCS.resolve("runs").resolve(log))).results().toList();
  }

  private static LineChart line(LineChart chart, String name, List<MatchResult> epochs) {
    double[] x = epochs.stream().mapToDouble(epoch -> Double.parseDouble(epoch.group(1))).toArray();
    double[] y =
        IntStream.range(0, x.length)
            .mapToDouble(i -> 100 * Double.parseDouble(epochs.get(i).group(2)))
            .toArray();
    return chart.line(name, x, y);
  }

  private static void same(String name, LineChart chart) throws IOException {
    Path picture = DOCS.resolve("pictures").resolve(name);
    if ("write".equals(System.getProperty("alexandrite.curves"))) {
      Files.writeString(picture, chart.file());
    }
    assertEquals(Files.readString(picture), chart.file(), name);
  }
}
