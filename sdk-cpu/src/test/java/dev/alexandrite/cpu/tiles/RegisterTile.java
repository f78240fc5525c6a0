package dev.alexandrite.cpu.tiles;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements that a tile of sums in registers repeats for each of its rows and vectors. A
 * vector of sums has a name of its own, such as {@code b3}: C2 keeps local variables in registers,
 * not the elements of an array.
 *
 * @param rows MR
 * @param vectors of a row, 1 or 2: NR in vectors
 * @param prefix of a row's number in the names of its sums
 */
record RegisterTile(int rows, int vectors, String prefix) {
  RegisterTile {
    if (rows < 1 || vectors < 1 || vectors > 2) {
      throw new IllegalArgumentException(
          "a tile has rows of 1 or 2 vectors, found " + rows + " of " + vectors);
    }
  }

  RegisterTile(int rows, int vectors) {
    this(rows, vectors, "");
  }

  /** {@code FloatVector b3 = FloatVector.fromArray(SPECIES, work, at + 7 * LANES);}. */
  String load(String at) {
    return forEachSum(
        (sum, number) ->
            "FloatVector %s = FloatVector.fromArray(SPECIES, work, %s);\n"
                .formatted(sum, vector(at, number)));
  }

  /** {@code FloatVector b3 = FloatVector.zero(SPECIES);}. */
  String zero() {
    return forEachSum((sum, _) -> "FloatVector %s = FloatVector.zero(SPECIES);\n".formatted(sum));
  }

  /** {@code b3.intoArray(work, at + 7 * LANES);}. */
  String store(String at) {
    return forEachSum(
        (sum, number) -> "%s.intoArray(work, %s);\n".formatted(sum, vector(at, number)));
  }

  /** {@code one.fma(b3, other3).intoArray(work, at + 7 * LANES);}. */
  String storeSum(RegisterTile other, String at) {
    return forEachSum(
        (sum, number) ->
            "one.fma(%s, %s).intoArray(work, %s);\n"
                .formatted(sum, other.sum(number / vectors, number % vectors), vector(at, number)));
  }

  /**
   * {@code b3 = v.add(b3);} and {@code b3.blend(floor, b3.compare(LE, floor)).intoArray(y, yAt + 3
   * * yStep + LANES);}: max would take care of zeros of either sign, in several instructions.
   */
  String finish() {
    return forEachSum(
        (sum, number) ->
            "%2$s = %1$s.add(%2$s);\n%2$s.blend(floor, %2$s.compare(LE, floor)).intoArray(y, %3$s);\n"
                .formatted(
                    number % vectors == 0 ? "u" : "v",
                    sum,
                    term(term("yAt", number / vectors, "yStep"), number % vectors, "LANES")));
  }

  /** Adds the products of an element of each row and the vectors of the panel, u and v. */
  String multiplyAdd(IntFunction<String> element) {
    return forEachRow(
        row ->
            "t = FloatVector.broadcast(SPECIES, %s);\n".formatted(element.apply(row))
                + "%1$s = t.fma(u, %1$s);\n".formatted(sum(row, 0))
                + (vectors == 2 ? "%1$s = t.fma(v, %1$s);\n".formatted(sum(row, 1)) : ""));
  }

  String forEachRow(IntFunction<String> statements) {
    return IntStream.range(0, rows).mapToObj(statements).collect(Collectors.joining());
  }

  private String forEachSum(SumStatement statement) {
    return forEachRow(
        row ->
            IntStream.range(0, vectors)
                .mapToObj(v -> statement.of(sum(row, v), row * vectors + v))
                .collect(Collectors.joining()));
  }

  private String sum(int row, int vector) {
    return (vector == 0 ? "a" : "b") + prefix + row;
  }

  private static String vector(String at, int number) {
    return term(at, number, "LANES");
  }

  /** {@code at + n * unit}, as short as a programmer writes it. */
  static String term(String at, int n, String unit) {
    return switch (n) {
      case 0 -> at;
      case 1 -> at + " + " + unit;
      default -> at + " + " + n + " * " + unit;
    };
  }

  /** A statement about one vector of sums. */
  private interface SumStatement {
    String of(String sum, int number);
  }
}
