package dev.alexandrite.interop.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Image;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * torchvision's alexnet as PyTorch saves it gives its logits here, from the file of a photograph
 * on. Its 244 MB are made anew by {@code alexnet_logits.py}, where a Python has PyTorch.
 */
@Tag("slow")
class TorchvisionAlexNetTest {
  /** What is promised; decoders of JPEG differ by a level here and there. */
  private static final double TOLERANCE = 1e-4;

  @TempDir Path folder;

  @Test
  void givesItsLogitsFromEveryForm() throws IOException, InterruptedException {
    List<Path> photographs = photographs();
    List<Path> arguments = new ArrayList<>(List.of(folder));
    arguments.addAll(photographs);
    Python.run(folder, "alexnet_logits.py", arguments);
    float[][] expected = logits(photographs.size());
    for (String file : List.of("alexnet.pth", "alexnet.legacy.pth", "alexnet.safetensors")) {
      LoadOptions options = LoadOptions.defaults().model(AlexNet.torchvision().build());
      try (PretrainedModel model = Models.load(folder.resolve(file), options);
          Classifier classifier = model.classifier()) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
          float[] found = classifier.logits(Image.read(photographs.get(i)));
          for (int j = 0; j < found.length; j++) {
            largest = Math.max(largest, Math.abs(found[j] - expected[i][j]));
          }
        }
        assertEquals(0, largest, TOLERANCE, file);
      }
    }
  }

  private static List<Path> photographs() throws IOException {
    List<Path> photographs = new ArrayList<>();
    try (Stream<Path> classes = Files.list(SharedData.folder("imagenette/val"))) {
      for (Path label : classes.sorted().toList()) {
        try (Stream<Path> files = Files.list(label)) {
          photographs.add(files.sorted().findFirst().orElseThrow());
        }
      }
    }
    return photographs;
  }

  private float[][] logits(int images) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("logits.txt"));
    assertEquals(images, lines.size());
    float[][] logits = new float[images][];
    for (int i = 0; i < images; i++) {
      String[] numbers = lines.get(i).split(" ");
      logits[i] = new float[numbers.length];
      for (int j = 0; j < numbers.length; j++) {
        logits[i][j] = Float.parseFloat(numbers[j]);
      }
    }
    return logits;
  }
}
