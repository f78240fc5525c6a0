package dev.alexandrite.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.CustomAugment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.RandomErasing;
import dev.alexandrite.augment.Rgb;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.ParameterOptions;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Sgd;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
  @Test
  void layersOptimisersAndPipelinesComeBackEqual() {
    Layer layer = Conv2d.of(96, 11);
    assertComesBack(layer, Layer.class);
    assertComesBack(
        BatchNorm.of()
            .epsilon(1e-3)
            .momentum(0.01)
            .options(
                ParameterOptions.NORMALIZATION
                    .weights(new Initializer.Gaussian(0.1))
                    .rates(2, 0.5)),
        Layer.class);
    assertComesBack(Sgd.pytorch(0.1).momentum(0.9).nesterov(true), Optimizer.class);
    assertComesBack(AdamW.of(3e-4), Optimizer.class);
    InputPipeline pipeline =
        InputPipeline.plain(Shape.image(3, 8, 8))
            .normalization(Normalization.imageNet())
            .training(List.of(Augment.randomCrop(8), Augment.horizontalFlip()));
    assertComesBack(pipeline, InputPipeline.class);
    assertComesBack(
        pipeline.training(
            List.of(
                Augment.randomResizedCrop(8).area(0.25, 0.5).interpolation(Interpolation.BICUBIC),
                Augment.colorJitter(0.4, 0.3, 0.2, 0.1),
                Augment.randAugment(2, 9).fill(new Rgb(1, 2, 3)),
                Augment.trivialAugmentWide().interpolation(Interpolation.BILINEAR),
                Augment.randomErasing(0.1).value(RandomErasing.Value.RANDOM))),
        InputPipeline.class);
  }

  private static void assertComesBack(Object value, Type type) {
    String text = JsonWriter.write(RecordCodec.encode(value, type));
    assertEquals(value, RecordCodec.decode(JsonReader.read(text), type));
  }

  @Test
  void anUpgradeBringsObjectsOfBeforeIntoThePresentForm() {
    RecordUpgrades renamed =
        (record, object) ->
            record == Later.class
                ? new JsonObject().put("old", object.get("older")).build()
                : object;
    Json before = JsonReader.read("{\"all\":[{\"older\":7},{\"older\":8}]}");
    assertEquals(
        new Laters(List.of(new Later(7, Optional.empty()), new Later(8, Optional.empty()))),
        RecordCodec.decode(before, Laters.class, renamed));
    assertThrows(JsonException.class, () -> RecordCodec.decode(before, Laters.class));
  }

  @Test
  void whatTheRecordDoesNotHaveIsRefused() {
    Json more = JsonReader.read("{\"old\":1,\"newer\":2}");
    JsonException refusal =
        assertThrows(JsonException.class, () -> RecordCodec.decode(more, Later.class));
    assertEquals("Later has no component [newer]", refusal.getMessage());
    assertEquals(
        new Later(1, Optional.empty()),
        RecordCodec.decodePart(more, Later.class, RecordUpgrades.NONE));
  }

  @Test
  void everyPermittedLayerIsARecordOfItsOwnName() {
    List<Class<?>> layers = List.of(Layer.class.getPermittedSubclasses());
    assertTrue(layers.stream().allMatch(Class::isRecord), layers.toString());
    assertEquals(layers.size(), layers.stream().map(Class::getSimpleName).distinct().count());
  }

  @Test
  void ofATransformOfTheApplicationOnlyTheNameIsWritten() {
    Augment custom = Augment.custom("mine", (image, random) -> {});
    Json json = RecordCodec.encode(custom, Augment.class);
    assertEquals("{\"type\":\"CustomAugment\",\"name\":\"mine\"}", JsonWriter.write(json));
    assertEquals(
        new CustomAugment("mine", MissingTransform.INSTANCE),
        RecordCodec.decode(json, Augment.class));
  }

  record Later(int old, Optional<String> added) {}

  record Laters(List<Later> all) {}

  @Test
  void anEmptyOptionalIsAMemberLeftOut() {
    assertComesBack(new Later(1, Optional.of("text")), Later.class);
    assertComesBack(new Later(1, Optional.empty()), Later.class);
    assertEquals(
        "{\"old\":1}",
        JsonWriter.write(RecordCodec.encode(new Later(1, Optional.empty()), Later.class)));
  }

  @Test
  void codeOfTheApplicationIsNotWritten() {
    Runnable code = () -> {};
    JsonException refusal =
        assertThrows(JsonException.class, () -> RecordCodec.encode(code, Runnable.class));
    assertTrue(refusal.getMessage().contains("cannot be written"), refusal.getMessage());
  }

  @Test
  void onlyPermittedRecordsAreCreated() {
    for (String text :
        List.of(
            "{\"type\":\"java.lang.String\"}",
            "{\"type\":\"Layer\"}",
            "{\"type\":\"Sgd\",\"form\":\"PAPER\"}",
            "[]",
            "{}")) {
      assertThrows(
          JsonException.class, () -> RecordCodec.decode(JsonReader.read(text), Layer.class), text);
    }
  }

  /** A record with a component that came later. */
  public record Grown(int first, String second) {
    public Grown(int first) {
      this(first, "as before");
    }
  }

  @Test
  void aRecordMayGrow() {
    Json older = JsonReader.read("{\"first\":7}");
    assertEquals(new Grown(7), RecordCodec.decode(older, Grown.class));
    assertComesBack(new Grown(7, "otherwise"), Grown.class);
    Json without = JsonReader.read("{\"second\":\"\"}");
    assertThrows(JsonException.class, () -> RecordCodec.decode(without, Grown.class));
  }

  @Test
  void aRecordsOwnChecksApply() {
    Json json =
        JsonReader.read(
            "{\"type\":\"AdamW\",\"learningRate\":-1,\"beta1\":0.9,\"beta2\":0.9,\"epsilon\":1e-8,"
                + "\"weightDecay\":0}");
    JsonException refusal =
        assertThrows(JsonException.class, () -> RecordCodec.decode(json, Optimizer.class));
    assertTrue(refusal.getMessage().contains("learning rate"), refusal.getMessage());
  }
}
