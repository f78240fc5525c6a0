package dev.alexandrite.observe.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.tensor.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is drawn is what the network reads, whatever the pipeline does to pixels. */
class SeenTest {
  private static final int CROP = 9;
  private static final int RESIZED = 14;
  private static final int FROM = 2; // of 2.5, to the even side

  private static final Network NETWORK =
      Network.builder("net", Shape.image(3, CROP, CROP))
          .conv2d("conv1", Conv2d.of(5, 3))
          .relu("relu1")
          .flatten("flat")
          .linear("fc", Linear.of(2))
          .build();

  private enum Way {
    PLAIN,
    TORCHVISION,
    MEAN_COLOR,
    CAFFE;

    InputPipeline pipeline() {
      Resize none = new Resize.None(RESIZED, RESIZED);
      InputPipeline plain = InputPipeline.plain(NETWORK.input()).resize(none);
      return switch (this) {
        case PLAIN -> plain;
        case TORCHVISION -> plain.normalization(Normalization.imageNet());
        case MEAN_COLOR ->
            plain.normalization(new Normalization.MeanColor()).order(ChannelOrder.BGR);
        case CAFFE ->
            plain
                .range(PixelRange.BYTES)
                .normalization(new Normalization.MeanImage(true))
                .order(ChannelOrder.BGR);
      };
    }
  }

