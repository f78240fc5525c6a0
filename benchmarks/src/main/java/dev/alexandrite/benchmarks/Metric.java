package dev.alexandrite.benchmarks;

import static dev.alexandrite.benchmarks.Contender.ALEXANDRITE;
import static dev.alexandrite.benchmarks.Contender.ALEXANDRITE_CACHING;
import static dev.alexandrite.benchmarks.Contender.ALEXANDRITE_DEEP;
import static dev.alexandrite.benchmarks.Contender.ALEXANDRITE_DEEP_FRUGAL;
import static dev.alexandrite.benchmarks.Contender.ALEXANDRITE_FRUGAL;
import static dev.alexandrite.benchmarks.Contender.ALEXANDRITE_ND4J;
import static dev.alexandrite.benchmarks.Contender.ALEXANDRITE_ONE_CORE;
import static dev.alexandrite.benchmarks.Contender.ALEXANDRITE_ONE_THREAD;
import static dev.alexandrite.benchmarks.Contender.ALEXANDRITE_TOOL;
import static dev.alexandrite.benchmarks.Contender.DEEPLEARNING4J;
import static dev.alexandrite.benchmarks.Contender.ONNX_RUNTIME;
import static dev.alexandrite.benchmarks.Contender.ONNX_RUNTIME_HUGE_PAGES;
import static dev.alexandrite.benchmarks.Contender.ONNX_RUNTIME_INT8;
import static dev.alexandrite.benchmarks.Contender.PYTORCH;
import static dev.alexandrite.benchmarks.Contender.PYTORCH_CHANNELS_LAST;
import static dev.alexandrite.benchmarks.Contender.ROOF;
import static dev.alexandrite.benchmarks.Unit.GIGAFLOPS;
import static dev.alexandrite.benchmarks.Unit.IMAGES_PER_SECOND;
import static dev.alexandrite.benchmarks.Unit.MEGABYTES;
import static dev.alexandrite.benchmarks.Unit.MILLISECONDS;
import static dev.alexandrite.benchmarks.Unit.PERCENT;
import static dev.alexandrite.benchmarks.Unit.SECONDS;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is measured, against whom, and how far ahead of it we must be and want to be. */
enum Metric {
  TRAIN_TORCHVISION(
      Work.TRAIN_TORCHVISION,
      IMAGES_PER_SECOND,
      PYTORCH,
      new Bar(1.5, 2),
      Turns.of(4, 2),
      PYTORCH_CHANNELS_LAST),
  TRAIN_TORCHVISION_DL4J(
      Work.TRAIN_TORCHVISION, IMAGES_PER_SECOND, DEEPLEARNING4J, new Bar(8, 12), Turns.of(3, 1)),
  /** The backend for GPUs beside the others, all on processors; only where it is asked for. */
  TRAIN_TORCHVISION_ND4J(
      Work.TRAIN_TORCHVISION,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_ND4J, DEEPLEARNING4J, ALEXANDRITE, PYTORCH),
      Double.NaN,
      Bar.NONE,
      Turns.of(3, 1)),
  TRAIN_PAPER(Work.TRAIN_PAPER, IMAGES_PER_SECOND, PYTORCH, new Bar(1.5, 2), Turns.of(4, 1)),
  FORWARD_TORCHVISION(
      Work.FORWARD, IMAGES_PER_SECOND, ONNX_RUNTIME, new Bar(1.1, 1.4), Turns.of(6, 3)),
  ONE_IMAGE(
      Work.ONE_IMAGE,
      MILLISECONDS,
      ONNX_RUNTIME,
      new Bar(0.95, 1.15),
      Turns.brief(300, 100),
      ONNX_RUNTIME_HUGE_PAGES),
  ONE_IMAGE_BF16(
      Work.ONE_IMAGE_BFLOAT16,
      MILLISECONDS,
      ONNX_RUNTIME,
      new Bar(1.4, 1.7),
      Turns.brief(300, 100)),
  ONE_IMAGE_INT8(
      Work.ONE_IMAGE_INT8,
      MILLISECONDS,
      ONNX_RUNTIME,
      new Bar(1.7, 2.1),
      Turns.brief(300, 100),
      ONNX_RUNTIME_INT8),
  FIRST_PREDICTION(
      Work.FIRST_PREDICTION,
      SECONDS,
      List.of(ALEXANDRITE_TOOL, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(0.7, 1),
      Turns.inFreshProcesses(1, Turns.ANY)),
  PEAK_MEMORY(
      Work.TRAIN_TORCHVISION,
      MEGABYTES,
      List.of(ALEXANDRITE_FRUGAL, PYTORCH),
      Double.NaN,
      new Bar(2.5, 4),
      Turns.inFreshProcesses(15, 2)),
  TRAIN_CIFAR_80SEC(
      Work.TRAIN_CIFAR_80SEC, IMAGES_PER_SECOND, PYTORCH, new Bar(1.5, 3), Turns.of(40, 20)),
  GEMM_1024(Work.GEMM_1024, GIGAFLOPS, ROOF, Bar.SHARE_OF_PEAK, Turns.brief(200, 60)),
  FC6_FORWARD(Work.FC6_FORWARD, GIGAFLOPS, ROOF, Bar.SHARE_OF_PEAK, Turns.brief(40, 15)),
  FC6_INPUT_GRADIENT(
      Work.FC6_INPUT_GRADIENT, GIGAFLOPS, ROOF, Bar.SHARE_OF_PEAK, Turns.brief(40, 15)),
  FC6_WEIGHT_GRADIENT(
      Work.FC6_WEIGHT_GRADIENT, GIGAFLOPS, ROOF, Bar.SHARE_OF_PEAK, Turns.brief(40, 15)),
  TWO_THREADS(
      Work.TRAIN_TORCHVISION,
      IMAGES_PER_SECOND,
      ALEXANDRITE_ONE_THREAD,
      new Bar(1.85, 1.95),
      Turns.brief(4, 1)),
  DECODE_AUGMENT(
      Work.PHOTOGRAPHS,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_ONE_CORE),
      150,
      new Bar(1, 2),
      Turns.of(1500, 300)),
  DATA_WAIT(
      Work.CACHED_TRAINING, PERCENT, List.of(ALEXANDRITE_CACHING), 2, new Bar(1, 1), Turns.once()),
  FORWARD_VGG16(
      Work.FORWARD_VGG16,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(1.8, 2.3),
      Turns.of(3, 1)),
  FORWARD_RESNET18(
      Work.FORWARD_RESNET18,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(1.5, 1.9),
      Turns.of(9, 3)),
  FORWARD_RESNET50(
      Work.FORWARD_RESNET50,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(1.1, 1.35),
      Turns.of(4, 1)),
  FORWARD_GOOGLENET(
      Work.FORWARD_GOOGLENET,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(1.1, 1.5),
      Turns.of(9, 3)),
  FORWARD_SQUEEZENET11(
      Work.FORWARD_SQUEEZENET11,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(1.1, 1.5),
      Turns.of(24, 8)),
  FORWARD_MOBILENET_V2(
      Work.FORWARD_MOBILENET_V2,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(1, 1.4),
      Turns.of(18, 6)),
  FORWARD_EFFICIENTNET_B0(
      Work.FORWARD_EFFICIENTNET_B0,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(1, 1.4),
      Turns.of(15, 5)),
  ONE_IMAGE_VGG16(
      Work.ONE_IMAGE_VGG16,
      MILLISECONDS,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(0.95, 1.2),
      Turns.brief(15, 5)),
  ONE_IMAGE_RESNET18(
      Work.ONE_IMAGE_RESNET18,
      MILLISECONDS,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(0.95, 1.2),
      Turns.brief(60, 20)),
  ONE_IMAGE_RESNET50(
      Work.ONE_IMAGE_RESNET50,
      MILLISECONDS,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(0.95, 1.2),
      Turns.brief(30, 10)),
  ONE_IMAGE_GOOGLENET(
      Work.ONE_IMAGE_GOOGLENET,
      MILLISECONDS,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(0.95, 1.2),
      Turns.brief(60, 20)),
  ONE_IMAGE_SQUEEZENET11(
      Work.ONE_IMAGE_SQUEEZENET11,
      MILLISECONDS,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(0.95, 1.2),
      Turns.brief(150, 50)),
  ONE_IMAGE_MOBILENET_V2(
      Work.ONE_IMAGE_MOBILENET_V2,
      MILLISECONDS,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(0.95, 1.2),
      Turns.brief(120, 40)),
  ONE_IMAGE_EFFICIENTNET_B0(
      Work.ONE_IMAGE_EFFICIENTNET_B0,
      MILLISECONDS,
      List.of(ALEXANDRITE_DEEP, ONNX_RUNTIME, ONNX_RUNTIME_HUGE_PAGES),
      Double.NaN,
      new Bar(0.95, 1.2),
      Turns.brief(90, 30)),
  TRAIN_VGG16(
      Work.TRAIN_VGG16,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_DEEP, PYTORCH, PYTORCH_CHANNELS_LAST),
      Double.NaN,
      new Bar(2, 3),
      Turns.of(4, 1)),
  TRAIN_RESNET18(
      Work.TRAIN_RESNET18,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_DEEP, PYTORCH, PYTORCH_CHANNELS_LAST),
      Double.NaN,
      new Bar(1.4, 2.2),
      Turns.of(4, 1)),
  TRAIN_RESNET50(
      Work.TRAIN_RESNET50,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_DEEP, PYTORCH, PYTORCH_CHANNELS_LAST),
      Double.NaN,
      new Bar(1.3, 1.8),
      Turns.of(4, 1)),
  TRAIN_EFFICIENTNET_B0(
      Work.TRAIN_EFFICIENTNET_B0,
      IMAGES_PER_SECOND,
      List.of(ALEXANDRITE_DEEP, PYTORCH, PYTORCH_CHANNELS_LAST),
      Double.NaN,
      new Bar(1.2, 2),
      Turns.of(4, 1)),
  PEAK_MEMORY_RESNET50(
      Work.TRAIN_RESNET50_32,
      MEGABYTES,
      List.of(ALEXANDRITE_DEEP_FRUGAL, PYTORCH),
      Double.NaN,
      new Bar(2, 4),
      Turns.inFreshProcesses(3, 2));

  /** A share of nothing would be infinitely better. */
  private static final double HIGHEST = 99;

  private final Work work;
  private final Unit unit;
  private final List<Contender> contenders;
  private final double reference;
  private final Bar bar;
  private final Turns turns;

  Metric(Work work, Unit unit, Contender rival, Bar bar, Turns turns, Contender... tuned) {
    this(
        work,
        unit,
        Stream.concat(Stream.of(ALEXANDRITE, rival), Stream.of(tuned)).toList(),
        Double.NaN,
        bar,
        turns);
  }

  Metric(Work work, Unit unit, List<Contender> contenders, double reference, Bar bar, Turns turns) {
    this.work = work;
    this.unit = unit;
    this.contenders = contenders;
    this.reference = reference;
    this.bar = bar;
    this.turns = turns;
  }

  /**
   * The metric of a name.
   *
   * @throws IllegalArgumentException if there is none; the message names all
   */
  static Metric named(String label) {
    return Arrays.stream(values())
        .filter(metric -> metric.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no metric called " + label + ", known are " + labels()));
  }

  /** The names of all metrics. */
  static String labels() {
    return Arrays.stream(values()).map(Metric::label).collect(Collectors.joining(","));
  }

  /** The names of those of AlexNet, or of its descendants, that have a bar. */
  static String labelsWithBar(boolean descendants) {
    return Arrays.stream(values())
        .filter(metric -> !metric.bar.equals(Bar.NONE))
        .filter(metric -> metric.ofDescendant() == descendants)
        .map(Metric::label)
        .collect(Collectors.joining(","));
  }

  private boolean ofDescendant() {
    Net net = work.net();
    return net != null && net.isDescendant();
  }

  /** The name in the report. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Work work() {
    return work;
  }

  Unit unit() {
    return unit;
  }

  /**
   * Ours first, then the one it is compared with, if that is a system and not a number, then tuned
   * ones without a bar.
   */
  List<Contender> contenders() {
    return contenders;
  }

  /** What ours is compared with where there is no rival. */
  double reference() {
    return reference;
  }

  Turns turns() {
    return turns;
  }

  /** The line of a tuned rival. */
  String tuned(Samples ours, Samples theirs) {
    return Text.format(
        "TUNED %s %.3f %.3f %.3f %s",
        label(),
        ours.median(),
        theirs.median(),
        unit.ratio(ours.median(), theirs.median()),
        theirs.system());
  }

  /** The comparison of two medians. */
  Outcome outcome(double ours, double theirs) {
    return new Outcome(this, ours, theirs, Math.min(HIGHEST, unit.ratio(ours, theirs)), bar);
  }

  /**
   * How far ahead.
   *
   * @param must below it, we are not done
   * @param aim what we want
   */
  record Bar(double must, double aim) {
    static final Bar NONE = new Bar(0, 0);
    private static final Bar SHARE_OF_PEAK = new Bar(0.85, 0.92);
  }

  /**
   * How often a system runs the work, unless the user says otherwise.
   *
   * @param warmUp before anything counts
   * @param steps in a turn
   * @param mostRounds beyond which nothing new would be learned
   * @param factor of the rounds; brief work takes more, since a neighbour's second spoils a turn
   * @param fresh whether every turn has a process of its own, so that there is no warming up
   */
  record Turns(int warmUp, int steps, int mostRounds, int factor, boolean fresh) {
    private static final int ANY = Integer.MAX_VALUE;
    private static final int BRIEF = 3;

    private static Turns of(int warmUp, int steps) {
      return new Turns(warmUp, steps, ANY, 1, false);
    }

    private static Turns brief(int warmUp, int steps) {
      return new Turns(warmUp, steps, ANY, BRIEF, false);
    }

    /** For work that is a long average already. */
    private static Turns once() {
      return new Turns(0, 1, 1, 1, false);
    }

    private static Turns inFreshProcesses(int steps, int mostRounds) {
      return new Turns(0, steps, mostRounds, mostRounds == ANY ? BRIEF : 1, true);
    }
  }
}
