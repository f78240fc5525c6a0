package dev.alexandrite.benchmarks;

import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.train.Parallelism;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code benchmarks/run NAME [--option value]}: see {@link #USAGE}. */
final class Benchmarks {
  private static final String USAGE =
      """
      benchmarks/run peers   ours beside PyTorch (DJL), ONNX Runtime, Deeplearning4j and the
                             machine's FMA peak: a line RATIO <metric> <ours> <theirs> <value>
                             must <bar> aim <goal> each, where a value above 1 means that ours is
                             better; all lines again at the end, with reached or MISSED; a line
                             TUNED is a rival beyond its defaults, without a bar. Systems have a
                             JVM each, take turns, read the same weights, and have to agree on the
                             logits before anything is timed; 25 minutes on two cores
        --only a,b           these metrics (by default all of AlexNet with a bar, see METRICS), or
                             "descendants": forward, one image and training of VGG to EfficientNet
        --batch 128          images a step, where a metric has no number of its own
        --threads 2          computing threads of each system
        --rounds 5           turns of each system; three times as many where one is brief,
                             peak_memory takes at most 2, data_wait 1
        --steps 2            runs a turn, --warm-up 4 runs before anything counts: by default each
                             metric has numbers of its own
      benchmarks/run train   the same for train_torchvision alone
        --batch 64           images a step
        --threads 2, --rounds 5, --steps 2, --warm-up 4
      benchmarks/run alloc   heap bytes that a warm training step of ours allocates, by thread
        --batch 64           images a step
        --threads 2          computing threads
        --warm-up 50         steps before the ten that are measured
      benchmarks/run listeners a training step that listeners at their default intervals hear of,
                             beside one that they do not, in turns within one run: medians,
                             quartiles, and the bar of 1.02; and what each takes at an epoch's end
        --listeners a,b      some of progress, jsonl, csv, tensorboard, flight, dashboard; all by
                             default
        --batch 64           images a step
        --threads 2          computing threads
        --warm-up 10         steps before anything counts
        --steps 60           steps that are measured, half of them with listeners
      benchmarks/run microbatch callers that ask about one photograph after another, of a classifier
                             that answers one by one and of one that gathers calls, in turns
        --net torchvision    any preset, and 80sec to 11pct
        --callers 16, --calls 20 each a turn
        --threads 2          computing threads
        --rounds 5           turns of each
      benchmarks/run layers  time of every layer and operator of a training step of ours, its rate,
                             and the share of the machine's roof that it reaches: medians
        --net torchvision    any preset, and 80sec to 11pct
        --batch 64           images a step
        --threads 2          computing threads
        --warm-up 5          steps before anything counts
        --steps 5            steps that are measured
      benchmarks/run devices a training step on simulated devices, with links as fast as they go,
                             of 12 and of 1 GB/s: how much of the exchange is hidden
        --net torchvision    as above
        --devices 2, --parallelism data (data, towers or hybrid)
        --batch 128          images a step, all devices together
        --threads 2          computing threads of all devices together
        --rounds 5           steps with each speed, in turns
      benchmarks/run loading a classifier made of a file of foreign weights, beside reading the
                             file's bytes: time, and the peak of memory beside the weights
        --rounds 5           fresh processes of each
      benchmarks/run forms   how often smaller weights change what a trained network answers
        --checkpoint DIR     one checkpoint
        --data DIR           photographs to classify, a folder a class
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

      METRICS
      """
          + Metric.labels().replace(',', '\n').indent(2);

  private static final int BATCH = 64;

  private Benchmarks() {}

  public static void main(String... arguments) throws IOException {
    String name = arguments.length == 0 ? "" : arguments[0];
    if (name.isEmpty()) {
      System.out.print(USAGE);
      return;
    }
    try {
      Arguments options = new Arguments(Arrays.copyOfRange(arguments, 1, arguments.length));
      switch (name) {
        case "peers" -> peers(options);
        case "train" -> train(options);
        case "alloc" -> alloc(options);
        case "listeners" -> listeners(options);
        case "microbatch" -> microBatch(options);
        case "layers" -> layers(options);
        case "devices" -> devices(options);
        case "loading" -> loading(options);
        case "forms" -> forms(options);
        default -> throw new IllegalArgumentException("there is no benchmark called " + name);
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static void peers(Arguments options) throws IOException {
    Settings settings = Settings.from(options, 128);
    Patience patience = Patience.from(options);
    List<Metric> metrics = Arrays.stream(only(options).split(",", -1)).map(Metric::named).toList();
    options.refuseOthers();
    PeersRun.measure(metrics, settings, patience, System.out);
  }

  private static String only(Arguments options) {
    String names = options.text("only", Metric.labelsWithBar(false));
    return names.equals("descendants") ? Metric.labelsWithBar(true) : names;
  }

  private static void train(Arguments options) throws IOException {
    Settings settings = Settings.from(options, BATCH);
    Patience patience = Patience.from(options);
    options.refuseOthers();
    PeersRun.measure(List.of(Metric.TRAIN_TORCHVISION), settings, patience, System.out);
  }

  private static void alloc(Arguments options) {
    Settings settings = Settings.from(options, BATCH);
    int warmUp = options.integer("warm-up", 50);
    options.refuseOthers();
    System.out.println(StepAllocation.measure(settings, warmUp));
  }

  private static void listeners(Arguments options) throws IOException {
    Settings settings = Settings.from(options, BATCH);
    List<String> names =
        List.of(
            options.text("listeners", String.join(",", ListenerCost.BY_NAME.keySet())).split(","));
    int warmUp = options.integer("warm-up", 10);
    int steps = options.integer("steps", 60);
    options.refuseOthers();
    ListenerCost.measure(settings, names, warmUp, steps).forEach(System.out::println);
  }

  private static void microBatch(Arguments options) {
    Model model = NetworkProfile.model(options.text("net", "torchvision"));
    int threads = options.integer("threads", 2);
    int callers = options.integer("callers", 16);
    int calls = options.integer("calls", 20);
    int rounds = options.integer("rounds", 5);
    options.refuseOthers();
    MicroBatching.measure(model, threads, callers, calls, rounds).forEach(System.out::println);
  }

  private static void layers(Arguments options) {
    Settings settings = Settings.from(options, BATCH);
    Network network = NetworkProfile.model(options.text("net", "torchvision")).network();
    int warmUp = options.integer("warm-up", 5);
    int steps = options.integer("steps", 5);
    options.refuseOthers();
    NetworkProfile.measure(network, settings, warmUp, steps).forEach(System.out::println);
  }

  private static void devices(Arguments options) {
    Settings settings = Settings.from(options, 128);
    Network network = NetworkProfile.model(options.text("net", "torchvision")).network();
    int devices = options.integer("devices", 2);
    Parallelism scheme =
        Parallelism.valueOf(options.text("parallelism", "data").toUpperCase(Locale.ROOT));
    int rounds = options.integer("rounds", 5);
    options.refuseOthers();
    DeviceSteps.measure(network, scheme, devices, settings, rounds);
  }

  private static void loading(Arguments options) throws IOException {
    int rounds = options.integer("rounds", 5);
    options.refuseOthers();
    ModelLoading.measure(rounds).forEach(System.out::println);
  }

  private static void forms(Arguments options) {
    Settings settings = Settings.from(options, BATCH);
    String checkpoint = options.text("checkpoint", "");
    String data = options.text("data", "");
    options.refuseOthers();
    if (checkpoint.isEmpty() || data.isEmpty()) {
      throw new IllegalArgumentException("forms needs both --checkpoint DIR and --data DIR");
    }
    FormAgreement.measure(Path.of(checkpoint), Path.of(data), settings)
        .forEach(System.out::println);
  }
}
