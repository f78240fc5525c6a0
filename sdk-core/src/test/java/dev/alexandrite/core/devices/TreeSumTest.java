package dev.alexandrite.core.devices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.core.devices.LeafShares.Span;
import dev.alexandrite.spi.BatchTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Subtrees of any number of devices add up to the bits of one device. */
class TreeSumTest {
  @Property
  void anyNumberOfDevicesGivesTheSameBits(
      @ForAll @IntRange(min = 1, max = 8) int devices,
      @ForAll @IntRange(min = 1, max = 3000) int elements,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[][] leaves = new float[BatchTree.LEAVES][elements];
    for (float[] leaf : leaves) {
      for (int i = 0; i < elements; i++) {
        leaf[i] = (float) (random.nextGaussian() * Math.scalb(1f, random.nextInt(20)));
      }
    }
    List<Span> spans = new LeafShares(devices).allSpans();
    List<float[]> terms = new ArrayList<>();
    for (Span span : spans) {
      float[] term = new float[elements];
      for (int i = 0; i < elements; i++) {
        term[i] = subtree(leaves, span.firstLeaf(), span.leaves(), i);
      }
      terms.add(term);
    }
    float[] expected = new float[elements];
    for (int i = 0; i < elements; i++) {
      expected[i] = subtree(leaves, 0, BatchTree.LEAVES, i);
    }
    float[] sum = terms.getFirst();
    new TreeSum(spans).add(terms.toArray(float[][]::new), 0, elements, sum);
    assertArrayEquals(expected, sum);
  }

  private static float subtree(float[][] leaves, int first, int count, int element) {
    if (count == 1) {
      return leaves[first][element];
    }
    int half = count / 2;
    return subtree(leaves, first, half, element) + subtree(leaves, first + half, half, element);
  }

  @Property
  void sharesAreWholeLeavesAndEveryRowBelongsToOneDevice(
      @ForAll @IntRange(min = 1, max = 8) int devices,
      @ForAll @IntRange(min = 1, max = 300) int batch) {
    LeafShares shares = new LeafShares(devices);
    int rows = 0;
    int leaf = 0;
    for (int rank = 0; rank < devices; rank++) {
      for (Span span : shares.spans(rank)) {
        assertEquals(leaf, span.firstLeaf());
        assertEquals(rows, span.firstRow(batch));
        assertEquals(0, span.firstLeaf() % span.leaves());
        leaf += span.leaves();
        rows += span.rows(batch);
      }
    }
    assertEquals(BatchTree.LEAVES, leaf);
    assertEquals(batch, rows);
  }
}
