package dev.alexandrite.examples;

import dev.alexandrite.DataException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.RandomResizedCrop;
import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.data.Split;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.AlexNetBuilder;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.observe.look.ContactSheet;
import dev.alexandrite.observe.look.DataFindings;
import dev.alexandrite.observe.look.DataLook;
import dev.alexandrite.observe.look.DataPage;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingBatch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks at images before a network does: counts, oddities, duplicates, leaks, contact sheets.
 *
 * <pre>
 * examples/run LookAtData
 * examples/run LookAtData --data photographs
 * examples/run LookAtData --data photographs/train --val photographs/val --report data.html
 * examples/run LookAtData --data cifar-10-batches-bin --mirrored --strict
 * examples/run LookAtData --help
 * </pre>
 *
 * <p>Expected output: what was found, at 80 columns, and
 *
 * <pre>
 * RESULT images=1200 unreadable=0 odd=3 duplicates=15 leaks=8 conflicts=1
 * </pre>
 */
public final class LookAtData {
  private static final String CIFAR_TEST = "test_batch.bin";
  private static final long SHAPES = 1;

  private LookAtData() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        LookAtData.class,
        "Looks at images before a network does: counts, oddities, duplicates, leaks, contact"
            + " sheets.",
        LookAtData::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    Optional<Path> data =
        options.path(
            "data",
            "a folder with a sub-folder for each class, or with train/ and val/, or CIFAR-10's"
                + " binary version; drawn images with some faults otherwise");
    Optional<Path> heldOut = options.path("val", "a folder of the images held out");
    Optional<Path> report = options.path("report", "an HTML page with the findings");
    Optional<Path> classes =
        options.path("classes", "a picture with some images of each class, .jpg or .png");
    Optional<Path> batch =
        options.path(
            "batch",
            "a picture of a batch after augmentation, as the network gets it, .jpg or .png");
    Supplier<AlexNetBuilder> model =
        options.choice(
            "model",
            "torchvision",
            Map.of(
                "torchvision", AlexNet::torchvision,
                "paper", AlexNet::paper,
                "caffe", AlexNet::caffe,
                "tiny", AlexNet::tiny),
            "whose augmentation");
    Function<InputPipeline, List<Augment>> augment =
        options.choice(
            "augment",
            "model",
            Map.of(
                "model",
                InputPipeline::training,
                "resizedCrop",
                LookAtData::resizedCrop,
                "jitter",
                pipeline -> cropped(pipeline, Augment.colorJitter(0.4, 0.4, 0.4, 0.1)),
                "rand",
                pipeline -> cropped(pipeline, Augment.randAugment(2, 9)),
                "trivial",
                pipeline -> cropped(pipeline, Augment.trivialAugmentWide()),
                "modern",
                LookAtData::modern),
            "what is done to training images, in place of the model's");
    int epoch = options.integer("epoch", 1, "the epoch of the batch, from 1");
    int batchNumber = options.integer("number", 1, "the number of the batch in it, from 1");
    int batchSize = options.integer("batchSize", 32, "images of a batch");
    int seed = options.integer("seed", 1, "the seed of the training");
    int near =
        options.integer("near", DataLook.DEFAULT_NEAR, "bits of 64 that near-duplicates differ in");
    boolean mirrored = options.flag("mirrored", "mirror images are near-duplicates, too");
    int threads =
        options.integer(
            "threads", Runtime.getRuntime().availableProcessors(), "how many threads read images");
    boolean strict = options.flag("strict", "leaks and unreadable images are an error");
    options.complete();

