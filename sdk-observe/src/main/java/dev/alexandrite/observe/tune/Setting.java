package dev.alexandrite.observe.tune;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.tensor.RandomStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Something that a {@link Search} varies: its name, and the values that it may have. A trial's
 * value is drawn from the seed, the trial's number and the setting's place alone, so that the same
 * search has the same trials, whenever and however often it is run. Immutable.
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {
  private static final int MOST_LETTERS = 100;

  /** Points of a grid over a range of numbers, if nothing else is said. */
  private static final int UNSAID = 0;

  private final String name;
  private final Values<T> values;
  private final int points;

  /** By a share in [0, 1) of all there are. */
  private interface Values<T> {
    T at(double share);

    /** Those of a grid; a range of numbers has as many as asked for. */
    List<T> grid(int points);

    /** Where a value lies in a picture, 0 to 1. */
    double place(T value);

    boolean needsPoints();

    JsonObject describe();

    Json json(T value);
  }

  private Setting(String name, Values<T> values, int points) {
    if (name.isBlank() || name.length() > MOST_LETTERS) {
      throw new TrainingException(
          "a setting's name must have 1 to " + MOST_LETTERS + " letters, found \"" + name + "\"");
    }
    this.name = name;
    this.values = values;
    this.points = points;
  }

  /**
   * A number, every one as likely as another.
   *
   * @param name its name in tables
   * @param low the lowest
   * @param high the highest, above it
   * @return the setting: {@code low + u (high - low)} with u uniform in [0, 1)
   * @throws TrainingException if the ends are no range
   */
  public static Setting<Double> uniform(String name, double low, double high) {
    requireRange(name, low, high);
    return new Setting<>(name, new Interval("uniform", low, high, x -> x, x -> x), UNSAID);
  }

  /**
   * A number of which every order of magnitude is as likely as another, such as a rate.
   *
   * @param name its name in tables
   * @param low the lowest, above 0
   * @param high the highest, above it
   * @return the setting: {@code exp(ln low + u (ln high - ln low))} with u uniform in [0, 1)
   * @throws TrainingException if the ends are no range above 0
   */
  public static Setting<Double> logUniform(String name, double low, double high) {
    requireRange(name, low, high);
    if (low <= 0) {
      throw wrong(name, "logUniform needs a range above 0", low + " to " + high);
    }
    return new Setting<>(
        name, new Interval("logUniform", low, high, StrictMath::log, StrictMath::exp), UNSAID);
  }

  /**
   * A whole number, every one as likely as another.
   *
   * @param name its name in tables
   * @param low the lowest
   * @param high the highest, included, not below it
   * @return the setting: {@code low + floor(u (high - low + 1))} with u uniform in [0, 1)
   * @throws TrainingException if the ends are no range
   */
  public static Setting<Integer> integers(String name, int low, int high) {
    if (low > high) {
      throw wrong(name, "the lowest must not be above the highest", low + " to " + high);
    }
    return new Setting<>(name, new Whole(low, high), UNSAID);
  }

  /**
   * One of some values, every one as likely as another.
   *
   * @param <T> their type
   * @param name its name in tables
   * @param values at least one; tables say {@link String#valueOf(Object)} of them, which has to
   *     tell them apart
   * @return the setting: the value at {@code floor(u n)} with u uniform in [0, 1)
   * @throws TrainingException if there is none, or two have the same text
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the list is made of the values, and nothing is put into the array
  public static <T> Setting<T> choice(String name, T... values) {
    return choice(name, List.of(values));
  }

  /**
   * One of some values, every one as likely as another.
   *
   * @param <T> their type
   * @param name its name in tables
   * @param values at least one; tables say {@link String#valueOf(Object)} of them, which has to
   *     tell them apart
   * @return the setting: the value at {@code floor(u n)} with u uniform in [0, 1)
   * @throws TrainingException if there is none, or two have the same text
   */
  public static <T> Setting<T> choice(String name, List<T> values) {
    Set<String> texts = new HashSet<>();
    for (T value : values) {
      if (!texts.add(String.valueOf(value))) {
        throw wrong(name, "two values have the same text", String.valueOf(value));
      }
    }
    if (values.isEmpty()) {
      throw wrong(name, "a choice needs at least one value", "none");
    }
    return new Setting<>(name, new Choice<>(List.copyOf(values)), UNSAID);
  }

  /**
   * Sets how many values of a range a grid has: equally far apart, both ends included; for {@link
   * #logUniform} in equal ratios. Of whole numbers that are as few, all are taken.
   *
   * @param count at least 1; 1 is the middle
   * @return a changed copy
   * @throws TrainingException if there are fewer, or the setting is a choice
   */
  public Setting<T> points(int count) {
    if (count < 1 || values instanceof Choice) {
      throw wrong(name, "points(...) is for ranges, at least 1", String.valueOf(count));
    }
    return new Setting<>(name, values, count);
  }

  private static void requireRange(String name, double low, double high) {
    if (!(low < high && Double.isFinite(high - low))) {
      throw wrong(name, "the lowest must be below the highest, both finite", low + " to " + high);
    }
  }

  private static TrainingException wrong(String name, String expected, String found) {
    return new TrainingException("setting \"" + name + "\": " + expected + ", found " + found);
  }

  /**
   * Its name.
   *
   * @return as it was given
   */
  public String name() {
    return name;
  }

  /** The value of a trial of a random search; the place is the setting's among all of them. */
  T draw(long seed, int place, int trial) {
    int[] words = new int[4];
    RandomStream.block(seed, RandomStream.Purpose.SEARCH, place, 0, trial, 0, words, 0);
    long bits = ((words[0] & 0xFFFFFFFFL) << 21) ^ ((words[1] & 0xFFFFFFFFL) >>> 11);
    return values.at(bits * 0x1p-53);
  }

  /** Every value of a grid. */
  List<T> grid() {
    if (points == UNSAID && values.needsPoints()) {
      throw wrong(name, "a grid needs to know how many values of a range to try", "no points(...)");
    }
    return values.grid(points);
  }

  double place(Object value) {
    return values.place(cast(value));
  }

  Json json(Object value) {
    return values.json(cast(value));
  }

  /** For tables: drawn numbers rounded. */
  String text(Object value) {
    return values instanceof Interval && value instanceof Double number
        ? String.format(Locale.ROOT, "%.4g", number)
        : String.valueOf(value);
  }

  @SuppressWarnings("unchecked") // only what this setting has drawn comes back to it
  private T cast(Object value) {
    return (T) value;
  }

  /** What a table's header says of it, by which a search that goes on is compared. */
  Json describe() {
    JsonObject text = values.describe();
    if (points != UNSAID) {
      text.put("points", points);
    }
    return new JsonObject().put("name", name).put("values", text.build()).build();
  }

  private record Interval(
      String kind, double low, double high, DoubleUnaryOperator into, DoubleUnaryOperator out)
      implements Values<Double> {
    @Override
    public Double at(double share) {
      double from = into.applyAsDouble(low);
      double value = out.applyAsDouble(from + share * (into.applyAsDouble(high) - from));
      return Math.min(high, Math.max(low, value)); // not beyond by rounding
    }

    @Override
    public List<Double> grid(int points) {
      List<Double> grid = new ArrayList<>();
      for (int i = 0; i < points; i++) {
        boolean last = i > 0 && i == points - 1;
        grid.add(points == 1 ? at(0.5) : last ? high : i == 0 ? low : at(i / (points - 1.0)));
      }
      return grid;
    }

    @Override
    public double place(Double value) {
      double from = into.applyAsDouble(low);
      return (into.applyAsDouble(value) - from) / (into.applyAsDouble(high) - from);
    }

    @Override
    public boolean needsPoints() {
      return true;
    }

    @Override
    public JsonObject describe() {
      return new JsonObject().put("kind", kind).put("low", low).put("high", high);
    }

    @Override
    public Json json(Double value) {
      return Json.of(value);
    }
  }

  private record Whole(int low, int high) implements Values<Integer> {
    private long count() {
      return (long) high - low + 1;
    }

    @Override
    public Integer at(double share) {
      return (int) Math.min(high, low + (long) (share * count()));
    }

    @Override
    public List<Integer> grid(int points) {
      List<Integer> grid = new ArrayList<>();
      long all = Math.min(points, count());
      for (int i = 0; i < all; i++) {
        double share = all == 1 ? 0.5 : i / (all - 1.0);
        grid.add((int) Math.round(low + share * (count() - 1)));
      }
      return grid;
    }

    @Override
    public double place(Integer value) {
      return count() == 1 ? 0.5 : (value - (double) low) / (count() - 1);
    }

    @Override
    public boolean needsPoints() {
      return true;
    }

    @Override
    public JsonObject describe() {
      return new JsonObject().put("kind", "integers").put("low", low).put("high", high);
    }

    @Override
    public Json json(Integer value) {
      return Json.of(value);
    }
  }

  private record Choice<T>(List<T> all) implements Values<T> {
    @Override
    public T at(double share) {
      return all.get((int) (share * all.size()));
    }

    @Override
    public List<T> grid(int points) {
      return all;
    }

    @Override
    public double place(T value) {
      return all.size() == 1 ? 0.5 : all.indexOf(value) / (all.size() - 1.0);
    }

    @Override
    public boolean needsPoints() {
      return false;
    }

    @Override
    public JsonObject describe() {
      List<Json> texts = all.stream().map(this::json).toList();
      return new JsonObject().put("kind", "choice").put("of", new Json.Arr(texts));
    }

    @Override
    public Json json(T value) {
      return Json.of(String.valueOf(value));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
