package dev.alexandrite.benchmarks;

import dev.alexandrite.model.Network;
import java.io.IOException;
import java.util.Arrays;

/** {@code benchmarks/run NAME [--option value]}: see {@link #USAGE}. */
final class Benchmarks {
  private static final String USAGE =
      """
      benchmarks/run train   training step of the single-tower AlexNet, ours beside PyTorch (DJL)
        --batch 64           images a step
        --threads 2          computing threads of each system
        --warm-up 5          steps of each system before anything counts
        --rounds 5           turns of each system
        --steps 3            steps a turn
      benchmarks/run alloc   heap bytes that a warm training step of ours allocates, by thread
        --batch 64           images a step
        --threads 2          computing threads
        --warm-up 50         steps before the ten that are measured
      benchmarks/run layers  time of every operator of a training step of ours, and its rate
        --net torchvision    torchvision, paper, release2012, caffe, oneTower, tiny, 80sec, 11pct
        --batch 64           images a step
        --threads 2          computing threads
        --warm-up 5          steps before anything counts
        --steps 5            steps that are measured
      benchmarks/run kernels single operators on the backends scalar and cpu (JMH), and the share
                             of the machine's roof that they reach: GFLOP/s are those of the direct
                             algorithm, so Winograd's share may exceed 1; GB/s count every input and
                             output once, against reads, and writes may go on beside reads, so that
                             momentum's share may, too; the roofs have all threads, scalar has one
        --only REGEX         kernels whose name it matches, such as conv2 or gradient
        --backend REGEX      backends whose name it matches
        --batch 128          images in a run of cpu; scalar, which is slow, gets 2
        --threads 2          computing threads
        --bits 512           vector width, 128, 256 or 512; the machine's own if not given
        --forks 1            Java processes for each line
      """;

  private Benchmarks() {}

  public static void main(String... arguments) throws IOException {
    String name = arguments.length == 0 ? "" : arguments[0];
    if (name.isEmpty()) {
      System.out.print(USAGE);
      return;
    }
    try {
      Arguments options = new Arguments(Arrays.copyOfRange(arguments, 1, arguments.length));
      Settings settings = Settings.from(options);
      switch (name) {
        case "train" -> train(options, settings);
        case "alloc" -> alloc(options, settings);
        case "layers" -> layers(options, settings);
        default -> throw new IllegalArgumentException("there is no benchmark called " + name);
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static void train(Arguments options, Settings settings) throws IOException {
    int warmUp = options.integer("warm-up", 5);
    int rounds = options.integer("rounds", 5);
    int steps = options.integer("steps", 3);
    options.refuseOthers();
    new Comparison(System.out, settings, warmUp, rounds, steps).trainStep();
  }

  private static void alloc(Arguments options, Settings settings) {
    int warmUp = options.integer("warm-up", 50);
    options.refuseOthers();
    System.out.println(StepAllocation.measure(settings, warmUp));
  }

  private static void layers(Arguments options, Settings settings) {
    Network network = LayerProfile.network(options.text("net", "torchvision"));
    int warmUp = options.integer("warm-up", 5);
    int steps = options.integer("steps", 5);
    options.refuseOthers();
    LayerProfile.measure(network, settings, warmUp, steps).forEach(System.out::println);
  }
}
