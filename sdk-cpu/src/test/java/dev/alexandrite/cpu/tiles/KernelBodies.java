package dev.alexandrite.cpu.tiles;

import static dev.alexandrite.cpu.tiles.RegisterTile.term;

/**
 * The bodies of the GEMM kernels, by family: where a kernel reads its rows, and what it does beside
 * multiplying. They use the names of the parameters of the methods that they are bodies of.
 */
final class KernelBodies {
  private static final String PACKED_COPY =
      """
      int next = turn & (RowPrefetch.ABREAST - 1);
      int i = Math.min(turn / RowPrefetch.ABREAST * LANES, last);
      FloatVector.fromArray(SPECIES, from, at + next * stride + i)
          .intoArray(work, target + next * STEP + i);
      turn++;
      """;

  private static final String PANEL_COPY =
      """
      int next = turn & (RowPrefetch.ABREAST - 1);
      int i = Math.min(turn / RowPrefetch.ABREAST * LANES, last);
      FloatVector.fromArray(SPECIES, rows, at + next * stride + i)
          .intoArray(work, target + next * WIDTH + i / WIDTH * PANEL_STEP + i % WIDTH);
      turn++;
      """;

  private KernelBodies() {}

  /**
   * A body.
   *
   * @param family what the marker says
   * @param tile its size
   * @return statements, not indented beyond their own nesting
   */
  static String of(String family, RegisterTile tile) {
    return switch (family) {
      case "rows from a table" -> indirect(tile);
      case "finished rows from a table" -> finished(tile);
      case "packed rows" -> packed(tile, "", "k++;\n");
      case "packed rows and a prefetch" -> packed(tile, "int turn = 0;\n", "k++;\n" + PACKED_COPY);
      case "outer products" -> outer(tile, "from", "to", "Panels.WIDTH", "", "k += ROWS;\n");
      case "outer products in place" ->
          outer(tile, "tile", "tile", "Panels.WIDTH", "", "k += ROWS;\n");
      case "outer products and a prefetch" ->
          outer(
              tile,
              "tile",
              "tile",
              "WIDTH",
              "int turn = 0;\n",
              "k += OuterProductKernel.ROWS;\n" + PANEL_COPY);
      case "outer products of two leaves" -> pair(tile.rows(), tile.vectors());
      default -> throw new IllegalArgumentException("no kernels \"" + family + "\" of " + tile);
    };
  }

  /** Row j is x from {@code bases[b + j]} on, in runs a stride apart. */
  private static String indirect(RegisterTile tile) {
    String width = tile.vectors() == 2 ? "2 * LANES" : "LANES";
    return tile.load("sums")
        + tile.forEachRow(
            j -> "int x%d = bases[%s] + shift;\n".formatted(j, j == 0 ? "b" : "b + " + j))
        + "int p = panel;\n"
        + "for (int r = 0; r < runs; r++) {\n"
        + "for (int k = 0; k < run; k++) {\n"
        + loadPanel(tile, "panels", "p + k * " + width)
        + multiplyAdd(tile.multiplyAdd(j -> "x[x%d + k]".formatted(j)))
        + "}\n"
        + "p += run * "
        + width
        + ";\n"
        + tile.forEachRow("x%d += stride;\n"::formatted)
        + "}\n"
        + tile.store("sums");
  }

  /** Row j is x from {@code bases[j]} on, one run; the results go to rows of y. */
  private static String finished(RegisterTile tile) {
    String width = tile.vectors() == 2 ? "2 * LANES" : "LANES";
    return tile.zero()
        + tile.forEachRow(j -> "int x%1$d = bases[%1$d] + shift;\n".formatted(j))
        + "for (int k = 0; k < length; k++) {\n"
        + loadPanel(tile, "panels", "panel + k * " + width)
        + multiplyAdd(tile.multiplyAdd(j -> "x[x%d + k]".formatted(j)))
        + "}\n"
        + "// A sum that the loop carries may not be the receiver of an addition: ADR 9.\n"
        + loadPanel(tile, "bias", "biasAt")
        + tile.finish();
  }

  /** Row j is STEP elements behind the one before. */
  private static String packed(RegisterTile tile, String before, String after) {
    String width = tile.vectors() == 2 ? "Panels.WIDTH" : "LANES";
    return tile.load("sums")
        + "int k = row;\n"
        + before
        + loop(
            "length * " + width,
            width,
            loadPanel(tile, "work", "p")
                + multiplyAdd(tile.multiplyAdd(j -> "work[%s]".formatted(term("k", j, "STEP"))))
                + after)
        + tile.store("sums");
  }

  /** The elements of all rows for one k are neighbours. */
  private static String outer(
      RegisterTile tile, String from, String to, String panelWidth, String before, String after) {
    String width = tile.vectors() == 2 ? panelWidth : "LANES";
    return tile.load(from)
        + "int k = y;\n"
        + before
        + loop(
            "count * " + width,
            width,
            loadPanel(tile, "work", "p")
                + multiplyAdd(tile.multiplyAdd(j -> neighbour("k", j)))
                + after)
        + tile.store(to);
  }

  /** Two leaves of the batch, whose sums are added in registers. */
  private static String pair(int rows, int vectors) {
    if (vectors != 2) {
      throw new IllegalArgumentException("two leaves take two vectors a row, found " + vectors);
    }
    RegisterTile first = new RegisterTile(rows, vectors, "0");
    RegisterTile second = new RegisterTile(rows, vectors, "1");
    return "int panelStep = count * Panels.WIDTH;\n"
        + "int yStep = count * OuterProductKernel.ROWS;\n"
        + first.zero()
        + second.zero()
        + "int k = y;\n"
        + loop(
            "panelStep",
            "Panels.WIDTH",
            loadPanel(first, "work", "p")
                + multiplyAdd(first.multiplyAdd(j -> neighbour("k", j)))
                + "u = FloatVector.fromArray(SPECIES, work, p + panelStep);\n"
                + "v = FloatVector.fromArray(SPECIES, work, p + panelStep + LANES);\n"
                + second.multiplyAdd(j -> neighbour("k + yStep", j))
                + "k += OuterProductKernel.ROWS;\n")
        + "// A sum that the loop carries may not be the receiver of an addition: ADR 9.\n"
        + "FloatVector one = FloatVector.broadcast(SPECIES, 1f);\n"
        + first.storeSum(second, "to");
  }

  /** Ascends through the rows of a panel. */
  private static String loop(String elements, String width, String body) {
    return "int end = panel + %s;\n".formatted(elements)
        + "for (int p = panel; p < end; p += %s) {\n".formatted(width)
        + body
        + "}\n";
  }

  private static String loadPanel(RegisterTile tile, String array, String at) {
    String u = "FloatVector u = FloatVector.fromArray(SPECIES, %s, %s);\n".formatted(array, at);
    String v =
        "FloatVector v = FloatVector.fromArray(SPECIES, %s, %s + LANES);\n".formatted(array, at);
    return tile.vectors() == 2 ? u + v : u;
  }

  /** Declares t where it is first used. */
  private static String multiplyAdd(String statements) {
    return "FloatVector " + statements;
  }

  private static String neighbour(String at, int j) {
    return "work[%s]".formatted(j == 0 ? at : at + " + " + j);
  }
}
