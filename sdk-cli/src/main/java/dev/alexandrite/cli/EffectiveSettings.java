package dev.alexandrite.cli;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.AlexandriteException;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.observe.picture.Pictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command that has been read, as a run file that repeats it. */
final class EffectiveSettings {
  /** What the file is called in the folder of a run. */
  static final String FILE = "run.yaml";

  private static final Set<String> NEVER =
      Set.of("config", "help", "debug", "json", "run", "resume", "page", "report", "tensorboard");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9./][A-Za-z0-9._/+-]*");

  private EffectiveSettings() {}

  /**
   * Writes the file, whole or not at all.
   *
   * @param spec the command
   * @param folder the run's
   */
  static void write(CommandSpec spec, Path folder) {
    try {
      Pictures.write(of(spec).getBytes(StandardCharsets.UTF_8), folder.resolve(FILE));
    } catch (IOException e) {
      throw new AlexandriteException("the settings cannot be written beside the run: " + e, e);
    }
  }

  /**
   * Every option that has a value, but not where the run goes and who looks on.
   *
   * @param spec the command
   */
  static String of(CommandSpec spec) {
    StringBuilder text =
        new StringBuilder("# Settings of a run of Alexandrite ")
            .append(Alexandrite.version())
            .append(". To repeat it:\n#   alexandrite ")
            .append(spec.name())
            .append(" --config ")
            .append(FILE)
            .append('\n');
    for (OptionSpec option : spec.options()) {
      String key = RunFileDefaults.key(option);
      if (!NEVER.contains(key)) {
        given(option).ifPresent(value -> text.append(key).append(": ").append(value).append('\n'));
      }
    }
    return text.toString();
  }

  private static Optional<String> given(OptionSpec option) {
    Object value = option.getValue();
    if (value instanceof Optional<?> optional) {
      return optional.map(EffectiveSettings::text);
    }
    return Optional.ofNullable(value).map(EffectiveSettings::text);
  }

  /** As it would stand behind the option; a path counts from any folder. */
  private static String text(Object value) {
    return switch (value) {
      case Path path -> scalar(path.toAbsolutePath().normalize().toString());
      case Enum<?> name -> Text.lower(name);
      case Resize resize -> scalar(ResizeConverter.text(resize));
      default -> scalar(value.toString());
    };
  }

  /** JSON's strings are YAML's quoted ones. */
  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() ? text : JsonWriter.write(Json.of(text));
  }
}
