package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Image;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.observe.explain.Explainer;
import dev.alexandrite.observe.explain.Heatmap;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Grad-CAM of a network that knows photographs points at the objects, more than a guess at the
 * middle does, and no longer when the weights are random (Adebayo et al., arXiv 1810.03292). How
 * the boxes were drawn is said in their file.
 */
@Tag("slow")
class GradCamOnPhotographsTest {
  private static final int SIDE = 227;
  private static final int DRAWS = 8;

  private static Path photographs;
  private static List<Box> boxes;
  private static PretrainedModel model;
  private static Classifier classifier;

  private record Box(String file, int label, int left, int top, int right, int bottom) {
    double area() {
      return (right - left) * (bottom - top) / (double) (SIDE * SIDE);
    }

    /** How many times more of a map's mass is in the box than if it were spread evenly. */
    double gain(Heatmap map) {
      return map.mass(top, left, bottom, right) / area();
    }

    double gainOfTheMiddle() {
      double deviation = SIDE / 4.0;
      double all = 0;
      double inside = 0;
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          double down = y - (SIDE - 1) / 2.0;
          double across = x - (SIDE - 1) / 2.0;
          double mass = Math.exp(-(down * down + across * across) / (2 * deviation * deviation));
          all += mass;
          inside += y >= top && y < bottom && x >= left && x < right ? mass : 0;
        }
      }
      return inside / all / area();
    }
  }

  @BeforeAll
  static void load() throws IOException {
    photographs = SharedData.folder("imagenette/val");
    Path folder = SharedData.folder("trained/squeezenet-dc");
    List<String> names =
        LoadOptions.defaults()
            .classNames(SharedData.folder("labels").resolve("synset_words.txt"))
            .classNames();
    InputPipeline pipeline =
        new InputPipeline(
            new Resize.Squash(256, 256),
            SIDE,
            SIDE,
            PixelRange.BYTES,
            ChannelOrder.BGR,
            Normalization.fixed(new float[] {123, 117, 104}, new float[] {1, 1, 1}),
            List.of());
    LoadOptions options =
        LoadOptions.defaults()
            .weights(folder.resolve("squeezenet_dc_fp32.safetensors"))
            .classNames(names)
            .pipeline(pipeline);
    model = Models.load(folder.resolve("SqueezeNet_deploy.prototxt"), options);
    classifier = model.classifier();
    boxes = boxes(names);
  }

  private static List<Box> boxes(List<String> names) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            GradCamOnPhotographsTest.class.getResourceAsStream("imagenette-boxes.tsv"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .map(fields -> box(fields, names))
          .toList();
    }
  }

  private static Box box(String[] fields, List<String> names) {
    String synset = fields[0].substring(0, fields[0].indexOf('/'));
    int label =
        IntStream.range(0, names.size())
            .filter(index -> names.get(index).startsWith(synset + " "))
            .findFirst()
            .orElseThrow();
    int[] sides = Arrays.stream(fields, 1, 5).mapToInt(Integer::parseInt).toArray();
    return new Box(fields[0], label, sides[0], sides[1], sides[2], sides[3]);
  }

  @AfterAll
  static void close() {
    classifier.close();
    model.close();
  }

  @Test
  void pointsAtTheObjectsMoreThanTheMiddleOfTheFrameDoes() {
    Explainer explainer = Explainer.of(classifier);
    double[] gains = new double[boxes.size()];
    double[] middle = new double[boxes.size()];
    int right = 0;
    for (int i = 0; i < gains.length; i++) {
      Box box = boxes.get(i);
      assertTrue(box.area() <= 0.4, box.toString());
      Image image = Image.read(photographs.resolve(box.file()));
      Heatmap map = explainer.gradCam(image, box.label());
      gains[i] = box.gain(map);
      middle[i] = box.gainOfTheMiddle();
      boolean known = classifier.classify(image).best().classIndex() == box.label();
      right += known ? 1 : 0;
      System.out.printf(
          "%-36s box %4.1f %%, gain %5.2f, of the middle %4.2f, %s%n",
          box.file(), 100 * box.area(), gains[i], middle[i], known ? "right" : "wrong");
    }
    System.out.printf(
        "median gain %.2f, of the middle %.2f, %d of %d named right%n",
        median(gains), median(middle), right, gains.length);
    assertEquals(20, gains.length);
    assertTrue(median(gains) >= 1.5, "median gain " + median(gains));
    assertTrue(median(gains) > median(middle), "the middle does as well: " + median(middle));
  }

  /**
   * One draw of random weights has a map for a class that likes or dislikes contrast in all
   * photographs alike, so that several draws are looked at together. A map that is 0 everywhere
   * follows nothing and counts as a correlation of 0. What two maps have in common that have
   * nothing to do with each other is seen in those of different photographs, which are smooth and
   * lie in the middle as well.
   */
  @Test
  void followsTheWeights() {
    Explainer trained = Explainer.of(classifier);
    List<Image> images =
        boxes.stream().map(box -> Image.read(photographs.resolve(box.file()))).toList();
    List<double[]> maps = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      maps.add(ranks(trained.gradCam(images.get(i), boxes.get(i).label()).values()));
    }
    double unrelated = ofDifferentPhotographs(maps);
    List<Double> all = new ArrayList<>();
    List<Double> drawn = new ArrayList<>();
    for (int draw = 1; draw <= DRAWS; draw++) {
      List<Double> ofDraw = new ArrayList<>();
      try (Classifier random = randomized(draw)) {
        Explainer untrained = Explainer.of(random);
        for (int i = 0; i < images.size(); i++) {
          Heatmap map = untrained.gradCam(images.get(i), boxes.get(i).label());
          double correlation = Math.abs(correlation(maps.get(i), ranks(map.values())));
          ofDraw.add(correlation);
          if (map.strongest() > 0) {
            drawn.add(correlation);
          }
        }
      }
      System.out.printf("draw %d: median |rank correlation| %.3f%n", draw, median(ofDraw));
      all.addAll(ofDraw);
    }
    System.out.printf(
        "%d maps: median |rank correlation| %.3f; %d maps that are not 0: %.3f; of different"
            + " photographs %.3f%n",
        all.size(), median(all), drawn.size(), median(drawn), unrelated);
    assertTrue(drawn.size() > all.size() / 2, "hardly a map to compare: " + drawn.size());
    assertTrue(median(all) <= 0.3, "median " + median(all));
    assertTrue(median(all) <= unrelated, "more than different photographs: " + median(all));
  }

  private static double ofDifferentPhotographs(List<double[]> maps) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      for (int j = 0; j < i; j++) {
        all.add(Math.abs(correlation(maps.get(i), maps.get(j))));
      }
    }
    return median(all);
  }

  /** The same network with He's random weights and biases of 0. */
  private static Classifier randomized(long seed) {
    Random random = new Random(seed);
    InMemoryWeights weights = InMemoryWeights.of("random weights");
    for (ParameterSpec spec : model.recipe().network().parameters()) {
      float[] values = new float[spec.shape().elements()];
      if (spec.shape().rank() > 1) {
        double deviation = Math.sqrt(2.0 / spec.fanIn());
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (deviation * random.nextGaussian());
        }
      }
      weights.add(spec.name(), spec.shape(), values);
    }
    return Classifier.builder(model.recipe())
        .weights(weights)
        .classNames(model.classNames())
        .build();
  }

  /** Equal values have the mean of their ranks. */
  private static double[] ranks(float[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /** Pearson's; 0 where one of the two is the same everywhere. */
  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (a[i] - meanA) * (b[i] - meanB);
      squaresA += (a[i] - meanA) * (a[i] - meanA);
      squaresB += (b[i] - meanB) * (b[i] - meanB);
    }
    return squaresA == 0 || squaresB == 0 ? 0 : product / Math.sqrt(squaresA * squaresB);
  }

  private static double median(List<Double> values) {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