    Split drawn = FaultyShapes.of(SHAPES);
    Dataset training = data.map(LookAtData::training).orElse(drawn.train());
    Optional<Dataset> validation =
        heldOut
            .<Dataset>map(ImageFolder::of)
            .or(() -> data.isPresent() ? validation(data.get()) : Optional.of(drawn.validation()));
    DataLook look = look(training, validation, near, mirrored, threads, out);
    DataFindings found = look.examine();
    out.print(found.text());
    try {
      if (classes.isPresent()) {
        ContactSheet.ofClasses(training, 8).write(classes.get());
      }
      DataPage page = found.page();
      if (batch.isPresent()) {
        TrainingBatch augmented =
            Trainer.of(augmented(model.get().classes(training.classNames().size()), augment))
                .data(training)
                .batchSize(batchSize)
                .epochs(Math.max(1, epoch))
                .seed(seed)
                .preview(epoch - 1, batchNumber - 1);
        ContactSheet.of(augmented).write(batch.get());
        page = page.batch(augmented);
      }
      if (report.isPresent()) {
        page.title(data.map(folder -> "Data in " + folder).orElse("Drawn shapes"))
            .write(report.get());
      }
    } catch (IOException e) {
      throw new OptionException("a picture or page cannot be written: " + e);
    }
    result(found, strict, out);
  }

  private static Model augmented(
      AlexNetBuilder builder, Function<InputPipeline, List<Augment>> augment) {
    AlexNet model = builder.build();
    InputPipeline pipeline = model.pipeline();
    return new Recipe(model.network(), pipeline.training(augment.apply(pipeline)));
  }

  private static List<Augment> resizedCrop(InputPipeline pipeline) {
    return List.of(
        new RandomResizedCrop(pipeline.cropHeight(), pipeline.cropWidth()),
        Augment.horizontalFlip());
  }

  private static List<Augment> cropped(InputPipeline pipeline, Augment... more) {
    List<Augment> all = new ArrayList<>(resizedCrop(pipeline));
    all.addAll(List.of(more));
    return all;
  }

  /** As in torchvision's later recipes, but that more is erased. */
  private static List<Augment> modern(InputPipeline pipeline) {
    return cropped(
        pipeline,
        Augment.trivialAugmentWide().interpolation(Interpolation.BILINEAR),
        Augment.randomErasing(0.3));
  }

  private static DataLook look(
      Dataset training,
      Optional<Dataset> validation,
      int near,
      boolean mirrored,
      int threads,
      PrintStream out) {
    DataLook look;
    try {
      look = DataLook.of(training).near(near).threads(threads);
    } catch (IllegalArgumentException e) {
      throw new OptionException("--" + e.getMessage());
    }
    if (mirrored) {
      look = look.mirrored();
    }
    if (validation.isPresent()) {
      look = look.validation(validation.get());
    }
    AtomicInteger tenths = new AtomicInteger();
    return look.progress(
        (done, all) -> { // a line for every tenth of many images
          int tenth = (int) (10L * done / all);
          if (all >= 10_000 && tenths.getAndAccumulate(tenth, Math::max) < tenth) {
            out.println("read " + done + " of " + all + " images");
          }
        });
  }

  private static Dataset training(Path folder) {
    if (Files.exists(folder.resolve(CIFAR_TEST))) {
      return Cifar10.train(folder);
    }
    return ImageFolder.of(hasParts(folder) ? folder.resolve("train") : folder);
  }

  private static Optional<Dataset> validation(Path folder) {
    if (Files.exists(folder.resolve(CIFAR_TEST))) {
      return Optional.of(Cifar10.test(folder));
    }
    return hasParts(folder) ? Optional.of(ImageFolder.of(folder.resolve("val"))) : Optional.empty();
  }

  private static boolean hasParts(Path folder) {
    return Files.isDirectory(folder.resolve("train")) && Files.isDirectory(folder.resolve("val"));
  }

  private static void result(DataFindings found, boolean strict, PrintStream out) {
    int images = found.parts().stream().mapToInt(part -> part.images()).sum();
    int unreadable = found.parts().stream().mapToInt(part -> part.unreadable().size()).sum();
    out.println(
        Text.format(
            "RESULT images=%d unreadable=%d odd=%d duplicates=%d leaks=%d conflicts=%d",
            images,
            unreadable,
            found.odd().size(),
            found.duplicates().size(),
            found.leaks().size(),
            found.labelConflicts().size()));
    if (strict && unreadable + found.leaks().size() > 0) {
      throw new DataException(
          "--strict: "
              + unreadable
              + " images are unreadable and "
              + found.leaks().size()
              + " held-out images are in training, too; remove them");
    }
  }
}
