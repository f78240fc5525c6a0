package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.core.json.RecordCodec;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.ParameterOptions;
import dev.alexandrite.tensor.Ties;
import dev.alexandrite.tensor.WindowAxis;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.LayerLearningRate;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.UpdateOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What format 1 wrote otherwise: layers with a window, dilated or not, and the learning rate. */
class Format1Test {
  private static final String WINDOW =
      "\"kernelHeight\":5,\"kernelWidth\":3,\"strideY\":2,\"strideX\":4,"
          + "\"padding\":{\"top\":1,\"bottom\":0,\"left\":2,\"right\":3},";
  private static final String OPTIONS =
      "\"groups\":2,\"bias\":false,\"options\":{"
          + "\"weights\":{\"type\":\"Gaussian\",\"stddev\":0.01},"
          + "\"biases\":{\"type\":\"Constant\",\"value\":1.0},"
          + "\"weightRate\":1.0,\"biasRate\":2.0,\"weightDecay\":3.0,\"biasDecay\":0.0}";
  private static final String CONV = "{\"type\":\"Conv2d\",\"filters\":6," + WINDOW + OPTIONS;
  private static final String LOCAL =
      "{\"type\":\"LocallyConnected\",\"filters\":6," + WINDOW + OPTIONS;
  private static final String MAX =
      "{\"type\":\"MaxPool\"," + WINDOW + "\"ceil\":true,\"ties\":\"ALL\"";
  private static final String MEAN =
      "{\"type\":\"AveragePool\"," + WINDOW + "\"ceil\":true,\"countPadding\":true";
  private static final String DILATION = ",\"dilationY\":7,\"dilationX\":6}";

  private static final WindowAxis VERTICAL = WindowAxis.of(5).stride(2).pad(1, 0);
  private static final WindowAxis HORIZONTAL = WindowAxis.of(3).stride(4).pad(2, 3);
  private static final ParameterOptions LEARNING =
      new ParameterOptions(new Initializer.Gaussian(0.01), new Initializer.Constant(1), 1, 2, 3, 0);

  static Stream<Arguments> layers() {
    WindowAxis high = VERTICAL.dilation(7);
    WindowAxis wide = HORIZONTAL.dilation(6);
    return Stream.of(
        Arguments.of(CONV + "}", new Conv2d(6, VERTICAL, HORIZONTAL, 2, false, LEARNING)),
        Arguments.of(CONV + DILATION, new Conv2d(6, high, wide, 2, false, LEARNING)),
        Arguments.of(
            LOCAL + "}", new LocallyConnected(6, VERTICAL, HORIZONTAL, 2, false, LEARNING)),
        Arguments.of(MAX + "}", new MaxPool(VERTICAL, HORIZONTAL, true, Ties.ALL)),
        Arguments.of(MAX + DILATION, new MaxPool(high, wide, true, Ties.ALL)),
        Arguments.of(MEAN + "}", new AveragePool(VERTICAL, HORIZONTAL, true, true)),
        Arguments.of(MEAN + DILATION, new AveragePool(high, wide, true, true)),
        Arguments.of("{\"type\":\"Flatten\"}", Flatten.of()));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerIsReadAsItWasMeant(String json, Layer layer) {
    assertEquals(layer, read(json, 1));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertRefused(MAX + ",\"dilationY\":2}", 1, "dilationX");
    assertRefused(MEAN.replace("\"strideY\":2,", "") + "}", 1, "strideY");
    assertRefused(CONV.replaceFirst("\"padding\":[^}]*},", "") + "}", 1, "padding");
    assertRefused(LOCAL.replace("\"left\":2,", "") + "}", 1, "left");
  }

  @Test
  void theFormIsReadInItsOwnFormatAlone() {
    assertRefused(MAX + "}", 2, "kernelHeight");
    Json present = RecordCodec.encode(MaxPool.of(3, 2), Layer.class);
    assertRefused(JsonWriter.write(present), 1, "padding");
  }

  private static void assertRefused(String json, int format, String named) {
    JsonException refusal = assertThrows(JsonException.class, () -> read(json, format));
    assertTrue(String.valueOf(refusal.getMessage()).contains(named), refusal::getMessage);
  }

  private static Object read(String json, int format) {
    return RecordCodec.decode(JsonReader.read(json), Layer.class, Formats.upgrades(format));
  }

  @Test
  void earlierNamesOfComponentsAreReadAndNotWritten() {
    assertEquals(
        Sgd.pytorch(0.1).momentum(0.9).nesterov(true),
        RecordCodec.decode(
            JsonReader.read(
                "{\"type\":\"Sgd\",\"form\":\"PYTORCH\",\"rate\":0.1,\"momentum\":0.9,"
                    + "\"lookAhead\":true,\"weightDecay\":0}"),
            Optimizer.class,
            Formats.upgrades(1)));
    assertEquals(
        AdamW.of(3e-4),
        RecordCodec.decode(
            JsonReader.read(
                "{\"type\":\"AdamW\",\"rate\":3e-4,\"beta1\":0.9,\"beta2\":0.999,"
                    + "\"epsilon\":1e-8,\"weightDecay\":0.01}"),
            Optimizer.class,
            Formats.upgrades(1)));
    assertEquals(
        new UpdateOptions(2, 0, 0, 0, List.of(new LayerLearningRate("fc", 1, 0.5))),
        RecordCodec.decode(
            JsonReader.read(
                "{\"accumulate\":2,\"clipNorm\":0,\"maxNorm\":0,\"averageDecay\":0,"
                    + "\"layerRates\":[{\"layer\":\"fc\",\"fromEpoch\":1,\"factor\":0.5}]}"),
            UpdateOptions.class,
            Formats.upgrades(1)));
    assertEquals(
        "{\"type\":\"AdamW\",\"learningRate\":1.0,\"beta1\":0.9,\"beta2\":0.999,"
            + "\"epsilon\":1.0E-8,\"weightDecay\":0.01}",
        JsonWriter.write(RecordCodec.encode(AdamW.of(1), Optimizer.class)));
  }
}
