package dev.alexandrite.cli;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.RelabelledDataset;
import dev.alexandrite.evaluate.ConfusionMatrix;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.observe.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How right a model is on labelled images. */
@Command(
    name = "evaluate",
    header = "Says how often a model is right on labelled images.",
    description = {
      "top1 is the share of images whose class came first, top5 the share of those whose class was"
          + " among the first five; with five classes or fewer the latter says nothing and is left"
          + " out."
    },
    footer = {
      "",
      "Examples:",
      "  alexandrite evaluate --data photographs",
      "  alexandrite evaluate --data photographs --report report.html --views ten",
      "  alexandrite evaluate --model squeezenet.onnx --labels synset_words.txt \\",
      "      --data imagenette --json"
    })
final class EvaluateCommand extends Subcommand {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder with a sub-folder for each class (of train/ and val/ the latter), or CIFAR-10's"
              + " binary files. Shapes are drawn for a network that was trained on such.")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--first", paramLabel = "N", description = "The first N images only.")
  private Optional<Integer> first = Optional.empty();

  @Option(
      names = "--views",
      defaultValue = "center",
      paramLabel = "VIEWS",
      description = "center for the centre crop, ten for the mean of ten.")
  private Views views = Views.CENTER;

  @Option(
      names = "--confusion",
      fallbackValue = "true",
      description = "Prints which classes are taken for which.")
  private boolean confusion;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes a page: curves of the run, classes, confusions, calibration, mistakes.")
  private Optional<Path> report = Optional.empty();

  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  EvaluateCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException {
    Optional<Dataset> given = data.map(Images::labelled);
    try (LoadedModel loaded = model.load(this);
        Classifier classifier = classifier(loaded.pretrained(), given)) {
      Dataset images = given.orElseGet(() -> Drawings.heldOut(classifier));
      Dataset some =
          RelabelledDataset.of(
              Images.first(first.orElse(Integer.MAX_VALUE), images), classifier.classNames());
      EvaluationReport found = classifier.evaluate(some, views, List.of());
      if (report.isPresent()) {
        report(loaded, classifier).evaluate(some).write(report.get());
      }
      print(found, loaded);
    }
    return Exit.OK;
  }

  /** Of a run with the curves of all its epochs, of one checkpoint with those up to its own. */
  private static Report report(LoadedModel loaded, Classifier classifier) {
    if (!loaded.isCheckpoint()) {
      return Report.of(classifier);
    }
    Report page = Report.ofCheckpoint(loaded.path(), classifier);
    return loaded.last().map(page::curvesOf).orElse(page);
  }

  /** Files seldom name their classes: where the numbers agree, the order is the data's. */
  private Classifier classifier(PretrainedModel loaded, Optional<Dataset> images) {
    PretrainedModel named =
        images
            .map(Dataset::classNames)
            .filter(names -> loaded.hasNumberedClasses())
            .filter(names -> names.size() == loaded.classNames().size())
            .map(loaded::classNames)
            .orElse(loaded);
    return named.classifierBuilder().options(execution.classifier()).build();
  }

  private void print(EvaluationReport found, LoadedModel loaded) {
    if (json) {
      JsonObject object =
          new JsonObject()
              .put("network", loaded.recipe().network().name())
              .put("images", found.count())
              .put("views", Text.lower(found.views()))
              .put("top1", found.top1())
              .put("top5", found.top5())
              .put("loss", Results.number(found.loss()))
              .put("model", loaded.path().toString());
      found
          .confusion()
          .filter(matrix -> confusion)
          .ifPresent(matrix -> object.put("confusion", cells(matrix)));
      report.ifPresent(file -> object.put("report", file.toString()));
      shell.json(object.build());
      return;
    }
    shell
        .out()
        .println(
            Results.line(found, loaded.recipe().network().classes())
                + Text.format("  loss %.4f  images %d", found.loss(), found.count()));
    found
        .confusion()
        .filter(matrix -> confusion)
        .ifPresent(matrix -> shell.out().println(matrix.table()));
    report.ifPresent(file -> shell.out().println("report " + file));
  }

  private static Json cells(ConfusionMatrix matrix) {
    return new Json.Arr(
        matrix.cells().stream()
            .<Json>map(
                cell ->
                    new JsonObject()
                        .put("actual", matrix.classNames().get(cell.actual()))
                        .put("predicted", matrix.classNames().get(cell.predicted()))
                        .put("count", cell.count())
                        .build())
            .toList());
  }
}
