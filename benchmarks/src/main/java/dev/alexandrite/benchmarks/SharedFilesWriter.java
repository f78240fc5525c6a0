package dev.alexandrite.benchmarks;

import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes what the systems share, in a process of its own, whose memory is free again afterwards.
 */
final class SharedFilesWriter {
  private static final List<String> FLAGS =
      List.of("-Xmx7g", "--add-modules", "jdk.incubator.vector");

  private SharedFilesWriter() {}

  /** The arguments are the folder and the nets. */
  public static void main(String... arguments) throws IOException {
    SharedFiles files = new SharedFiles(Path.of(arguments[0]));
    for (int i = 1; i < arguments.length; i++) {
      Net net = Net.valueOf(arguments[i]);
      writeCheckpoint(net, files);
      if (net == Net.TORCHVISION) {
        OnnxFile.write(net, files, Tuning.NONE);
        OnnxFile.write(net, files, Tuning.INT8);
      } else if (net.isDescendant()) {
        export(net, files);
      }
    }
  }

  /** Makes the files of some nets. */
  static void write(SharedFiles files, List<Net> nets, Settings settings) throws IOException {
    List<String> arguments =
        Stream.concat(Stream.of(files.folder().toString()), nets.stream().map(Net::name)).toList();
    Process process =
        JavaCommand.of(
                FLAGS,
                JavaCommand.CLASS_PATH,
                Map.of(),
                settings.threads(),
                SharedFilesWriter.class.getName(),
                arguments)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("the weights could not be written; the message is above");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new IOException("interrupted while the weights were written", e);
    }
  }

  /** Takes the files away. */
  static void delete(SharedFiles files) throws IOException {
    try (Stream<Path> paths = Files.walk(files.folder())) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** One step of training is the shortest way to a checkpoint. */
  private static void writeCheckpoint(Net net, SharedFiles files) {
    Model model = net.model();
    Trainer.of(model)
        .data(noise(model))
        .epochs(1)
        .batchSize(2)
        .optimizer(Sgd.pytorch(1e-4))
        .backend("cpu")
        .checkpoints(files.checkpoints(net))
        .fit()
        .close();
  }

  private static void export(Net net, SharedFiles files) {
    InMemoryWeights weights = InMemoryWeights.of(net.name());
    files.weights(
        net, (name, shape, values) -> weights.add(name, shape, values.toArray(shape.elements())));
    Recipe recipe = (Recipe) net.model();
    try (PretrainedModel model = PretrainedModel.of(recipe, weights, WeightRule.exact())) {
      Models.save(model, files.onnx(net, Tuning.NONE));
    }
  }

  private static Dataset noise(Model model) {
    Shape size =
        Shape.image(
            3, model.pipeline().resize().resizedHeight(), model.pipeline().resize().resizedWidth());
    SplittableRandom random = new SplittableRandom(ExampleBatch.SEED);
    List<Image> images =
        Stream.generate(
                () -> {
                  byte[] rgb = new byte[size.elements()];
                  random.nextBytes(rgb);
                  return new Image(size.height(), size.width(), rgb);
                })
            .limit(2)
            .toList();
    List<String> classes =
        IntStream.range(0, model.network().classes()).mapToObj(String::valueOf).toList();
    return InMemoryDataset.of(images, new int[] {0, 1}, classes);
  }
}
