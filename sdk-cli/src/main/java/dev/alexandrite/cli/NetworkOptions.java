package dev.alexandrite.cli;

import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.ModelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What can be chosen of a preset. */
final class NetworkOptions {
  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Height and width of the input, the network's own by default.")
  Optional<Integer> size = Optional.empty();

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description = "Share of units that are dropped, the network's own by default.")
  Optional<Double> dropout = Optional.empty();

  @Option(
      names = "--initializer",
      paramLabel = "NAME",
      description = {
        "Initial weights, the network's own by default: N(0, v) with v = 2 / fanIn (he), 0.5 /"
            + " fanIn (half), 2 / (fanIn + fanOut) (xavier), 0.0001 (paper); uniform (pytorch)."
      })
  Optional<Start> initializer = Optional.empty();

  @Option(
      names = "--biases",
      paramLabel = "NUMBER",
      description = "Initial biases, the network's own by default.")
  Optional<Double> biases = Optional.empty();

  /** Initial weights by name. */
  enum Start {
    HE(new Initializer.HeNormal()),
    HALF(new Initializer.ScaledNormal(0.5)),
    XAVIER(new Initializer.XavierNormal()),
    PYTORCH(new Initializer.PytorchDefault()),
    PAPER(new Initializer.Gaussian(0.01));

    private final Initializer initializer;

    Start(Initializer initializer) {
      this.initializer = initializer;
    }

    @Override
    public String toString() {
      return Text.lower(this);
    }
  }

  /** In the order in which a builder takes them. */
  List<Consumer<ModelBuilder<?>>> changes() {
    List<Consumer<ModelBuilder<?>>> changes = new ArrayList<>();
    size.ifPresent(pixels -> changes.add(builder -> builder.inputSize(pixels)));
    dropout.ifPresent(share -> changes.add(builder -> builder.dropout(share)));
    initializer.ifPresent(start -> changes.add(builder -> builder.initializer(start.initializer)));
    biases.ifPresent(
        value -> changes.add(builder -> builder.biases(new Initializer.Constant(value))));
    return changes;
  }
}
