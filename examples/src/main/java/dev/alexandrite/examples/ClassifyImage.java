package dev.alexandrite.examples;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Prediction;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.interop.PretrainedModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Classifies a picture with a trained network, your own or one of another tool.
 *
 * <pre>
 * examples/run TrainAlexNet
 * examples/run ClassifyImage
 * examples/run ClassifyImage --image photo.jpg --checkpoint DIR
 * examples/run ClassifyImage --image photo.jpg --model squeezenet.onnx --labels synset_words.txt
 * examples/run ClassifyImage --help
 * </pre>
 *
 * <p>Expected output: the five most probable classes, the most probable one first.
 *
 * <pre>
 * drawn picture of class square
 * 0.998 square
 * 0.002 disc
 * ...
 * </pre>
 */
public final class ClassifyImage {
  private static final int CLASSES = 10;
  private static final int PIXELS = 32;

  private ClassifyImage() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        ClassifyImage.class,
        "Classifies a picture with a trained network, your own or one of another tool.",
        ClassifyImage::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    Optional<Path> given =
        options.path(
            "checkpoint", "a folder of checkpoints, or one of them; TrainAlexNet's last otherwise");
    Optional<Path> image = options.path("image", "a picture; one is drawn otherwise");
    int seed = options.integer("seed", 2012, "draws the picture");
    ModelOptions model = ModelOptions.read(options);
    options.complete();
    if (model.file().isPresent() && image.isEmpty()) {
      throw new OptionException("--model FILE needs a picture, --image FILE");
    }

    try (Classifier classifier = classifier(given, model, out)) {
      Predictions predictions =
          image.map(classifier::classify).orElseGet(() -> classifyDrawing(classifier, seed, out));
      for (Prediction prediction : predictions.top(5)) {
        out.println(Text.format("%.3f %s", prediction.probability(), prediction.label()));
      }
    }
  }

  /** The model that is meant, else a checkpoint, else TrainAlexNet's last. */
  static Classifier classifier(Optional<Path> checkpoint, ModelOptions model, PrintStream out) {
    if (model.file().isPresent()) {
      try (PretrainedModel pretrained = model.load(out)) {
        return pretrained.classifier();
      }
    }
    Path folder =
        checkpoint
            .or(TrainAlexNet.RUNS::latest)
            .orElseThrow(
                () ->
                    new OptionException(
                        "there is no trained network yet: run examples/run TrainAlexNet first, or"
                            + " give one by --checkpoint DIR or --model FILE"));
    return Classifier.load(checkpoint(folder));
  }

  /** The best checkpoint in a folder of several, else the latest, or the folder itself. */
  static Path checkpoint(Path folder) {
    return Checkpoint.best(folder)
        .or(() -> Checkpoint.latest(folder))
        .map(Checkpoint::path)
        .orElse(folder);
  }

  private static Predictions classifyDrawing(Classifier classifier, int seed, PrintStream out) {
    Dataset drawings = DrawnShapes.of(CLASSES, PIXELS, seed);
    int index = Math.floorMod(seed, CLASSES);
    String truth = drawings.classNames().get(drawings.label(index));
    out.println("drawn picture of class " + truth);
    return classifier.classify(drawings.image(index));
  }
}
