package dev.alexandrite.cli;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.SafeText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a line, runs its command, and turns what goes wrong into a message and an exit code. */
final class Cli {
  private static final int WIDTH = 80;

  private final Shell shell;

  Cli(Shell shell) {
    this.shell = shell;
  }

  /** Runs a command and returns the process's exit code, see {@link Exit}. */
  int run(String... arguments) {
    CommandLine line = commandLine();
    try {
      readRunFile(line, List.of(arguments));
    } catch (RunFileException e) {
      return tell(String.valueOf(e.getMessage()), Exit.USAGE);
    }
    return line.execute(arguments);
  }

  /** All commands, for one line. */
  CommandLine commandLine() {
    Ansi ansi = shell.colors() ? Ansi.ON : Ansi.OFF;
    return new CommandLine(AlexandriteCommand.class, new CommandFactory(shell))
        .setOut(writer(shell.out()))
        .setErr(writer(shell.err()))
        .setColorScheme(Help.defaultColorScheme(ansi))
        .setUsageHelpWidth(WIDTH)
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(this::misused)
        .setExecutionExceptionHandler(this::failed);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private void readRunFile(CommandLine line, List<String> arguments) {
    Optional<String> name = arguments.stream().filter(word -> !word.startsWith("-")).findFirst();
    CommandLine command = name.map(line.getSubcommands()::get).orElse(null);
    if (command == null || name.isEmpty()) {
      return; // picocli says what is missing
    }
    Optional<Path> file =
        value("--config", arguments)
            .map(Path::of)
            .or(() -> name.get().equals("train") ? resumedSettings(arguments) : Optional.empty());
    if (file.isPresent()) {
      command.setDefaultValueProvider(
          RunFileDefaults.of(RunFile.read(file.get()), name.get(), this::commandLine));
    }
  }

  /** A run that goes on does so with its own settings. */
  private Optional<Path> resumedSettings(List<String> arguments) {
    if (!arguments.contains("--resume")) {
      return Optional.empty();
    }
    return value("--run", arguments)
        .map(Path::of)
        .or(shell.runs()::latest)
        .map(run -> run.resolve(EffectiveSettings.FILE))
        .filter(Files::exists);
  }

  /** The word behind an option, before picocli has read the line. */
  private static Optional<String> value(String option, List<String> arguments) {
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      String word = arguments.get(i);
      if (word.equals(option) && i + 1 < arguments.size()) {
        return Optional.of(arguments.get(i + 1));
      }
      if (word.startsWith(option + "=")) {
        return Optional.of(word.substring(option.length() + 1));
      }
    }
    return Optional.empty();
  }

  private int misused(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String told = e instanceof UnmatchedArgumentException wrong ? unmatched(wrong) : e.getMessage();
    return misuse(told, command);
  }

  private int misuse(@Nullable String told, CommandLine command) {
    String help = command.getCommandSpec().qualifiedName() + " --help lists the options";
    return tell(told + "\n  " + help, Exit.USAGE);
  }

  /** An unknown option or command with the name that was probably meant. */
  private static String unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    CommandLine command = e.getCommandLine();
    List<String> names = new ArrayList<>();
    boolean option = word.startsWith("-");
    if (option) {
      command.getCommandSpec().options().forEach(spec -> names.addAll(Arrays.asList(spec.names())));
    } else {
      names.addAll(command.getSubcommands().keySet());
    }
    String name = word.split("=", 2)[0];
    return (option ? "unknown option " : "nothing is called ")
        + SafeText.of(name)
        + (option ? " of " + command.getCommandName() : " here")
        + Synonyms.meant(name, names)
            .map(near -> "; did you mean " + near + "?")
            .orElse(option ? "" : "; there is " + String.join(", ", names));
  }

  private int failed(Exception e, CommandLine command, ParseResult line) throws Exception {
    boolean debug = command.getCommand() instanceof Subcommand subcommand && subcommand.debug;
    if (debug) {
      e.printStackTrace(shell.err());
    }
    if (e instanceof UsageException) {
      return misuse(e.getMessage(), command);
    }
    if (e instanceof InterruptedException) {
      return tell("interrupted", Exit.INTERRUPTED);
    }
    return tell(message(e) + (isOurs(e) || debug ? "" : "; --debug shows where"), Exit.FAILED);
  }

  /** The SDK's own messages say what to do; of others the kind is told, too. */
  private static String message(Exception e) {
    Throwable told = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    return isOurs(told) ? OptionNames.in(String.valueOf(told.getMessage())) : told.toString();
  }

  private static boolean isOurs(Throwable e) {
    return e instanceof AlexandriteException
        || e instanceof IllegalArgumentException
        || e instanceof UncheckedIOException
        || (e instanceof IOException && e.getMessage() != null);
  }

  private int tell(String message, int exit) {
    shell.err().println("alexandrite: " + SafeText.message(message));
    return exit;
  }
}
