package dev.alexandrite.cli;

import dev.alexandrite.Alexandrite;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What there is. */
@Command(
    name = "alexandrite",
    description = "Trains, looks into and serves networks of AlexNet's family.",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      ClassifyCommand.class,
      ExplainCommand.class,
      ConvertCommand.class,
      DevicesCommand.class,
      SummaryCommand.class,
      FindRateCommand.class,
      LookCommand.class,
      ServeCommand.class,
      CompletionCommand.class
    },
    versionProvider = AlexandriteCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All went well.",
      "1:The work failed; the message says why.",
      "2:The options or the run file are wrong; nothing was done.",
      "130:Interrupted by Ctrl-C; a training has written its checkpoint."
    },
    footer = {
      "",
      "Examples:",
      "  alexandrite train",
      "  alexandrite train --data photographs --net torchvision --epochs 26 --page",
      "  alexandrite classify photo.jpg",
      "  alexandrite train --help"
    })
final class AlexandriteCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Shows the version.")
  boolean version;

  AlexandriteCommand(Shell shell) {
    this.shell = shell;
  }

  /** Without a command there is nothing to do. */
  @Override
  public Integer call() {
    if (spec != null) {
      CommandLine line = spec.commandLine();
      line.usage(shell.err(), line.getColorScheme());
    }
    return Exit.USAGE;
  }

  /** Of the SDK. */
  static final class Version implements IVersionProvider {
    Version() {}

    @Override
    public String[] getVersion() {
      return new String[] {"Alexandrite " + Alexandrite.version()};
    }
  }
}
