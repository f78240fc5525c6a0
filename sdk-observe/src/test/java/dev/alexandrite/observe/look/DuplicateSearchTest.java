package dev.alexandrite.observe.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.alexandrite.observe.look.DuplicateSearch.Result;
import dev.alexandrite.observe.look.ImageFacts.PixelHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is found fast is what is found by comparing everything with everything. */
class DuplicateSearchTest {
  private record Item(ImagePlace place, ImageFacts facts) {
    Sketch sketch() {
      return Objects.requireNonNull(facts.sketch());
    }
  }

  @Property(tries = 200)
  void theIndexFindsEveryHashNearby(
      @ForAll long seed,
      @ForAll @IntRange(max = 300) int size,
      @ForAll @IntRange(max = 15) int most) {
    Random random = new Random(seed);
    long[] hashes = hashes(random, size);
    HashIndex index = new HashIndex(hashes);
    for (int query = 0; query < 10; query++) {
      long hash = size == 0 || query % 2 == 0 ? random.nextLong() : hashes[random.nextInt(size)];
      List<Integer> found = new ArrayList<>();
      index.around(hash, most, found::add);
      assertEquals(
          IntStream.range(0, size)
              .filter(place -> Long.bitCount(hashes[place] ^ hash) <= most)
              .boxed()
              .toList(),
          found.stream().sorted().toList());
    }
  }

  /** Some centres, and others a few bits beside them, so that all distances occur. */
  private static long[] hashes(Random random, int size) {
    long[] hashes = new long[size];
    for (int i = 0; i < size; i++) {
      hashes[i] = i % 7 == 0 ? random.nextLong() : hashes[random.nextInt(i)];
      for (int flips = random.nextInt(12); i % 7 != 0 && flips > 0; flips--) {
        hashes[i] ^= 1L << random.nextInt(64);
      }
    }
    return hashes;
  }

  @Property(tries = 150)
  void groupsAndLeaksAreThoseOfComparingAll(
      @ForAll long seed,
      @ForAll @IntRange(max = 120) int size,
      @ForAll @IntRange(max = 15) int most,
      @ForAll boolean mirrored) {
    List<Item> items = items(new Random(seed), size);
    DuplicateSearch search = new DuplicateSearch(most, mirrored);
    items.forEach(item -> search.add(item.place(), item.facts()));
    Result result = search.search();

    assertEquals(slowGroups(items, most, mirrored), result.groups());
    assertEquals(slowLeaks(items, most, mirrored), result.leaks());
  }

  private static List<Item> items(Random random, int size) {
    long[] hashes = hashes(random, size);
    byte[][] grids = new byte[5][Sketch.SIDE * Sketch.SIDE];
    for (byte[] grid : grids) {
      random.nextBytes(grid);
    }
    List<Item> items = new ArrayList<>();
    int held = size - size / 3;
    for (int i = 0; i < size; i++) {
      Part part = i < held ? Part.TRAINING : Part.VALIDATION;
      int index = i < held ? i : i - held;
      ImageFacts same =
          i > 0 && random.nextInt(8) == 0 ? items.get(random.nextInt(i)).facts() : null;
      Sketch sketch = new Sketch(hashes[i], grid(random, grids));
      items.add(
          new Item(
              new ImagePlace(part, index, part + " " + index, "class " + random.nextInt(3)),
              same != null
                  ? same
                  : new ImageFacts(9, 9, false, false, new PixelHash(i, 1), sketch, null)));
    }
    return items;
  }

  /** One of few, now and then the other way round. */
  private static byte[] grid(Random random, byte[][] grids) {
    byte[] grid = grids[random.nextInt(grids.length)].clone();
    if (random.nextInt(3) == 0) {
      for (int i = 0; i < grid.length; i++) {
        int y = i / Sketch.SIDE;
        int x = i % Sketch.SIDE;
        if (x < Sketch.SIDE / 2) {
          int other = y * Sketch.SIDE + Sketch.SIDE - 1 - x;
          byte value = grid[i];
          grid[i] = grid[other];
          grid[other] = value;
        }
      }
    }
    return grid;
  }

