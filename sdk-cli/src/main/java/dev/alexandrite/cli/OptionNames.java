package dev.alexandrite.cli;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SDK's messages name its methods; on the command line they are called otherwise. */
final class OptionNames {
  private static final String START_ANEW = "initialWeights(...) in another folder";
  private static final Pattern FOLDER = Pattern.compile("^checkpoints\\((.+?)\\): ");
  private static final Pattern METHOD =
      Pattern.compile("(?:Trainer\\.)?\\b(\\w+)\\((?:\\.\\.\\.)?\\)");

  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("backend", "--backend"),
          Map.entry("batchSize", "--batch"),
          Map.entry("checkpointEvery", "--checkpoint-every"),
          Map.entry("checkpoints", "--run"),
          Map.entry("classNames", "--labels"),
          Map.entry("data", "--data"),
          Map.entry("devices", "--devices"),
          Map.entry("earlyStop", "--early-stop"),
          Map.entry("epochs", "--epochs"),
          Map.entry("freeze", "--freeze-up-to"),
          Map.entry("freezeUpTo", "--freeze-up-to"),
          Map.entry("initialWeights", "--model"),
          Map.entry("labelSmoothing", "--label-smoothing"),
          Map.entry("layerLearningRate", "--head-rate"),
          Map.entry("optimizer", "--optimizer, --rate, --momentum, --decay"),
          Map.entry("parallelism", "--parallelism"),
          Map.entry("resume", "--resume"),
          Map.entry("schedule", "--schedule"),
          Map.entry("seed", "--seed"),
          Map.entry("threads", "--threads"));

  private OptionNames() {}

  /**
   * A message with options in the place of the methods that they stand for.
   *
   * @param message what the SDK says; methods without an option stay as they are
   */
  static String in(String message) {
    String told = message.replace(START_ANEW, "--model RUN --run NEW");
    told = FOLDER.matcher(told).replaceFirst("--run $1: ");
    return METHOD.matcher(told).replaceAll(OptionNames::option);
  }

  private static String option(MatchResult method) {
    return Matcher.quoteReplacement(OPTIONS.getOrDefault(method.group(1), method.group()));
  }
}
