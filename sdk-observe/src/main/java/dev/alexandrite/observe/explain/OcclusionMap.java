package dev.alexandrite.observe.explain;

import dev.alexandrite.classify.Inspector;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How far the score falls when a place is covered (Zeiler and Fergus, arXiv 1311.2901, section
 * 4.2): a pixel's value is the mean of the falls under all squares that covered it.
 */
final class OcclusionMap {
  /** So many inputs are computed at once. */
  private static final int BATCH = 16;

  private final Inspector inspector;
  private final Shape shape;
  private final String scores;
  private final int label;

  OcclusionMap(Inspector inspector, Shape shape, String scores, int label) {
    this.inspector = inspector;
    this.shape = shape;
    this.scores = scores;
    this.label = label;
  }

  private record Place(int top, int left) {}

  /**
   * What was found.
   *
   * @param score the class's score for the input as it is
   * @param map {@code float32[H, W]}
   */
  record Falls(double score, float[] map) {}

  /** Covers one place after another. */
  Falls falls(float[] input, float[] filling, Occluder occluder) {
    int size = Math.min(occluder.size(), Math.min(shape.height(), shape.width()));
    List<Place> places = places(size, occluder.stride());
    double[] falls = new double[shape.height() * shape.width()];
    int[] covered = new int[falls.length];
    // As many as in the first batch, so that the graph of this one serves the others.
    double score = scores(Collections.nCopies(Math.min(BATCH, places.size()), input))[0];
    for (int from = 0; from < places.size(); from += BATCH) {
      List<Place> some = places.subList(from, Math.min(from + BATCH, places.size()));
      List<float[]> inputs = new ArrayList<>();
      some.forEach(place -> inputs.add(covered(input, filling, place, size)));
      double[] found = scores(inputs);
      for (int i = 0; i < found.length; i++) {
        add(score - found[i], some.get(i), size, falls, covered);
      }
    }
    float[] map = new float[falls.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) (falls[i] / covered[i]);
    }
    return new Falls(score, map);
  }

  private double[] scores(List<float[]> inputs) {
    return inspector.inspectInputs(inputs, List.of(scores), scores, label).stream()
        .mapToDouble(seen -> seen.layer(scores).activation()[label])
        .toArray();
  }

  /** Left upper corners; the last one of a row or column ends at the edge. */
  private List<Place> places(int size, int stride) {
    List<Place> places = new ArrayList<>();
    for (int top : starts(shape.height(), size, stride)) {
      for (int left : starts(shape.width(), size, stride)) {
        places.add(new Place(top, left));
      }
    }
    return places;
  }

  private static List<Integer> starts(int length, int size, int stride) {
    List<Integer> starts = new ArrayList<>();
    for (int at = 0; at + size < length; at += stride) {
      starts.add(at);
    }
    starts.add(length - size);
    return starts;
  }

  private float[] covered(float[] input, float[] filling, Place place, int size) {
    float[] covered = input.clone();
    for (int plane = 0; plane < shape.channels(); plane++) {
      for (int y = place.top(); y < place.top() + size; y++) {
        int from = (plane * shape.height() + y) * shape.width() + place.left();
        System.arraycopy(filling, from, covered, from, size);
      }
    }
    return covered;
  }

  private void add(double fall, Place place, int size, double[] falls, int[] covered) {
    for (int y = place.top(); y < place.top() + size; y++) {
      for (int x = place.left(); x < place.left() + size; x++) {
        falls[y * shape.width() + x] += fall;
        covered[y * shape.width() + x]++;
      }
    }
  }
}
