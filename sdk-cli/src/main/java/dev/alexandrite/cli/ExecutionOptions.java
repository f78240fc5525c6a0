package dev.alexandrite.cli;

import dev.alexandrite.classify.ClassifierOptions;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What computes. */
final class ExecutionOptions {
  @Option(
      names = "--backend",
      defaultValue = ClassifierOptions.AUTO,
      paramLabel = "NAME",
      description = "What computes, ${DEFAULT-VALUE} by default: cpu, scalar, cuda, nd4j.")
  String backend = ClassifierOptions.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads compute, as many as there are processors by default.")
  Optional<Integer> threads = Optional.empty();

  ClassifierOptions classifier() {
    ClassifierOptions options = ClassifierOptions.defaults().backend(backend);
    return threads.map(options::threads).orElse(options);
  }
}
