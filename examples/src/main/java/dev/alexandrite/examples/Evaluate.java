package dev.alexandrite.examples;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.data.RelabelledDataset;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.interop.PretrainedModel;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates a model that others or you have trained, whatever tool its file is of.
 *
 * <pre>
 * examples/run Evaluate --model resnet20.th --net cifarResnet20 \
 *     --mean .485,.456,.406 --std .229,.224,.225 --data cifar-10-batches-bin
 * examples/run Evaluate --model net.prototxt --weights net.caffemodel --mean mean.binaryproto \
 *     --data photographs
 * examples/run Evaluate --help
 * </pre>
 *
 * <p>Expected output: how the file was understood, and
 *
 * <pre>
 * RESULT top1=0.9173 top5=0.99xx loss=0.xxxx images=10000
 * </pre>
 */
public final class Evaluate {
  private static final String CIFAR_TEST = "test_batch.bin";

  private Evaluate() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        Evaluate.class,
        "Evaluates a model that others or you have trained, whatever tool its file is of.",
        Evaluate::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    ModelOptions model = ModelOptions.read(options);
    Optional<Path> data =
        options.path(
            "data",
            "CIFAR-10's binary version, or a folder with a sub-folder for each class; of train/ and"
                + " val/ the latter");
    Optional<Integer> images = options.integer("images", "the first N images only");
    Views views =
        options.choice(
            "views",
            "1",
            Map.of("1", Views.CENTER, "10", Views.TEN),
            "the centre crop, or the mean of ten");
    String backend =
        options.text(
            "backend", ClassifierOptions.AUTO, "what computes: auto, cpu, scalar, cuda or nd4j");
    int threads =
        options.integer(
            "threads", Runtime.getRuntime().availableProcessors(), "how many threads compute");
    options.complete();
    Dataset all =
        images(
            data.orElseThrow(
                () -> new OptionException("--data DIR is needed; --help lists the options")));
    Dataset some = new FirstImages(all, images.orElse(Integer.MAX_VALUE));

    try (PretrainedModel named = withClasses(model.load(out), all.classNames())) {
      out.println(named.recipe().network().name() + ", " + named.recipe().pipeline());
      ClassifierOptions how = ClassifierOptions.defaults().backend(backend).threads(threads);
      try (Classifier classifier = named.classifierBuilder().options(how).build()) {
        Dataset labelled = RelabelledDataset.of(some, classifier.classNames());
        EvaluationReport report = classifier.evaluate(labelled, views, List.of());
        out.println(
            Text.format(
                "RESULT top1=%.4f top5=%.4f loss=%.4f images=%d",
                report.top1(), report.top5(), report.loss(), report.count()));
      }
    }
  }

  /** Files seldom name their classes: where the numbers agree, the order is the data's. */
  private static PretrainedModel withClasses(PretrainedModel loaded, List<String> classes) {
    return loaded.hasNumberedClasses() && loaded.classNames().size() == classes.size()
        ? loaded.classNames(classes)
        : loaded;
  }

  static Dataset images(Path folder) {
    if (Files.exists(folder.resolve(CIFAR_TEST))) {
      return Cifar10.test(folder);
    }
    Path validation = folder.resolve("val");
    return ImageFolder.of(Files.isDirectory(validation) ? validation : folder);
  }
}
