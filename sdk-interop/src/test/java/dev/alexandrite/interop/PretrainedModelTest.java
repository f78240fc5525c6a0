package dev.alexandrite.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.InvalidModelException;
import dev.alexandrite.checkpoint.WeightMismatchException;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.Image;
import dev.alexandrite.interop.tensors.RandomWeights;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes of whoever brings a model from elsewhere, and what they are told to do. */
class PretrainedModelTest {
  private static final AlexNet NET = AlexNet.tiny().build();

  @TempDir Path folder;

  @Test
  void namesAreAsManyAsOutputs() {
    PretrainedModel model = model();
    assertTrue(model.hasNumberedClasses());
    String told =
        assertThrows(InvalidModelException.class, () -> model.classNames(List.of("a")))
            .getMessage();
    assertTrue(told.contains("1 class names were given"), told);
    assertEquals(List.of(), model.notes());
  }

  @Test
  void anotherNumberOfClassesIsToldToLeaveTheHeadOut() {
    Path file = saved();
    LoadOptions options = LoadOptions.defaults().model(AlexNet.tiny().classes(7).build());
    String told =
        assertThrows(WeightMismatchException.class, () -> Models.load(file, options)).getMessage();
    assertTrue(told.contains("WeightRule.exceptHead(network)"), told);
  }

  @Test
  void weightsInThePlaceOfTheNetworkAreToldToChangePlaces() {
    Path file = saved();
    LoadOptions options = LoadOptions.defaults().weights(folder.resolve("net.prototxt"));
    String told =
        assertThrows(ModelFileException.class, () -> Models.load(file, options)).getMessage();
    assertTrue(told.contains("net.prototxt has the network, load that"), told);
  }

  @Test
  void aFileInThePlaceOfACheckpointIsToldWhereFilesAreRead() {
    Path file = saved();
    String told = assertThrows(CheckpointException.class, () -> Classifier.load(file)).getMessage();
    assertTrue(told.contains("is a file") && told.contains("Models.load("), told);
  }

  @Test
  void anArchiveOfACheckpointIsAModelAndNoTorchFile() throws IOException {
    Path archive = folder.resolve("model.pt"); // whatever it is called
    Path cut = folder.resolve("cut.zip");
    Image image = DrawnShapes.of(10, 32, 1).image(0);
    try (Classifier classifier = model().classifier()) {
      classifier.pack(archive);
      try (PretrainedModel model = Models.load(archive);
          Classifier again = model.classifier();
          Classifier direct = Classifier.load(archive)) {
        assertEquals(classifier.classify(image), again.classify(image));
        assertEquals(classifier.classify(image), direct.classify(image));
      }
    }
    try (WeightSource weights = Models.weights(archive)) {
      assertEquals(NET.network().parameters().size(), weights.tensors().size());
    }
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(archive), 20_000));
    assertThrows(CheckpointException.class, () -> Models.load(cut));
  }

  @Test
  void aNameOfNoFormatIsToldWhatIsWritten() {
    for (String name : List.of("net.zap", "net.pth", "net.zip")) {
      Path file = folder.resolve(name);
      String told =
          assertThrows(ModelFileException.class, () -> Models.save(model(), file)).getMessage();
      assertTrue(told.contains(file.toString()), told);
      assertTrue(told.contains(".onnx or .safetensors") && told.contains("as .zip"), told);
    }
  }

  private Path saved() {
    Path file = folder.resolve("net.safetensors");
    Models.save(model(), file);
    return file;
  }

  private static PretrainedModel model() {
    return PretrainedModel.of(
        new Recipe(NET.network(), NET.pipeline()),
        RandomWeights.of(NET.network()),
        WeightRule.exact());
  }
}
