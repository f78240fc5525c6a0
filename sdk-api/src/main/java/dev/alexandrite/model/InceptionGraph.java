package dev.alexandrite.model;

import java.util.List;

/** The modules of {@link GoogLeNet} (paper, table 1). */
final class InceptionGraph {
  /** By stage, from 3 on. */
  private static final List<List<int[]>> FILTERS =
      List.of(
          List.of(new int[] {64, 96, 128, 16, 32, 32}, new int[] {128, 128, 192, 32, 96, 64}),
          List.of(
              new int[] {192, 96, 208, 16, 48, 64},
              new int[] {160, 112, 224, 24, 64, 64},
              new int[] {128, 128, 256, 24, 64, 64},
              new int[] {112, 144, 288, 32, 64, 64},
              new int[] {256, 160, 320, 32, 128, 128}),
          List.of(
              new int[] {256, 160, 320, 32, 128, 128}, new int[] {384, 192, 384, 48, 128, 128}));

  private static final int FIRST_STAGE = 3;

  /** The modules that auxiliary heads read. */
  private static final List<String> WITH_HEADS = List.of("4a", "4d");

  private final NetworkBuilder net;
  private final InceptionParts parts;
  private final double auxiliaryWeight;
  private final Dropout auxiliaryDropout;

  InceptionGraph(
      NetworkBuilder net, InceptionParts parts, double auxiliaryWeight, Dropout auxiliaryDropout) {
    this.net = net;
    this.parts = parts;
    this.auxiliaryWeight = auxiliaryWeight;
    this.auxiliaryDropout = auxiliaryDropout;
  }

  Network build() {
    String x = parts.stem();
    for (int i = 0; i < FILTERS.size(); i++) {
      int stage = FIRST_STAGE + i;
      x = i == 0 ? x : parts.pool(stage - 1, x);
      char letter = 'a';
      for (int[] filters : FILTERS.get(i)) {
        x = parts.inception(stage, letter, filters, x);
        auxiliary(WITH_HEADS.indexOf("" + stage + letter++), x);
      }
    }
    parts.head(x);
    return net.build();
  }

  private void auxiliary(int index, String x) {
    if (index >= 0 && auxiliaryWeight > 0) {
      net.auxiliary(parts.auxiliary(index + 1, auxiliaryDropout, x), auxiliaryWeight);
    }
  }
}
