package dev.alexandrite.cli;

import dev.alexandrite.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** For messages: what other tools call our options and commands, where no spelling is near. */
final class Synonyms {
  /** Our name, and what it is called elsewhere. */
  static final Map<String, List<String>> ELSEWHERE =
      Map.ofEntries(
          Map.entry("rate", List.of("lr", "lr0", "learning-rate", "base-lr")),
          Map.entry("batch", List.of("b", "bs", "batch-size")),
          Map.entry("schedule", List.of("lr-schedule", "lr-scheduler", "lr-policy", "scheduler")),
          Map.entry("decay", List.of("wd", "weight-decay", "l2")),
          Map.entry("optimizer", List.of("opt", "solver")),
          Map.entry("warm-up", List.of("warmup-steps", "warmup-epochs")),
          Map.entry("epochs", List.of("e", "n-epochs", "num-epochs", "max-epochs")),
          Map.entry("seed", List.of("random-seed", "manual-seed", "random-state")),
          Map.entry("early-stop", List.of("patience", "early-stopping")),
          Map.entry("freeze-up-to", List.of("freeze", "freeze-layers")),
          Map.entry("size", List.of("img-size", "imgsz", "image-size", "input-size")),
          Map.entry("net", List.of("a", "arch", "architecture", "network", "preset")),
          Map.entry("data", List.of("d", "dataset", "data-dir", "data-path", "source")),
          Map.entry(
              "model", List.of("m", "model-path", "checkpoint", "ckpt", "pretrained", "from")),
          Map.entry("labels", List.of("class-names", "names")),
          Map.entry("class", List.of("target", "target-class", "label")),
          Map.entry("top", List.of("k", "topk", "top-k")),
          Map.entry("out", List.of("o", "output", "output-dir", "out-dir")),
          Map.entry("to", List.of("o", "out", "output", "format")),
          Map.entry("run", List.of("o", "out", "output", "output-dir", "out-dir", "save-dir")),
          Map.entry("resume", List.of("continue")),
          Map.entry("backend", List.of("device", "gpu", "accelerator")),
          Map.entry("devices", List.of("gpus")),
          Map.entry("threads", List.of("j", "workers", "num-workers")),
          Map.entry("port", List.of("p")),
          Map.entry("host", List.of("bind", "address")),
          Map.entry("debug", List.of("v", "verbose")),
          // commands
          Map.entry("train", List.of("fit", "finetune", "fine-tune", "resume")),
          Map.entry("evaluate", List.of("test", "val", "validate", "report")),
          Map.entry("classify", List.of("infer", "predict")),
          Map.entry("explain", List.of("grad-cam")),
          Map.entry("convert", List.of("export", "pack")));

  private Synonyms() {}

  /**
   * What was probably meant.
   *
   * @param word an option or command as it was typed
   * @param names those that there are
   * @return the one that is called so elsewhere, else the one that is spelt nearly so
   */
  static Optional<String> meant(String word, Collection<String> names) {
    String letters = letters(word);
    return names.stream()
        .filter(
            name ->
                ELSEWHERE.getOrDefault(bare(name), List.of()).stream()
                    .anyMatch(other -> letters(other).equals(letters)))
        .findFirst()
        .or(() -> NearestName.similar(word, names));
  }

  /** Tools write batch-size, batch_size, batchSize and batchsize. */
  private static String letters(String word) {
    return word.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }

  private static String bare(String word) {
    return word.replaceFirst("^-+", "");
  }
}