  /** How near two are, or -1. Mirrored ones are half a bit farther away than others. */
  private static double distance(Item one, Item other, int most, boolean mirrored) {
    if (one.facts().pixels().equals(other.facts().pixels())) {
      return -0.75;
    }
    double nearest = Double.POSITIVE_INFINITY;
    int bits = Long.bitCount(one.sketch().hash() ^ other.sketch().hash());
    if (bits <= most && one.sketch().resembles(other.sketch(), false)) {
      nearest = bits;
    }
    int turned =
        Long.bitCount(PerceptualHash.mirrored(one.sketch().hash()) ^ other.sketch().hash());
    if (mirrored && turned <= most && one.sketch().resembles(other.sketch(), true)) {
      nearest = Math.min(nearest, turned + 0.5);
    }
    return nearest;
  }

  private static List<DuplicateGroup> slowGroups(List<Item> items, int most, boolean mirrored) {
    int[] group = IntStream.range(0, items.size()).toArray();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < group.length; i++) {
        for (int j = 0; j < i; j++) {
          if (group[i] != group[j]
              && Double.isFinite(distance(items.get(i), items.get(j), most, mirrored))) {
            int joined = Math.min(group[i], group[j]);
            group[i] = joined;
            group[j] = joined;
            changed = true;
          }
        }
      }
    }
    TreeMap<Integer, List<Item>> members = new TreeMap<>();
    for (int i = 0; i < group.length; i++) {
      members.computeIfAbsent(group[i], _ -> new ArrayList<>()).add(items.get(i));
    }
    return members.values().stream()
        .filter(list -> list.size() > 1)
        .map(
            list ->
                new DuplicateGroup(
                    list.stream().map(Item::place).toList(),
                    list.stream().map(item -> item.facts().pixels()).distinct().count() == 1))
        .toList();
  }

  private static List<Leak> slowLeaks(List<Item> items, int most, boolean mirrored) {
    List<Leak> leaks = new ArrayList<>();
    for (Item held : items) {
      if (held.place().part() == Part.TRAINING) {
        continue;
      }
      Item best = null;
      double nearest = Double.POSITIVE_INFINITY;
      for (Item learned : items) {
        double distance = distance(held, learned, most, mirrored);
        if (learned.place().part() == Part.TRAINING && distance < nearest) {
          nearest = distance;
          best = learned;
        }
      }
      if (best != null) {
        int bits = Math.max(0, (int) nearest);
        boolean turned = nearest > 0 && nearest != bits;
        leaks.add(new Leak(held.place(), best.place(), bits, nearest < 0, turned));
      }
    }
    return leaks;
  }

  @Property(tries = 1)
  void manyOfOneKindDoNotTakeForEver() {
    // 5,000 pictures in one dense crowd: every pair is near.
    Random random = new Random(1);
    byte[] grid = new byte[Sketch.SIDE * Sketch.SIDE];
    random.nextBytes(grid);
    DuplicateSearch search = new DuplicateSearch(DataLook.DEFAULT_NEAR, false);
    int size = 5_000;
    for (int i = 0; i < size; i++) {
      long first = 1L << random.nextInt(64);
      long hash = first | (1L << random.nextInt(64));
      ImagePlace place = new ImagePlace(Part.TRAINING, i, "image " + i, "a");
      search.add(
          place,
          new ImageFacts(9, 9, false, false, new PixelHash(i, 0), new Sketch(hash, grid), null));
    }
    List<DuplicateGroup> groups = search.search().groups();
    assertEquals(1, groups.size());
    assertEquals(size, groups.getFirst().images().size());
    assertFalse(groups.getFirst().labelsDisagree());
  }
}
