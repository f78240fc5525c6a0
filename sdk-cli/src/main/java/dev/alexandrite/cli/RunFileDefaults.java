package dev.alexandrite.cli;

import dev.alexandrite.SafeText;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The entries of a run file as what options are unless the command line says otherwise. */
final class RunFileDefaults implements IDefaultValueProvider {
  /** What a file cannot say: where it is, and how an error is shown. */
  private static final Set<String> OF_THE_LINE = Set.of("config", "help", "debug");

  private final Map<String, String> values;

  private RunFileDefaults(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Checks every entry before anything else is read.
   *
   * @param file the settings
   * @param command the name of the command that is to be set
   * @param line makes a command line, to try values on
   */
  static RunFileDefaults of(RunFile file, String command, Supplier<CommandLine> line) {
    Map<String, String> values = new TreeMap<>();
    Set<String> known =
        keys(Objects.requireNonNull(line.get().getSubcommands().get(command), command));
    for (RunFile.Entry entry : file.entries()) {
      if (!known.contains(entry.key())) {
        throw unknown(file, entry, known, command);
      }
      require(file, entry, command, line.get());
      values.put(entry.key(), entry.value());
    }
    return new RunFileDefaults(values);
  }

  /** The names of a command's options, without their hyphens. */
  private static Set<String> keys(CommandLine command) {
    Set<String> keys = new TreeSet<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      keys.add(key(option));
    }
    keys.removeAll(OF_THE_LINE);
    return keys;
  }

  static String key(OptionSpec option) {
    return option.longestName().substring(2);
  }

  private static RunFileException unknown(
      RunFile file, RunFile.Entry entry, Set<String> known, String command) {
    String key = SafeText.of(entry.key());
    String told =
        OF_THE_LINE.contains(entry.key())
            ? "'" + key + "' belongs on the command line alone"
            : "'"
                + key
                + "' is no option of "
                + command
                + Synonyms.meant(entry.key(), known)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("; alexandrite " + command + " --help lists them");
    return RunFileException.at(file.path(), entry.line(), told);
  }

  /** The option's own converter says what it thinks of the value. */
  private static void require(RunFile file, RunFile.Entry entry, String command, CommandLine line) {
    try {
      line.parseArgs(command, "--" + entry.key() + "=" + entry.value());
    } catch (CommandLine.MissingParameterException e) {
      return; // another option or an image is missing here; they are counted in the end
    } catch (CommandLine.ParameterException e) {
      throw RunFileException.at(file.path(), entry.line(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? values.get(key(option)) : null;
  }
}
