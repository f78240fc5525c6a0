package dev.alexandrite.examples;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.data.RelabelledDataset;
import dev.alexandrite.observe.explain.Explainer;
import dev.alexandrite.observe.explain.Explanation;
import dev.alexandrite.observe.explain.Mistake;
import dev.alexandrite.observe.explain.Mistakes;
import dev.alexandrite.observe.explain.Neighbors;
import dev.alexandrite.observe.picture.Pictures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Shows what a network looks at, as pictures in a folder.
 *
 * <pre>
 * examples/run TrainAlexNet
 * examples/run Explain
 * examples/run Explain --image photo.jpg --model squeezenet.onnx --labels synset_words.txt
 * examples/run Explain --image photo.jpg --checkpoint DIR --data photographs
 * examples/run Explain --help
 * </pre>
 *
 * <p>Expected output: what was found and where the pictures are.
 *
 * <pre>
 * drawn picture of class square
 * explaining square, score 9.172, probability 0.998
 * Grad-CAM of class square by layer pool5
 * integrated gradients of class square in 64 steps, completeness error 0.0041
 * 61 of 1000 images are mistaken, the worst: square → disc 0.97, shape 412
 * RESULT pictures=8 folder=runs/Explain
 * </pre>
 */
public final class Explain {
  private static final int CLASSES = 10;
  private static final int DRAWN = 1000;
  private static final int NEIGHBORS = 11;
  private static final int MISTAKES = 12;

  private Explain() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        Explain.class,
        "Shows what a network looks at, as pictures in a folder.",
        Explain::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    Optional<Path> checkpoint =
        options.path(
            "checkpoint", "a folder of checkpoints, or one of them; TrainAlexNet's last otherwise");
    Optional<Path> file = options.path("image", "a picture; one is drawn otherwise");
    Optional<Path> data =
        options.path(
            "data",
            "a folder with a sub-folder for each class, for neighbours and mistakes; images are"
                + " drawn if the picture is");
    Optional<String> className =
        options.word("class", "the class to explain, by name or number; the best one otherwise");
    Optional<String> layer =
        options.word("layer", "the layer of Grad-CAM; the last one with maps otherwise");
    int steps = options.integer("steps", 64, "gradients of integrated gradients");
    int seed = options.integer("seed", 2012, "draws the picture");
    Path folder = options.path("out", "where the pictures go").orElse(Path.of("runs", "Explain"));
    ModelOptions model = ModelOptions.read(options);
    options.complete();
    if (model.file().isPresent() && file.isEmpty()) {
      throw new OptionException("--model FILE needs a picture, --image FILE");
    }

    try (Classifier classifier = ClassifyImage.classifier(checkpoint, model, out)) {
      Image image = file.map(Image::read).orElseGet(() -> drawing(seed, classifier, out));
      int label = label(className, classifier, image, out);
      Explainer explainer = Explainer.of(classifier);
      Explanation found =
          explainer.explain(image, label, layer.orElseGet(explainer::lastMaps), steps);
      out.println(found.gradCam());
      out.println(found.integratedGradients());
      int written = found.write(folder).size();
      Optional<Dataset> images =
          data.<Dataset>map(ImageFolder::of)
              .or(() -> file.isPresent() ? Optional.empty() : Optional.of(drawings(seed + 1)));
      if (images.isPresent()) {
        written += data(explainer, classifier, image, images.get(), folder, out);
      }
      out.println("RESULT pictures=" + written + " folder=" + folder);
    } catch (IOException e) {
      throw new OptionException("--out " + folder + " cannot be written: " + e);
    }
  }

  private static Dataset drawings(int seed) {
    return DrawnShapes.of(DRAWN, 32, seed);
  }

  private static Image drawing(int seed, Classifier classifier, PrintStream out) {
    int index = Math.floorMod(seed, CLASSES);
    Dataset drawings = drawings(seed);
    if (!drawings.classNames().equals(classifier.classNames())) {
      throw new OptionException(
          "a picture is drawn only for a network of drawn shapes; give one by --image FILE");
    }
    out.println("drawn picture of class " + drawings.classNames().get(drawings.label(index)));
    return drawings.image(index);
  }

  private static int label(
      Optional<String> className, Classifier classifier, Image image, PrintStream out) {
    int label =
        className
            .map(name -> label(name, classifier))
            .orElseGet(() -> classifier.classify(image).best().classIndex());
    out.println(
        Text.format(
            "explaining %s, score %.3f, probability %.3f",
            classifier.classNames().get(label),
            classifier.logits(image)[label],
            classifier.classify(image).probability(label)));
    return label;
  }

  private static int label(String name, Classifier classifier) {
    try {
      return classifier.classIndex(name);
    } catch (IllegalArgumentException e) {
      throw new OptionException("--" + e.getMessage());
    }
  }

  /** What other images have to do with it. */
  private static int data(
      Explainer explainer,
      Classifier classifier,
      Image image,
      Dataset images,
      Path folder,
      PrintStream out)
      throws IOException {
    Neighbors neighbors = explainer.neighbors(images);
    Pictures.write(neighbors.picture(image, NEIGHBORS), folder.resolve("neighbors.png"));
    Dataset labelled = RelabelledDataset.of(images, classifier.classNames());
    Mistakes mistakes = explainer.mistakes(labelled, MISTAKES);
    if (mistakes.count() == 0) {
      out.println("none of " + images.size() + " images is mistaken");
      return 1;
    }
    Mistake worst = mistakes.worst().getFirst();
    out.println(
        Text.format(
            "%d of %d images are mistaken, the worst: %s → %s %.2f, %s",
            mistakes.count(),
            images.size(),
            worst.actual(),
            worst.predicted(),
            worst.probability(),
            worst.name()));
    Pictures.write(mistakes.picture(), folder.resolve("mistakes.png"));
    return 2;
  }
}
