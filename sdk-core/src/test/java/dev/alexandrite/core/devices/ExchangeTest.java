package dev.alexandrite.core.devices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.core.CoreTolerances;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What crosses between sections, both ways, and how much of it. */
class ExchangeTest {
  @Property(tries = 60)
  void gatheringRowsOrUnitsPutsTheWholeTogether(
      @ForAll @IntRange(min = 1, max = 5) int devices,
      @ForAll @IntRange(min = 1, max = 20) int rows,
      @ForAll @IntRange(min = 5, max = 30) int elements,
      @ForAll boolean byRows) {
    Partition partition =
        byRows
            ? new Partition.ByRows(new LeafShares(devices), elements)
            : Partition.ByUnits.equal(elements, devices);
    float[] whole = numbers(rows * elements, 1);
    Links links = new Links(devices, 0);
    float[][] received = new float[devices][rows * elements];
    Together.run(
        devices,
        rank -> {
          float[] own = new float[partition.elements(rank, rows)];
          partition.cut(whole, rank, rows, own);
          new AllGather(partition).forward(channel(links, rank), rows, own, received[rank]);
        });
    for (float[] each : received) {
      assertArrayEquals(whole, each);
    }
    long expected = 4L * (devices - 1) * rows * elements;
    assertEquals(expected, sent(links, devices), "bytes of an all-gather");
  }

  @Property(tries = 60)
  void theWayBackIsTheAdjoint(
      @ForAll @IntRange(min = 2, max = 5) int devices,
      @ForAll @IntRange(min = 1, max = 20) int rows,
      @ForAll @IntRange(min = 0, max = 2) int kind) {
    int channels = 3 * devices + 1;
    int positions = 4;
    Partition.ByUnits units = Partition.ByUnits.equal(channels, devices);
    Halo halo = new Halo(units, 2, positions);
    Exchange exchange =
        switch (kind) {
          case 0 -> new AllGather(units.times(positions));
          case 1 -> halo;
          default -> new HaloCrop(halo);
        };
    Links links = new Links(devices, 0);
    double[] forwards = new double[devices];
    double[] backwards = new double[devices];
    Together.run(
        devices,
        rank -> {
          int own = rows * units.units(rank) * positions;
          int wide = rows * halo.extended(rank, devices) * positions;
          int from = kind == 2 ? wide : own;
          int to = kind == 0 ? rows * channels * positions : kind == 1 ? wide : own;
          float[] x = numbers(from, 10 + rank);
          float[] v = numbers(to, 20 + rank);
          float[] y = new float[to];
          float[] u = new float[from];
          exchange.forward(channel(links, rank), rows, x, y);
          exchange.backward(channel(links, rank), rows, v, u);
          forwards[rank] = dot(y, v);
          backwards[rank] = dot(x, u);
        });
    double forward = Arrays.stream(forwards).sum();
    assertEquals(
        forward, Arrays.stream(backwards).sum(), CoreTolerances.ADJOINT * (1 + Math.abs(forward)));
  }

  /** The paper's first normalisation on two devices: two channels of 96 cross each way. */
  @Example
  void aHaloOfTwoChannelsIsCounted() {
    int rows = 3;
    int positions = 55 * 55;
    Halo halo = new Halo(Partition.ByUnits.equal(96, 2), 2, positions);
    Links links = new Links(2, 0);
    Together.run(
        2,
        rank ->
            halo.forward(
                channel(links, rank),
                rows,
                new float[rows * 48 * positions],
                new float[rows * 50 * positions]));
    long halves = 4L * rows * 2 * positions;
    assertEquals(halves, links.sentBytes(0));
    assertEquals(halves, links.sentBytes(1));
  }

  private static Channel channel(Links links, int rank) {
    return new Channel(links, Links.Lane.VALUES, rank);
  }

  private static long sent(Links links, int devices) {
    long bytes = 0;
    for (int device = 0; device < devices; device++) {
      bytes += links.sentBytes(device);
    }
    return bytes;
  }

  private static float[] numbers(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
