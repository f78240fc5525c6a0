package dev.alexandrite.cli;

import dev.alexandrite.SafeText;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.RelabelledDataset;
import dev.alexandrite.data.Task;
import dev.alexandrite.observe.explain.Explainer;
import dev.alexandrite.observe.explain.Explanation;
import dev.alexandrite.observe.explain.Heatmap;
import dev.alexandrite.observe.explain.Mistakes;
import dev.alexandrite.observe.picture.Pictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a network looks at. */
@Command(
    name = "explain",
    header = "Shows what a network looks at, as pictures in a folder.",
    description = {
      "Writes filters.png, maps.png, grad-cam.png, occlusion.png, integrated-gradients.png and"
          + " all.png; with --data also neighbors.png and mistakes.png."
    },
    footer = {
      "",
      "Examples:",
      "  alexandrite explain photo.jpg",
      "  alexandrite explain photo.jpg --class tench --data photographs --out why",
      "  alexandrite explain photo.jpg --model squeezenet.onnx \\",
      "      --labels synset_words.txt"
    })
final class ExplainCommand extends Subcommand {
  private static final int NEIGHBORS = 11;
  private static final int MISTAKES = 12;

  @Parameters(
      arity = "0..1",
      paramLabel = "IMAGE",
      description = "A picture; one is drawn for a network that was trained on drawn shapes.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "The class to explain, by name or number; the best one by default.")
  private Optional<String> className = Optional.empty();

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "The layer of Grad-CAM; the last one with maps by default.")
  private Optional<String> layer = Optional.empty();

  @Option(
      names = "--steps",
      defaultValue = "64",
      paramLabel = "N",
      description = "Gradients of integrated gradients, ${DEFAULT-VALUE} by default.")
  private int steps = 64;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Labelled images, for neighbours and mistakes.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--out",
      defaultValue = "runs/explain",
      paramLabel = "DIR",
      description = "Where the pictures go, ${DEFAULT-VALUE} by default.")
  private Path out = Path.of("runs/explain");

  @Option(
      names = "--seed",
      defaultValue = "2012",
      paramLabel = "N",
      description = "Draws the picture.")
  private long seed = 2012;

  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  private final List<Path> written = new ArrayList<>();

  ExplainCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException {
    Optional<Image> given = file.map(Image::read);
    try (LoadedModel loaded = model.load(this);
        Classifier classifier = loaded.classifier(execution.classifier())) {
      Image image = given.orElseGet(() -> Drawings.one(classifier, seed).image());
      int label = label(classifier, image);
      Explainer explainer = Explainer.of(classifier);
      Explanation found =
          explainer.explain(image, label, layer.orElseGet(explainer::lastMaps), steps);
      written.addAll(found.write(out));
      if (data.isPresent()) {
        compare(explainer, classifier, image, Images.labelled(data.get()));
      }
      print(found.gradCam(), classifier.classify(image).probability(label), loaded.path());
    }
    return Exit.OK;
  }

  private int label(Classifier classifier, Image image) {
    if (classifier.task() == Task.REGRESSION) {
      throw new UsageException(
          "the model answers values, and explain needs the probability of a class; give --model a"
              + " classifier");
    }
    try {
      return className
          .map(classifier::classIndex)
          .orElseGet(() -> classifier.classify(image).best().classIndex());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage(), e);
    }
  }

  /** What other images have to do with it. */
  private void compare(Explainer explainer, Classifier classifier, Image image, Dataset images)
      throws IOException {
    var neighbors = explainer.neighbors(images);
    Pictures.write(neighbors.picture(image, NEIGHBORS), picture("neighbors.png"));
    Dataset labelled = RelabelledDataset.of(images, classifier.classNames());
    Mistakes mistakes = explainer.mistakes(labelled, MISTAKES);
    if (mistakes.count() == 0) {
      note("none of " + images.size() + " images is mistaken");
    } else {
      note(mistakes.count() + " of " + images.size() + " images are mistaken");
      Pictures.write(mistakes.picture(), picture("mistakes.png"));
    }
  }

  private Path picture(String name) {
    Path path = out.resolve(name);
    written.add(path);
    return path;
  }

  private void print(Heatmap gradCam, float probability, Path source) {
    String name = gradCam.className();
    if (json) {
      shell.json(
          new JsonObject()
              .put("class", name)
              .put("index", gradCam.label())
              .put("probability", Results.number(probability))
              .put("score", Results.number(gradCam.score()))
              .put("layer", gradCam.layer().orElseThrow())
              .put(
                  "pictures",
                  new Json.Arr(
                      written.stream().<Json>map(path -> Json.of(path.toString())).toList()))
              .put("model", source.toString())
              .build());
      return;
    }
    shell
        .out()
        .println(
            Text.format(
                "%s, score %.3f, probability %.3f, Grad-CAM by layer %s",
                SafeText.of(name), gradCam.score(), probability, gradCam.layer().orElseThrow()));
    written.forEach(path -> shell.out().println(path));
  }
}
