package dev.alexandrite.observe.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import dev.alexandrite.InvalidModelException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.observe.SmallRun;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest {
  @TempDir Path folder;

  /** A value under a tag, with the step of its event. */
  private record Seen(long step, DynamicMessage value) {}

  private TensorBoard board() {
    return TensorBoard.to(folder.resolve("board")).interval(Duration.ZERO);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("board"))) {
      return files.sorted().toList();
    }
  }

  private static Map<String, List<Seen>> byTag(List<DynamicMessage> events) {
    Map<String, List<Seen>> byTag = new TreeMap<>();
    for (DynamicMessage event : events) {
      if (Referee.has(event, "summary")) {
        List<DynamicMessage> values =
            Referee.get(Referee.<DynamicMessage>get(event, "summary"), "value");
        for (DynamicMessage value : values) {
          byTag
              .computeIfAbsent(Referee.get(value, "tag"), tag -> new ArrayList<>())
              .add(new Seen(Referee.get(event, "step"), value));
        }
      }
    }
    return byTag;
  }

  private static List<Float> scalars(List<Seen> seen) {
    return seen.stream().map(at -> Referee.<Float>get(at.value(), "simple_value")).toList();
  }

  private static List<Long> steps(List<Seen> seen) {
    return seen.stream().map(Seen::step).toList();
  }

  @Test
  void scalarsAreThoseOfTheReports() throws IOException {
    List<StepReport> reports = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            reports.add(report);
          }
        };
    List<EpochReport> epochs;
    try (TrainingResult result = SmallRun.trainer().listener(board()).listener(listener).fit()) {
      epochs = result.history();
    }
    List<DynamicMessage> events = Referee.events(files().getFirst());
    assertEquals("brain.Event:2", Referee.get(events.getFirst(), "file_version"));
    double wallTime = Referee.get(events.getLast(), "wall_time");
    assertTrue(Math.abs(wallTime - System.currentTimeMillis() / 1000.0) < 600);
    Map<String, List<Seen>> byTag = byTag(events);

    List<Seen> losses = byTag.get("train/loss");
    assertEquals(LongStream.rangeClosed(1, 18).boxed().toList(), steps(losses));
    assertEquals(reports.stream().map(report -> (float) report.loss()).toList(), scalars(losses));
    assertEquals(
        reports.stream().map(report -> (float) report.imagesPerSecond()).toList(),
        scalars(byTag.get("train/images_per_second")));
    assertEquals(List.of(6L, 12L, 18L), steps(byTag.get("epoch/top1")));
    assertEquals(
        epochs.stream().map(e -> (float) e.validation().orElseThrow().top1()).toList(),
        scalars(byTag.get("epoch/top1")));
    assertEquals(
        epochs.stream().map(e -> (float) e.trainLoss()).toList(),
        scalars(byTag.get("epoch/train_loss")));
    assertEquals(
        epochs.stream().map(e -> (float) e.validation().orElseThrow().loss()).toList(),
        scalars(byTag.get("epoch/validation_loss")));
  }

  @Test
  void histogramsAreOfTheWeightsAtTheEndOfTheEpoch() throws IOException {
    Map<String, Double> sums = new TreeMap<>();
    try (TrainingResult result = SmallRun.trainer().listener(board()).fit()) {
      var weights = result.classifier().weights();
      for (var tensor : weights.tensors()) {
        weights.read(
            tensor,
            piece -> {
              double sum = 0;
              for (var floats = piece.asFloatBuffer(); floats.hasRemaining(); ) {
                sum += floats.get();
              }
              sums.merge("weights/" + tensor.name(), sum, Double::sum);
            });
      }
    }
    Map<String, List<Seen>> byTag = byTag(Referee.events(files().getFirst()));
    for (ParameterSpec parameter : SmallRun.network().parameters()) {
      List<Seen> seen = byTag.get("weights/" + parameter.name());
      assertEquals(List.of(6L, 12L, 18L), steps(seen), parameter.name());
      DynamicMessage last = Referee.get(seen.getLast().value(), "histo");
      List<Double> counts = Referee.get(last, "bucket");
      assertEquals(
          (double) parameter.shape().elements(),
          counts.stream().mapToDouble(Double::doubleValue).sum());
      double expected = sums.get("weights/" + parameter.name());
      assertEquals(expected, (double) Referee.get(last, "sum"), 1e-9 + 1e-9 * Math.abs(expected));
    }
    assertEquals(
        sums.keySet(),
        byTag.keySet().stream()
            .filter(tag -> tag.startsWith("weights/"))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void filtersAndSamplesArePictures() throws IOException {
    Dataset shapes = DrawnShapes.of(10, 32, 3);
    SmallRun.trainer().listener(board().samples(shapes, 2).histograms(false)).fit().close();
    Map<String, List<Seen>> byTag = byTag(Referee.events(files().getFirst()));
    assertEquals(List.of(6L, 12L, 18L), steps(byTag.get("filters")));
    assertEquals(List.of(0L), steps(byTag.get("samples/1")));
    assertFalse(byTag.containsKey("samples/2"));
    assertFalse(byTag.keySet().stream().anyMatch(tag -> tag.startsWith("weights/")));
    BufferedImage sample = picture(byTag.get("samples/0").getFirst());
    assertEquals(32, sample.getWidth());
    BufferedImage first = picture(byTag.get("filters").getFirst());
    BufferedImage last = picture(byTag.get("filters").getLast());
    assertFalse(same(first, last));
  }

  private static BufferedImage picture(Seen seen) throws IOException {
    DynamicMessage image = Referee.get(seen.value(), "image");
    ByteString png = Referee.get(image, "encoded_image_string");
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
    assertEquals(picture.getWidth(), (int) Referee.get(image, "width"));
    assertEquals(picture.getHeight(), (int) Referee.get(image, "height"));
    assertEquals(3, (int) Referee.get(image, "colorspace"));
    return picture;
  }

  private static boolean same(BufferedImage one, BufferedImage other) {
    int width = one.getWidth();
    int height = one.getHeight();
    return java.util.Arrays.equals(
        one.getRGB(0, 0, width, height, null, 0, width),
        other.getRGB(0, 0, width, height, null, 0, width));
  }

  @Test
  void layersAreLookedIntoForTheSamples() throws IOException {
    Dataset shapes = DrawnShapes.of(10, 32, 3);
    String output = SmallRun.network().output();
    SmallRun.trainer().listener(board().samples(shapes, 4).layers("conv1", output)).fit().close();
    Map<String, List<Seen>> byTag = byTag(Referee.events(files().getFirst()));
    DynamicMessage logits =
        Referee.get(byTag.get("activations/" + output).getLast().value(), "histo");
    assertEquals(40.0, (double) Referee.get(logits, "num"));
    // The score is one of the logits.
    DynamicMessage gradient =
        Referee.get(byTag.get("gradients/" + output).getLast().value(), "histo");
    assertEquals(4.0, (double) Referee.get(gradient, "sum"));
    int conv1 = SmallRun.network().shape("conv1").elements();
    DynamicMessage maps = Referee.get(byTag.get("gradients/conv1").getLast().value(), "histo");
    assertEquals(4.0 * conv1, (double) Referee.get(maps, "num"));
    assertTrue(Referee.<Double>get(maps, "sum_squares") > 0);
  }

  @Test
  void theGraphIsThatOfTheNetwork() throws IOException {
    SmallRun.trainer(1).listener(board()).fit().close();
    DynamicMessage event =
        Referee.events(files().getFirst()).stream()
            .filter(candidate -> Referee.has(candidate, "graph_def"))
            .findFirst()
            .orElseThrow();
    DynamicMessage graph = Referee.parse("GraphDef", Referee.get(event, "graph_def"));
    List<DynamicMessage> nodes = Referee.get(graph, "node");
    Network network = SmallRun.network();
    assertEquals(network.nodes().size() + 1, nodes.size());
    assertEquals("Placeholder", Referee.get(nodes.getFirst(), "op"));
    for (int i = 0; i < network.nodes().size(); i++) {
      var expected = network.nodes().get(i);
      DynamicMessage node = nodes.get(i + 1);
      assertEquals(expected.name(), Referee.get(node, "name"));
      assertEquals(expected.layer().kind(), Referee.get(node, "op"));
      assertEquals(expected.inputs(), Referee.get(node, "input"));
      assertEquals(shape(network.shape(expected.name())), shape(node));
    }
  }

  private static List<Long> shape(Shape shape) {
    List<Long> sizes = new ArrayList<>(List.of(-1L));
    shape.dimensions().forEach(size -> sizes.add((long) size));
    return sizes;
  }

  private static List<Long> shape(DynamicMessage node) {
    List<DynamicMessage> attributes = Referee.get(node, "attr");
    DynamicMessage value =
        attributes.stream()
            .filter(entry -> Referee.get(entry, "key").equals("_output_shapes"))
            .map(entry -> Referee.<DynamicMessage>get(entry, "value"))
            .findFirst()
            .orElseThrow();
    List<DynamicMessage> shapes = Referee.get(Referee.<DynamicMessage>get(value, "list"), "shape");
    List<DynamicMessage> dimensions = Referee.get(shapes.getFirst(), "dim");
    return dimensions.stream().map(dim -> Referee.<Long>get(dim, "size")).toList();
  }

  @Test
  void hostileNamesBecomeNamesOfNodesThatDiffer() {
    Network network =
        Network.builder("net", Shape.image(3, 8, 8))
            .conv2d("a b", Conv2d.of(2, 3))
            .conv2d("a\u202Eb", Conv2d.of(2, 3))
            .relu("a_b")
            .flatten("écrit")
            .linear("<script>", Linear.of(2))
            .build();
    DynamicMessage graph = Referee.parse("GraphDef", ByteString.copyFrom(NetworkGraph.of(network)));
    List<DynamicMessage> nodes = Referee.get(graph, "node");
    List<String> names = nodes.stream().map(node -> Referee.<String>get(node, "name")).toList();
    assertEquals(6, names.stream().distinct().count());
    assertTrue(
        names.stream().allMatch(name -> name.matches("[A-Za-z0-9.][A-Za-z0-9_.\\-/]*")),
        names::toString);
    List<String> inputs = Referee.get(nodes.get(3), "input");
    assertEquals(List.of(names.get(2)), inputs);
  }

  @Test
  void hyperparametersAreThoseOfTheTrainer() throws IOException {
    SmallRun.trainer(1).listener(board()).fit().close();
    Map<String, List<Seen>> byTag = byTag(Referee.events(files().getFirst()));
    DynamicMessage start =
        Referee.get(plugin(byTag.get("_hparams_/session_start_info")), "session_start_info");
    List<DynamicMessage> entries = Referee.get(start, "hparams");
    Map<String, Object> values = new TreeMap<>();
    for (DynamicMessage entry : entries) {
      DynamicMessage value = Referee.get(entry, "value");
      boolean text = Referee.has(value, "string_value");
      values.put(
          Referee.get(entry, "key"), Referee.get(value, text ? "string_value" : "number_value"));
    }
    assertEquals(1.0, values.get("epochs"));
    assertEquals(10.0, values.get("batch_size"));
    assertEquals("7", values.get("seed"));
    assertEquals("Sgd", values.get("optimizer"));
    DynamicMessage end =
        Referee.get(plugin(byTag.get("_hparams_/session_end_info")), "session_end_info");
    assertEquals(1, (int) Referee.get(end, "status"));
  }

  private static DynamicMessage plugin(List<Seen> seen) {
    DynamicMessage metadata = Referee.get(seen.getFirst().value(), "metadata");
    DynamicMessage data = Referee.get(metadata, "plugin_data");
    assertEquals("hparams", Referee.get(data, "plugin_name"));
    return Referee.parse("HParamsPluginData", Referee.get(data, "content"));
  }

  /** As TensorBoard does: a start purges what was seen at its step and later. */
  @Test
  void aResumedRunGoesOnInAnotherFileAndNothingIsSeenTwice() throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    Trainer first =
        SmallRun.trainer()
            .checkpoints(checkpoints)
            .checkpointEvery(4)
            .listener(board())
            .listener(new SmallRun.Stop(9));
    first.fit().close();
    // A run that was killed has been further than its last checkpoint.
    Path newest = checkpoints.resolve("step-00000009");
    try (Stream<Path> parts = Files.list(newest)) {
      for (Path part : parts.toList()) {
        Files.delete(part);
      }
    }
    Files.delete(newest);
    SmallRun.trainer().checkpoints(checkpoints).resume().listener(board()).fit().close();

    assertEquals(2, files().size());
    List<DynamicMessage> kept = new ArrayList<>();
    for (Path file : files()) {
      assertTrue(
          file.getFileName().toString().matches("events\\.out\\.tfevents\\.\\d{10}\\..+"),
          file.toString());
      for (DynamicMessage event : Referee.events(file)) {
        if (Referee.has(event, "session_log")) {
          DynamicMessage log = Referee.get(event, "session_log");
          assertEquals(1, (int) Referee.get(log, "status"));
          long from = Referee.get(event, "step");
          assertEquals(9, from);
          kept.removeIf(other -> Referee.<Long>get(other, "step") >= from);
        }
        kept.add(event);
      }
    }
    Map<String, List<Seen>> byTag = byTag(kept);
    assertEquals(LongStream.rangeClosed(1, 18).boxed().toList(), steps(byTag.get("train/loss")));
    assertEquals(List.of(6L, 12L, 18L), steps(byTag.get("epoch/top1")));
    assertEquals(1, kept.stream().filter(event -> Referee.has(event, "graph_def")).count());
  }

  @Test
  void aFolderIsForOneRun() throws IOException {
    SmallRun.trainer(1).listener(board()).fit().close();
    byte[] before = Files.readAllBytes(files().getFirst());
    Trainer again = SmallRun.trainer(1).listener(board());
    TrainingException refusal = assertThrows(TrainingException.class, again::fit);
    assertTrue(refusal.getMessage().contains("has event files already"), refusal.getMessage());
    assertArrayEquals(before, Files.readAllBytes(files().getFirst()));
  }

  @Test
  void wrongSettingsAreErrorsBeforeTheFirstStep() {
    Dataset shapes = DrawnShapes.of(10, 32, 3);
    assertThrows(IllegalArgumentException.class, () -> board().samples(shapes, 11));
    Trainer unknown = SmallRun.trainer().listener(board().samples(shapes, 1).layers("conv9"));
    assertThrows(InvalidModelException.class, unknown::fit);
    Trainer none = SmallRun.trainer().listener(board().layers("conv1"));
    assertThrows(TrainingException.class, none::fit);
    assertFalse(Files.exists(folder.resolve("board")));
  }
}
