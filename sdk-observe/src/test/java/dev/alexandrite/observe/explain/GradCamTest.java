package dev.alexandrite.observe.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.LayerValues;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MatMul;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradCamTest {
  private static final Image IMAGE = TinyNets.noise(8, 8, 1);

  private static NetworkBuilder small() {
    return Network.builder("small", Shape.image(3, 8, 8))
        .conv2d("conv1", Conv2d.of(4, 3).pad(1))
        .relu("relu1")
        .maxPool("pool1", MaxPool.of(2, 2))
        .flatten("flat")
        .linear("fc", Linear.of(3));
  }

  /** Two maps of 1×2 whose gradients are chosen. */
  @Test
  void mapsAreThoseOfTheFormulas() {
    Shape shape = Shape.image(2, 1, 2);
    float[] maps = {1, 3, 2, 5};
    LayerValues both = new LayerValues("conv", shape, maps, new float[] {2, 4, -1, 0});
    // Weights (2 + 4) / 2 = 3 and (-1 + 0) / 2 = -0.5.
    assertArrayEquals(new float[] {2, 6.5f}, GradCam.PLAIN.map(both));
    // Sums of the maps 4 and 7; 2 / (2 + 4·2) + 4 / (2 + 4·4) = 0.2 + 0.2222; no gradient above 0.
    float weight = (float) (0.2 + 4.0 / 18);
    assertArrayEquals(new float[] {weight, 3 * weight}, GradCam.PLUS_PLUS.map(both), 1e-6f);
    LayerValues against = new LayerValues("conv", shape, maps, new float[] {-1, -1, -1, -1});
    assertArrayEquals(new float[2], GradCam.PLAIN.map(against));
    assertArrayEquals(new float[2], GradCam.PLUS_PLUS.map(against));
  }

  /** A linear layer behind the maps: the gradients are its weights. */
  @Test
  void theWholeWayIsTheFormulaOfTheLinearLayersWeights() {
    float[] fc = new float[3 * 64];
    for (int i = 0; i < fc.length; i++) {
      fc[i] = (float) Math.sin(i);
    }
    Network network =
        Network.builder("linear", Shape.image(3, 4, 4))
            .conv2d("conv1", Conv2d.of(4, 1))
            .flatten("flat")
            .linear("fc", Linear.of(3))
            .build();
    float[] conv = {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, -1, 1};
    try (Classifier classifier =
        TinyNets.classifier(
            network,
            spec ->
                switch (spec.name()) {
                  case "conv1.weight" -> conv;
                  case "fc.weight" -> fc;
                  default -> new float[spec.shape().elements()];
                })) {
      Image image = TinyNets.noise(4, 4, 3);
      Heatmap found = Explainer.of(classifier).gradCam(image, 2);
      float[] expected = new float[16];
      for (int place = 0; place < 16; place++) {
        double sum = 0;
        for (int filter = 0; filter < 4; filter++) {
          double weight = 0;
          for (int i = 0; i < 16; i++) {
            weight += fc[2 * 64 + filter * 16 + i] / 16;
          }
          double map = 0;
          for (int color = 0; color < 3; color++) {
            map += conv[filter * 3 + color] * image.value(place / 4, place % 4, color) / 255.0;
          }
          sum += weight * map;
        }
        expected[place] = (float) Math.max(0, sum);
      }
      assertArrayEquals(expected, found.values(), 1e-5f);
      assertEquals(Optional.of("conv1"), found.layer());
      assertEquals(classifier.logits(image)[2], found.score(), 1e-6);
      assertEquals("Grad-CAM of class class 2 by layer conv1", found.toString());
    }
  }

  /** The values of a map of 2×2 enlarged to 4×4, as PyTorch's interpolate without align_corners. */
  @Test
  void enlargementKeepsCentres() {
    float[] found = Bilinear.resized(new float[] {0, 4, 8, 12}, 2, 2, 4, 4);
    float[] expected = {0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12};
    assertArrayEquals(expected, found, 1e-6f);
    assertArrayEquals(
        new float[] {7, 7, 7, 7, 7, 7}, Bilinear.resized(new float[] {7}, 1, 1, 2, 3), 0f);
    assertArrayEquals(
        new float[] {0, 1, 3, 4}, Bilinear.resized(new float[] {0, 4}, 1, 2, 1, 4), 1e-6f);
  }

  @Test
  void theLastLayerWithMapsIsTaken() {
    assertEquals("pool1", MapLayers.last(small().build(), "fc"));
    Network alexNet = AlexNet.torchvision().build().network();
    assertEquals("pool5", MapLayers.last(alexNet, Score.layer(alexNet)));
    // Maps of 1×1 do not count, nor what comes behind the scores.
    Network pooled =
        Network.builder("pooled", Shape.image(3, 8, 8))
            .conv2d("conv1", Conv2d.of(4, 3))
            .maxPool("all", MaxPool.of(6, 6))
            .flatten("flat")
            .linear("fc", Linear.of(3))
            .build();
    assertEquals("conv1", MapLayers.last(pooled, "fc"));
    Network drawn =
        Network.builder("drawn", Shape.image(3, 8, 8))
            .conv2d("conv1", Conv2d.of(4, 3))
            .conv2d("scores", Conv2d.of(3, 6), "conv1")
            .reshape("moved", Reshape.of(3, 1, 1))
            .conv2d("back", Conv2d.of(4, WindowAxis.of(1).pad(1), WindowAxis.of(1).pad(1)))
            .flatten("flat")
            .build();
    assertEquals("conv1", MapLayers.last(drawn, "scores"));
    assertEquals("back", MapLayers.last(drawn, "flat"));
    // The weights of attention, [heads, places, places], are no maps of the picture.
    Network attention =
        Network.builder("attention", Shape.image(3, 8, 8))
            .conv2d("patches", Conv2d.of(4, 2).stride(2))
            .reshape("rows", Reshape.of(2, 2, 16))
            .permute("columns", Permute.of(0, 2, 1), "rows")
            .matMul("attention", MatMul.of(), "columns", "rows")
            .reduce("mean", Reduce.mean(0, 1))
            .linear("fc", Linear.of(3))
            .build();
    assertEquals(Shape.of(2, 16, 16), attention.shape("attention"));
    assertEquals("patches", MapLayers.last(attention, "fc"));
  }

  @Test
  void aLastSoftmaxDoesNotChangeAnExplanation() {
    Network with = small().softmax("probabilities").build();
    assertEquals("fc", Score.layer(with));
    assertEquals("fc", Score.layer(small().build()));
    try (Classifier logits = TinyNets.random(small().build(), 5);
        Classifier probabilities = TinyNets.random(with, 5)) {
      Explainer one = Explainer.of(logits);
      Explainer two = Explainer.of(probabilities);
      for (int label = 0; label < 3; label++) {
        assertArrayEquals(
            one.gradCam(IMAGE, label, "relu1").values(),
            two.gradCam(IMAGE, label, "relu1").values());
        assertArrayEquals(
            one.occlusion(IMAGE, label).values(), two.occlusion(IMAGE, label).values());
        assertArrayEquals(
            one.integratedGradients(IMAGE, label).contributions(),
            two.integratedGradients(IMAGE, label).contributions());
        assertEquals(logits.logits(IMAGE)[label], two.gradCam(IMAGE, label).score(), 1e-6);
      }
    }
  }

  @Test
  void whatCannotBeExplainedIsRefused() {
    Network flat =
        Network.builder("flat", Shape.image(3, 8, 8))
            .flatten("flat")
            .linear("fc", Linear.of(3))
            .build();
    try (Classifier classifier = TinyNets.random(flat, 1)) {
      Explainer explainer = Explainer.of(classifier);
      String maps =
          assertThrows(InvalidModelException.class, () -> explainer.gradCam(IMAGE, 0)).getMessage();
      assertTrue(maps.contains("no layer with maps") && maps.contains("occlusion"), maps);
      String filters = assertThrows(InvalidModelException.class, explainer::filters).getMessage();
      assertTrue(filters.contains("no convolution"), filters);
      assertTrue(explainer.occlusion(IMAGE, 0).strongest() > 0);
    }
    Classifier classifier = TinyNets.random(small().build(), 1);
    Explainer explainer = Explainer.of(classifier);
    String unknown =
        assertThrows(InvalidModelException.class, () -> explainer.gradCam(IMAGE, 0, "relu2"))
            .getMessage();
    assertTrue(unknown.contains("'relu2'") && unknown.contains("nearest is relu1"), unknown);
    String vector =
        assertThrows(InvalidModelException.class, () -> explainer.featureMaps(IMAGE, "fc"))
            .getMessage();
    assertTrue(vector.contains("fc") && vector.contains("[conv1, relu1, pool1]"), vector);
    String label =
        assertThrows(IllegalArgumentException.class, () -> explainer.gradCam(IMAGE, 3))
            .getMessage();
    assertTrue(label.contains("class 3") && label.contains("0 to 2"), label);
    assertThrows(InvalidModelException.class, () -> explainer.filters("fc"));
    assertThrows(InvalidModelException.class, () -> explainer.filters("input"));
    assertThrows(
        IllegalArgumentException.class,
        () -> explainer.integratedGradients(IMAGE, 0, Baseline.BLACK, 0));
    assertThrows(IllegalArgumentException.class, () -> Occluder.of(4, 5));
    classifier.close();
    for (Runnable call :
        new Runnable[] {
          () -> explainer.gradCam(IMAGE, 0),
          () -> explainer.occlusion(IMAGE, 0),
          () -> explainer.integratedGradients(IMAGE, 0),
          () -> explainer.featureMaps(IMAGE, "conv1"),
          explainer::filters
        }) {
      String closed = assertThrows(IllegalStateException.class, call::run).getMessage();
      assertTrue(closed.contains("closed"), closed);
    }
  }
}