  private static Classifier classifier(Way way) {
    Random random = new Random(7);
    float[] meanImage = new float[3 * RESIZED * RESIZED];
    for (int i = 0; i < meanImage.length; i++) {
      meanImage[i] = 255 * random.nextFloat();
    }
    DataStatistics statistics =
        new DataStatistics(
            meanImage, RESIZED, RESIZED, new float[] {120, 110, 100}, new float[3], new float[9]);
    InMemoryWeights weights = InMemoryWeights.of("test");
    for (ParameterSpec spec : NETWORK.parameters()) {
      float[] values = new float[spec.shape().elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      weights.add(spec.name(), spec.shape(), values);
    }
    return Classifier.builder(new Recipe(NETWORK, way.pipeline()))
        .weights(weights)
        .statistics(statistics)
        .classNames(List.of("a", "b"))
        .build();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void everyPixelOfTheCropIsThere(Way way) {
    Image image = TinyNets.noise(RESIZED, RESIZED, 3);
    try (Classifier classifier = classifier(way)) {
      BufferedImage seen = Explainer.of(classifier).occlusion(image, 0).seen();
      assertEquals(CROP, seen.getHeight());
      for (int y = 0; y < CROP; y++) {
        for (int x = 0; x < CROP; x++) {
          int rgb = 0;
          for (int color = 0; color < 3; color++) {
            rgb = rgb << 8 | image.value(FROM + y, FROM + x, color);
          }
          assertEquals(rgb, seen.getRGB(x, y) & 0xFFFFFF, way + " at " + y + ", " + x);
        }
      }
    }
  }

  @Test
  void anExplanationIsTheMapsOneByOneAndTheirPictures(@TempDir Path folder) throws IOException {
    Image image = TinyNets.noise(RESIZED, RESIZED, 3);
    try (Classifier classifier = classifier(Way.PLAIN)) {
      Explainer explainer = Explainer.of(classifier);
      assertEquals("relu1", explainer.lastMaps());
      Explanation found = explainer.explain(image, 1, "conv1", 4);

      assertArrayEquals(explainer.gradCam(image, 1, "conv1").values(), found.gradCam().values());
      assertArrayEquals(explainer.occlusion(image, 1).values(), found.occlusion().values());
      assertEquals(4, found.integratedGradients().steps());
      assertEquals(
          explainer.gradCam(image, 1).values().length,
          explainer.explain(image, 1).gradCam().values().length);
      List<Path> files = found.write(folder.resolve("new"));
      assertEquals(6, files.size());
      for (Path file : files) {
        assertTrue(ImageIO.read(file.toFile()).getWidth() > 1, file.toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aPlainPictureIsWhatThePipelineMakesOfOne(Way way) {
    byte[] pixels = new byte[3 * RESIZED * RESIZED];
    Arrays.fill(pixels, (byte) 40);
    try (Classifier classifier = classifier(way)) {
      InputScale scale = new InputScale(way.pipeline(), classifier.statistics());
      float[] expected = classifier.features(new Image(RESIZED, RESIZED, pixels), Network.INPUT);
      assertArrayEquals(expected, scale.plain(40), 1e-4f);
      assertArrayEquals(new float[expected.length], Baseline.ZERO.input(scale));
    }
  }

  /** Caffe's first plane is blue. */
  @Test
  void filtersHaveTheColoursOfThePicture() {
    try (Classifier rgb = classifier(Way.PLAIN);
        Classifier bgr = classifier(Way.CAFFE)) {
      Filters straight = Explainer.of(rgb).filters();
      Filters reversed = Explainer.of(bgr).filters();
      assertEquals("conv1", straight.layer());
      assertEquals(Shape.of(5, 3, 3, 3), straight.shape());
      assertTrue(straight.colored() && reversed.colored());
      assertArrayEquals(straight.weights(), reversed.weights());
      int color = straight.tiles().get(4).getRGB(2, 1);
      int swapped = (color & 0xFF) << 16 | color & 0xFF00 | color >> 16 & 0xFF;
      assertEquals(swapped, reversed.tiles().get(4).getRGB(2, 1) & 0xFFFFFF);
      float[] weights = straight.weights();
      int reddest = 0; // of the first filter
      float least = Float.MAX_VALUE;
      float most = -Float.MAX_VALUE;
      for (int i = 0; i < 27; i++) {
        least = Math.min(least, weights[i]);
        most = Math.max(most, weights[i]);
        reddest = i < 9 && weights[i] > weights[reddest] ? i : reddest;
      }
      int red = straight.tiles().getFirst().getRGB(reddest % 3, reddest / 3) >> 16 & 0xFF;
      assertEquals(255 * (weights[reddest] - least) / (most - least), red, 0.51);
    }
  }

  @Test
  void filtersOfOtherPlanesAreGray() {
    Network gray =
        Network.builder("gray", Shape.image(3, CROP, CROP))
            .reduce("luma", Reduce.mean(0).keepingAxes())
            .conv2d("conv1", Conv2d.of(5, 3))
            .conv2d("conv2", Conv2d.of(2, 3))
            .flatten("flat")
            .linear("fc", Linear.of(2))
            .build();
    try (Classifier classifier = TinyNets.random(gray, 1)) {
      Explainer explainer = Explainer.of(classifier);
      assertEquals(5, explainer.filters().tiles().size());
      assertEquals(10, explainer.filters("conv2").tiles().size());
      BufferedImage tile = explainer.filters().tiles().getFirst();
      List<Integer> grays = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        int rgb = tile.getRGB(i % 3, i / 3);
        assertEquals(rgb & 0xFF, rgb >> 8 & 0xFF);
        assertEquals(rgb & 0xFF, rgb >> 16 & 0xFF);
        grays.add(rgb & 0xFF);
      }
      assertTrue(grays.contains(0) && grays.contains(255), grays.toString());
    }
  }

  @Test
  void featureMapsAreWhatTheLayerPutsOut() {
    Image image = TinyNets.noise(RESIZED, RESIZED, 3);
    try (Classifier classifier = classifier(Way.TORCHVISION)) {
      FeatureMaps maps = Explainer.of(classifier).featureMaps(image, "relu1");
      float[] expected = classifier.inspect(image, List.of("relu1")).layer("relu1").activation();
      assertArrayEquals(Arrays.copyOfRange(expected, 49, 98), maps.map(1));
      assertEquals(5, maps.tiles().size());
      assertEquals(7, maps.tiles().getFirst().getWidth());
      assertThrows(IllegalArgumentException.class, () -> maps.map(5));
    }
  }

  @Test
  void picturesShowWhatCounts(@TempDir Path folder) throws Exception {
    Image image = TinyNets.noise(RESIZED, RESIZED, 3);
    try (Classifier classifier = classifier(Way.CAFFE)) {
      Heatmap map = Explainer.of(classifier).gradCam(image, 1);
      float[] values = map.values();
      BufferedImage overlay = map.overlay();
      int shown = 0;
      for (int i = 0; i < values.length; i++) {
        Color below = new Color(map.seen().getRGB(i % CROP, i / CROP));
        int gray =
            (int)
                Math.round(
                    0.299 * below.getRed() + 0.587 * below.getGreen() + 0.114 * below.getBlue());
        boolean same = overlay.getRGB(i % CROP, i / CROP) == new Color(gray, gray, gray).getRGB();
        assertTrue(values[i] > 0 || same, "nothing counts at " + i + ", but it is covered");
        shown += same ? 0 : 1;
      }
      assertTrue(shown > 0, "nothing to see");
      assertEquals(1, map.mass(0, 0, CROP, CROP), 1e-12);
      assertEquals(
          1, map.mass(0, 0, 4, CROP) + map.mass(4, 0, CROP, 5) + map.mass(4, 5, CROP, CROP), 1e-9);
      assertThrows(IllegalArgumentException.class, () -> map.mass(0, 0, CROP + 1, 1));
      assertThrows(IllegalArgumentException.class, () -> map.mass(3, 0, 3, 1));
      map.write(folder.resolve("map.png"));
      BufferedImage read = ImageIO.read(folder.resolve("map.png").toFile());
      assertEquals(overlay.getRGB(3, 4), read.getRGB(3, 4));
    }
  }
}
