package dev.alexandrite.cli;

import dev.alexandrite.DataException;
import dev.alexandrite.SafeText;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What pictures show. */
@Command(
    name = "classify",
    header = "Says what pictures show, the most probable classes first.",
    description = {
      "A picture that cannot be read is named on the error stream; the others are classified, and"
          + " the exit code is 1."
    },
    footer = {
      "",
      "Examples:",
      "  alexandrite classify photo.jpg",
      "  alexandrite classify --model squeezenet.onnx --labels synset_words.txt \\",
      "      --json *.jpg"
    })
final class ClassifyCommand extends Subcommand {
  @Parameters(
      paramLabel = "IMAGE",
      description =
          "Pictures; without any, one is drawn for a network that was trained on drawn shapes.")
  private List<Path> files = List.of();

  @Option(
      names = "--top",
      defaultValue = "5",
      paramLabel = "N",
      description = "How many classes of each, ${DEFAULT-VALUE} by default.")
  private int top = 5;

  @Option(
      names = "--seed",
      defaultValue = "2012",
      paramLabel = "N",
      description = "Draws the picture.")
  private long seed = 2012;

  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  ClassifyCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    if (top < 1) {
      throw new UsageException("--top must be at least 1, found " + top);
    }
    try (LoadedModel loaded = model.load(this);
        Classifier classifier = loaded.classifier(execution.classifier())) {
      if (files.isEmpty()) {
        Drawings.NamedImage drawing = Drawings.one(classifier, seed);
        print(drawing.name(), classifier.classify(drawing.image()), loaded.path());
        return Exit.OK;
      }
      int failed = 0;
      for (Path file : files) {
        failed += classified(file, classifier, loaded.path()) ? 0 : 1;
      }
      return failed == 0 ? Exit.OK : Exit.FAILED;
    }
  }

  private boolean classified(Path file, Classifier classifier, Path source) {
    try {
      print(file.toString(), classifier.classify(file), source);
      return true;
    } catch (DataException e) {
      shell.err().println("alexandrite: " + e.getMessage());
      return false;
    }
  }

  private void print(String name, Predictions predictions, Path source) {
    if (json) {
      shell.json(
          new JsonObject()
              .put("image", name)
              .put("predictions", Results.answers(predictions, top))
              .put("model", source.toString())
              .build());
      return;
    }
    shell.out().println(SafeText.of(name));
    Results.lines(predictions, top).forEach(line -> shell.out().println("  " + line));
  }
}
