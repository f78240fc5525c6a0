package dev.alexandrite.cli;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.observe.look.ContactSheet;
import dev.alexandrite.observe.look.DataFindings;
import dev.alexandrite.observe.look.DataLook;
import dev.alexandrite.observe.look.ImagePlace;
import dev.alexandrite.observe.look.Leak;
import dev.alexandrite.observe.look.OddImage;
import dev.alexandrite.observe.look.UnreadableImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is odd about images before a network learns from them. */
@Command(
    name = "look",
    header = "Looks at images before a network does.",
    description = {
      "Counts classes and sizes, and names unreadable files, odd images, near-duplicates, and"
          + " held-out images that are in training, too. With --strict the exit code is 1 if an"
          + " image is unreadable or in both parts."
    },
    footer = {
      "",
      "Examples:",
      "  alexandrite look --data photographs",
      "  alexandrite look --data photographs --report data.html --mirrored",
      "  alexandrite look --data cifar-10-batches-bin --strict --json"
    })
final class LookCommand extends Subcommand {
  private static final int OF_EACH_CLASS = 8;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description =
          "A folder with train/ and val/, or one with a sub-folder for each class, or CIFAR-10's"
              + " binary files.")
  private Path data = Path.of("");

  @Option(
      names = "--val",
      paramLabel = "DIR",
      description = "A folder of the images held out, if --data has none.")
  private Optional<Path> heldOut = Optional.empty();

  @Option(
      names = "--near",
      defaultValue = "" + DataLook.DEFAULT_NEAR,
      paramLabel = "BITS",
      description = "Bits of 64 that near-duplicates differ in, ${DEFAULT-VALUE} by default.")
  private int near = DataLook.DEFAULT_NEAR;

  @Option(
      names = "--mirrored",
      fallbackValue = "true",
      description = "Mirror images are near-duplicates, too.")
  private boolean mirrored;

  @Option(
      names = "--strict",
      fallbackValue = "true",
      description = "Unreadable images and those in both parts are a failure.")
  private boolean strict;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes a page with the findings and small pictures.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "Writes some images of each class as one picture, .png or .jpg.")
  private Optional<Path> sheet = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads read images, as many as there are processors by default.")
  private Optional<Integer> threads = Optional.empty();

  LookCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException {
    Dataset training = Images.training(data);
    DataFindings found = look(training).examine();
    if (sheet.isPresent()) {
      ContactSheet.ofClasses(training, OF_EACH_CLASS).write(sheet.get());
    }
    if (report.isPresent()) {
      found.page().title("Data in " + data).write(report.get());
    }
    int unreadable = unreadable(found).size();
    if (json) {
      shell.json(object(found));
    } else {
      shell.out().print(found.text());
      sheet.ifPresent(file -> shell.out().println("sheet " + file));
      report.ifPresent(file -> shell.out().println("report " + file));
    }
    return strict && unreadable + found.leaks().size() > 0 ? Exit.FAILED : Exit.OK;
  }

  private DataLook look(Dataset training) {
    try {
      DataLook look = DataLook.of(training).near(near);
      look = mirrored ? look.mirrored() : look;
      look = threads.isPresent() ? look.threads(threads.get()) : look;
      Optional<Dataset> validation =
          heldOut.<Dataset>map(ImageFolder::of).or(() -> Images.heldOut(data));
      look = validation.isPresent() ? look.validation(validation.get()) : look;
      return shell.terminal() ? look.progress(this::progress) : look;
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage(), e);
    }
  }

  private void progress(int done, int all) {
    if (done == all) {
      shell.err().print(" ".repeat(40) + "\r");
    } else if (done % 100 == 0) {
      shell.err().print("read " + done + " of " + all + " images\r");
    }
  }

  private static List<UnreadableImage> unreadable(DataFindings found) {
    return found.parts().stream().flatMap(part -> part.unreadable().stream()).toList();
  }

  private static Json.Obj object(DataFindings found) {
    return new JsonObject()
        .put("images", found.parts().stream().mapToInt(part -> part.images()).sum())
        .put("classes", found.classes().size())
        .put("imbalance", Results.number(found.imbalance()))
        .put("duplicateGroups", found.duplicates().size())
        .put("labelConflicts", found.labelConflicts().size())
        .put(
            "unreadable",
            new Json.Arr(unreadable(found).stream().map(LookCommand::unreadable).toList()))
        .put("odd", new Json.Arr(found.odd().stream().map(LookCommand::odd).toList()))
        .put("leaks", new Json.Arr(found.leaks().stream().map(LookCommand::leak).toList()))
        .build();
  }

  private static Json unreadable(UnreadableImage image) {
    return place(image.image()).put("cause", image.cause()).build();
  }

  private static Json odd(OddImage image) {
    return place(image.image())
        .put("oddity", Text.lower(image.oddity()))
        .put("detail", image.detail())
        .build();
  }

  private static Json leak(Leak leak) {
    return new JsonObject()
        .put("validation", place(leak.validation()).build())
        .put("training", place(leak.training()).build())
        .put("identical", new Json.Bool(leak.identical()))
        .put("bits", leak.bits())
        .build();
  }

  private static JsonObject place(ImagePlace image) {
    return new JsonObject()
        .put("part", Text.lower(image.part()))
        .put("name", image.name())
        .put("class", image.className());
  }
}
