package dev.alexandrite.examples;

import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.data.Split;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.observe.ProgressBar;
import dev.alexandrite.train.Execution;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fine-tunes a model that others or you have trained on images of your own.
 *
 * <pre>
 * examples/run FineTune --model alexnet.safetensors --net torchvision --data photographs \
 *     --freezeUpTo pool5 --save tuned
 * examples/run FineTune --help
 * </pre>
 *
 * <p>The last layer starts afresh, with an output for each class of the data; what becomes of every
 * other tensor is printed. Expected output: a line for each epoch, and
 *
 * <pre>
 * RESULT top1=0.9xx epochs=3 taken=14 kept=2
 * </pre>
 */
public final class FineTune {
  private static final double HEAD_RATE = 10;

  private FineTune() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        FineTune.class,
        "Fine-tunes a model that others or you have trained on images of your own.",
        FineTune::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    ModelOptions model = ModelOptions.read(options);
    Optional<Path> data =
        options.path("data", "a folder with train/ and val/, or with a sub-folder for each class");
    Optional<String> frozen =
        options.word("freezeUpTo", "the last layer that neither moves nor decays; none otherwise");
    int epochs = options.integer("epochs", 3, "passes over the images");
    int batch = options.integer("batch", 32, "images in a step");
    double rate = options.number("rate", 0.001, "the learning rate; the last layer's is ten times");
    int seed = options.integer("seed", 2012, "of the split, the order and the new last layer");
    Optional<Path> save = options.path("save", "a new folder for the tuned classifier");
    String backend =
        options.text("backend", Execution.AUTO, "what computes: auto, cpu, scalar, cuda or nd4j");
    options.complete();
    Split images =
        ImageData.folder(
            data.orElseThrow(
                () -> new OptionException("--data DIR is needed; --help lists the options")),
            seed);

    try (PretrainedModel pretrained = model.load(out)) {
      Recipe recipe = pretrained.recipe().withClasses(images.train().classNames().size());
      String head = recipe.network().head();
      WeightRule rule = pretrained.rule().exceptHead(recipe.network());
      Trainer trainer =
          Trainer.of(recipe)
              .data(images)
              .initialWeights(pretrained.weights(), rule)
              .layerLearningRate(head, 0, HEAD_RATE)
              .optimizer(Sgd.pytorch(rate).momentum(0.9).weightDecay(5e-4))
              .epochs(epochs)
              .batchSize(batch)
              .seed(seed)
              .backend(backend)
              .listener(ProgressBar.on(out));
      frozen.ifPresent(trainer::freezeUpTo);
      try (TrainingResult result = trainer.fit()) {
        var report = result.initialWeights().orElseThrow();
        out.println(report);
        save.ifPresent(result.classifier()::save);
        out.println(
            Text.format(
                "RESULT top1=%.3f epochs=%d taken=%d kept=%d",
                result.classifier().evaluate(images.validation()).top1(),
                result.history().size(),
                report.taken().size(),
                report.kept().size()));
      }
    }
  }
}
