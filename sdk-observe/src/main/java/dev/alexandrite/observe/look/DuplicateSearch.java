package dev.alexandrite.observe.look;

import dev.alexandrite.observe.look.ImageFacts.PixelHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which images are the same or nearly so. Those with the same pixels are one <em>picture</em>;
 * pictures are alike if their hashes differ in few bits and their grids agree. The result is that
 * of comparing every picture with every other.
 */
final class DuplicateSearch {
  /** Nearer than hashes without a difference. */
  private static final int IDENTICAL = -1;

  private final int most;
  private final boolean mirrored;

  /** Images of all parts, one after the other, and the picture that each shows. */
  private final List<ImagePlace> images = new ArrayList<>();

  private final List<Integer> pictureOf = new ArrayList<>();

  /** Pictures by their pixels, the first image of each, and what they look like. */
  private final Map<PixelHash, Integer> pictures = new HashMap<>();

  private final List<@Nullable Sketch> sketches = new ArrayList<>();

  /** The first training image of each picture, or -1; whether any is held out. */
  private final List<Integer> firstTraining = new ArrayList<>();

  private final List<Boolean> heldOut = new ArrayList<>();

  DuplicateSearch(int most, boolean mirrored) {
    this.most = most;
    this.mirrored = mirrored;
  }

  void add(ImagePlace image, ImageFacts facts) {
    int picture = pictures.computeIfAbsent(facts.pixels(), pixels -> sketches.size());
    if (picture == sketches.size()) {
      sketches.add(facts.sketch());
      firstTraining.add(-1);
      heldOut.add(false);
    }
    if (image.part() == Part.VALIDATION) {
      heldOut.set(picture, true);
    } else if (firstTraining.get(picture) < 0) {
      firstTraining.set(picture, images.size());
    }
    images.add(image);
    pictureOf.add(picture);
  }

  /** Groups and leaks, in the order of the images. */
  record Result(List<DuplicateGroup> groups, List<Leak> leaks) {}

  Result search() {
    Groups groups = new Groups(sketches.size());
    Nearest[] nearest = new Nearest[sketches.size()];
    for (int picture = 0; picture < nearest.length; picture++) {
      nearest[picture] = new Nearest();
      nearest[picture].see(IDENTICAL, firstTraining.get(picture), false);
    }
    compare(groups, nearest);
    return new Result(grouped(groups), leaks(nearest));
  }

  private void compare(Groups groups, Nearest[] nearest) {
    int[] shaped = shaped();
    long[] hashes = new long[shaped.length];
    for (int i = 0; i < shaped.length; i++) {
      hashes[i] = sketch(shaped[i]).hash();
    }
    HashIndex index = new HashIndex(hashes);
    for (int i = 0; i < shaped.length; i++) {
      int one = i;
      index.around(
          hashes[one],
          most,
          other -> {
            if (other > one) {
              meet(groups, nearest, shaped[one], shaped[other], false);
            }
          });
      if (mirrored) {
        index.around(
            PerceptualHash.mirrored(hashes[one]),
            most,
            other -> {
              if (other > one) {
                meet(groups, nearest, shaped[one], shaped[other], true);
              }
            });
      }
    }
  }

  /** The pictures in which there is something to see, ascending. */
  private int[] shaped() {
    int[] shaped = new int[sketches.size()];
    int count = 0;
    for (int picture = 0; picture < shaped.length; picture++) {
      if (sketches.get(picture) != null) {
        shaped[count++] = picture;
      }
    }
    return Arrays.copyOf(shaped, count);
  }

  private Sketch sketch(int picture) {
    return Objects.requireNonNull(sketches.get(picture));
  }

  /** Two pictures whose hashes are near. Grids are compared only where something depends on it. */
  private void meet(Groups groups, Nearest[] nearest, int one, int other, boolean turned) {
    Sketch first = sketch(one);
    Sketch second = sketch(other);
    long hash = turned ? PerceptualHash.mirrored(first.hash()) : first.hash();
    int bits = PerceptualHash.distance(hash, second.hash());
    boolean counts =
        !groups.together(one, other)
            || leaksInto(nearest, one, other, bits, turned)
            || leaksInto(nearest, other, one, bits, turned);
    if (counts && first.resembles(second, turned)) {
      groups.join(one, other);
      nearest[one].see(bits, firstTraining.get(other), turned);
      nearest[other].see(bits, firstTraining.get(one), turned);
    }
  }

  private boolean leaksInto(Nearest[] nearest, int held, int learned, int bits, boolean turned) {
    return heldOut.get(held) && nearest[held].isBetter(bits, firstTraining.get(learned), turned);
  }

  /** The training image that is most alike; of equals the first, and rather one not mirrored. */
  private static final class Nearest {
    private int bits = Integer.MAX_VALUE;
    private int image = -1;
    private boolean mirrored;

    boolean isBetter(int otherBits, int other, boolean turned) {
      if (other < 0 || otherBits != bits) {
        return other >= 0 && otherBits < bits;
      }
      return turned == mirrored ? other < image : mirrored;
    }

    void see(int otherBits, int other, boolean turned) {
      if (isBetter(otherBits, other, turned)) {
        bits = otherBits;
        image = other;
        mirrored = turned;
      }
    }
  }

  private List<DuplicateGroup> grouped(Groups groups) {
    Map<Integer, List<Integer>> members = new TreeMap<>();
    Map<Integer, Integer> places = new HashMap<>(); // a group stands where its first image does
    for (int image = 0; image < images.size(); image++) {
      int place = image;
      int first = places.computeIfAbsent(groups.first(pictureOf.get(image)), _ -> place);
      members.computeIfAbsent(first, _ -> new ArrayList<>()).add(image);
    }
    List<DuplicateGroup> found = new ArrayList<>();
    for (List<Integer> group : members.values()) {
      if (group.size() > 1) {
        int picture = pictureOf.get(group.getFirst());
        found.add(
            new DuplicateGroup(
                group.stream().map(images::get).toList(),
                group.stream().allMatch(image -> pictureOf.get(image) == picture)));
      }
    }
    return found;
  }

  private List<Leak> leaks(Nearest[] nearest) {
    List<Leak> leaks = new ArrayList<>();
    for (int image = 0; image < images.size(); image++) {
      int picture = pictureOf.get(image);
      Nearest like = nearest[picture];
      if (images.get(image).part() == Part.VALIDATION && like.image >= 0) {
        leaks.add(
            new Leak(
                images.get(image),
                images.get(like.image),
                Math.max(0, like.bits),
                like.bits == IDENTICAL,
                like.mirrored));
      }
    }
    return leaks;
  }
}
