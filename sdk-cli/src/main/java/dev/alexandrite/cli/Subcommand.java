package dev.alexandrite.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands have in common. */
@Command(
    sortOptions = false,
    abbreviateSynopsis = true,
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n")
abstract class Subcommand implements Callable<Integer> {
  private static final int AFTER_OTHERS = 100;

  final Shell shell;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--json",
      order = AFTER_OTHERS,
      fallbackValue = "true",
      description = "Prints results as JSON, an object a line.")
  boolean json;

  @Option(
      names = "--config",
      order = AFTER_OTHERS,
      paramLabel = "FILE",
      description = "Options from a YAML file, 'name: value' a line; those given here win.")
  Optional<Path> config = Optional.empty();

  @Option(
      names = "--debug",
      order = AFTER_OTHERS,
      description = "Shows the stack trace of an error.")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      order = AFTER_OTHERS,
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  Subcommand(Shell shell) {
    this.shell = shell;
  }

  final CommandSpec spec() {
    return Objects.requireNonNull(spec, "set by picocli");
  }

  /** A note for whoever reads along; never part of a result. */
  final void note(String text) {
    shell.err().println("note: " + text);
  }
}
