package dev.alexandrite.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The systems. Those that are compared by memory have the collector that takes the least; it does
 * not align arrays to cache lines, as G1 does with large ones. The libraries are named, not linked:
 * they are there only under the profile {@code peers}.
 */
enum Contender {
  /**
   * The heap is what a step of 128 images through the largest net needs. Huge pages, which Linux
   * gives only to who asks: 244 MB of weights come in 120 pieces instead of 60,000.
   */
  ALEXANDRITE(
      "AlexandritePeer",
      "",
      List.of(
          "-Xmx1600m", "-XX:+UseTransparentHugePages", "--add-modules", "jdk.incubator.vector")),
  /** The heap is what such a step of torchvision's net needs; more would only raise the peak. */
  ALEXANDRITE_FRUGAL(
      "AlexandritePeer",
      "",
      List.of("-XX:+UseSerialGC", "-Xmx1050m", "-Xmn16m", "--add-modules", "jdk.incubator.vector")),
  /** The heap is what a step of the largest of AlexNet's descendants needs. */
  ALEXANDRITE_DEEP(
      "AlexandritePeer",
      "",
      List.of("-Xmx8g", "-XX:+UseTransparentHugePages", "--add-modules", "jdk.incubator.vector")),
  /** The same with the collector that takes the least. */
  ALEXANDRITE_DEEP_FRUGAL(
      "AlexandritePeer",
      "",
      List.of("-XX:+UseSerialGC", "-Xmx8g", "-Xmn16m", "--add-modules", "jdk.incubator.vector")),
  /**
   * A command-line tool, which ends after one answer: no thread of a collector competes with the
   * compiler for two processors, and no class is made for a constructor that is called once.
   */
  ALEXANDRITE_TOOL(
      "AlexandritePeer",
      "AlexandriteFirstPrediction",
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx1600m",
          "-Xmn32m",
          "-XX:+UseTransparentHugePages",
          "-Djdk.reflect.useNativeAccessorOnly=true",
          "--add-modules",
          "jdk.incubator.vector")),
  /** The backend for GPUs, on processors. */
  ALEXANDRITE_ND4J(
      "AlexandritePeer",
      "",
      List.of(
          "-Xmx2g",
          "-Dorg.bytedeco.javacpp.maxBytes=10g",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=12g",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-D" + AlexandriteTrainStep.BACKEND + "=nd4j")),
  /** With room for decoded photographs. */
  ALEXANDRITE_CACHING(
      "AlexandritePeer", "", List.of("-Xmx6g", "--add-modules", "jdk.incubator.vector")),
  ALEXANDRITE_ONE_THREAD("AlexandritePeer", "", ALEXANDRITE.flags),
  /** Decodes on one core, so that the collector and the compiler take none of another. */
  ALEXANDRITE_ONE_CORE(
      "AlexandritePeer",
      "",
      List.of("-Xmx1g", "-XX:ActiveProcessorCount=1", "--add-modules", "jdk.incubator.vector")),
  PYTORCH(
      "DjlPyTorchPeer",
      "",
      List.of("-XX:+UseSerialGC", "-Xmx1g", "--enable-native-access=ALL-UNNAMED")),
  /**
   * Its batch laid out channels last, which its convolutions pass on. 16 bits are out of reach:
   * DJL's conversion to bfloat16 ends the process.
   */
  PYTORCH_CHANNELS_LAST(PYTORCH, Tuning.CHANNELS_LAST),
  ONNX_RUNTIME(
      "OnnxRuntimePeer",
      "OnnxFirstPrediction",
      List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED")),
  /** Its memory in huge pages, as ours is. */
  ONNX_RUNTIME_HUGE_PAGES(ONNX_RUNTIME, Tuning.HUGE_PAGES),
  /** Linear layers in 8 bits, both weights and inputs: ours rounds the weights only. */
  ONNX_RUNTIME_INT8(ONNX_RUNTIME, Tuning.INT8),
  /** Its memory is outside the heap; without limits it takes that of the heap. */
  DEEPLEARNING4J(
      "Deeplearning4jPeer",
      "",
      List.of(
          "-Xmx2g",
          "-Dorg.bytedeco.javacpp.maxBytes=10g",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=12g",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow")),
  ROOF("FmaRoof", "", List.of("-Xmx256m", "--add-modules", "jdk.incubator.vector"));

  private final String server;
  private final String starter;
  private final List<String> flags;
  private final Tuning tuning;

  Contender(String server, String starter, List<String> flags) {
    this(server, starter, flags, Tuning.NONE);
  }

  Contender(Contender untuned, Tuning tuning) {
    this(untuned.server, untuned.starter, untuned.flags, tuning);
  }

  Contender(String server, String starter, List<String> flags, Tuning tuning) {
    this.server = server;
    this.starter = starter;
    this.flags = flags;
    this.tuning = tuning;
  }

  /** The class whose {@code main} calls {@link PeerProtocol#serve}. */
  String server() {
    return qualified(server);
  }

  /** The class whose {@code main} makes one prediction; see {@link FirstPrediction}. */
  String starter() {
    return qualified(starter);
  }

  /** The options of its JVM. */
  List<String> flags() {
    return Stream.concat(flags.stream(), tuning.flags()).toList();
  }

  /** What it computes otherwise than it does by default. */
  Tuning tuning() {
    return tuning;
  }

  /** Variables that are set beside those of the driver. */
  Map<String, String> environment() {
    return tuning.environment();
  }

  /** Whether it reads the weights from an ONNX file. */
  boolean readsOnnx() {
    return server.equals(ONNX_RUNTIME.server);
  }

  /** What it is given, of what the user chose. */
  Settings settings(Settings chosen) {
    return this == ALEXANDRITE_ONE_THREAD || this == ALEXANDRITE_ONE_CORE
        ? new Settings(chosen.batch(), 1)
        : chosen;
  }

  private static String qualified(String simpleName) {
    return Contender.class.getPackageName() + "." + simpleName;
  }
}
