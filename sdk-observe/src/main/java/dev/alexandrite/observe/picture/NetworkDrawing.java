package dev.alexandrite.observe.picture;

import dev.alexandrite.observe.markup.Svg;
import dev.alexandrite.observe.picture.NetworkPicture.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Blocks in a column, and beside it a lane for each block that one reads which is not the next. */
final class NetworkDrawing {
  private static final int MARGIN = 12;
  private static final int TITLE = 52;
  private static final int WIDTH = 330;
  private static final int HEIGHT = 40;
  private static final int WORK_ROW = 16;
  private static final int GAP = 30;
  private static final int LANE = 16;

  /** About how wide a letter is: of a name, and of all else. */
  private static final double NAME_LETTER = 8.4;

  private static final double LETTER = 6.6;
  private static final int PADDING = 10;
  private static final int ROOM = WIDTH - 2 * PADDING;
  private static final String LEARNS = "#0072b2";

  private final String name;
  private final String size;
  private final List<Block> blocks;
  private final int[] tops;
  private final int[] bottoms;

  /** The lane of each block, from 0; -1 if only the next one reads it. */
  private final int[] lanes;

  private final int[] ends;
  private final Svg svg;

  NetworkDrawing(String name, String size, List<Block> blocks) {
    this.name = name;
    this.size = size;
    this.blocks = blocks;
    int count = blocks.size();
    tops = new int[count];
    bottoms = new int[count];
    int y = TITLE;
    for (int i = 0; i < count; i++) {
      tops[i] = y;
      bottoms[i] = y + HEIGHT + (blocks.get(i).work().isEmpty() ? 0 : WORK_ROW);
      y = bottoms[i] + GAP;
    }
    ends = ends();
    lanes = lanes();
    int widest = Arrays.stream(lanes).max().orElse(-1) + 1;
    int width = 2 * MARGIN + WIDTH + (widest == 0 ? 0 : LANE * widest + LANE / 2);
    svg = Svg.sized(width, bottoms[count - 1] + GAP + MARGIN, name);
  }

  /**
   * The last block that reads each one without being the next; the block itself if there is none.
   */
  private int[] ends() {
    int[] last = new int[blocks.size()];
    for (int i = 0; i < last.length; i++) {
      last[i] = i;
      for (int input : blocks.get(i).inputs()) {
        if (input < i - 1) {
          last[input] = i;
        }
      }
    }
    return last;
  }

  /** Short ones inside, and on one lane only those that do not pass one another. */
  private int[] lanes() {
    int[] chosen = new int[blocks.size()];
    List<Integer> sources = new ArrayList<>();
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = -1;
      if (ends[i] > i) {
        sources.add(i);
      }
    }
    sources.sort(Comparator.comparingInt(source -> ends[source] - source));
    List<List<Integer>> taken = new ArrayList<>();
    for (int source : sources) {
      int lane = 0;
      while (lane < taken.size() && taken.get(lane).stream().anyMatch(it -> overlap(it, source))) {
        lane++;
      }
      if (lane == taken.size()) {
        taken.add(new ArrayList<>());
      }
      taken.get(lane).add(source);
      chosen[source] = lane;
    }
    return chosen;
  }

  private boolean overlap(int one, int other) {
    return one < ends[other] && other < ends[one];
  }

  String svg(String style) {
    svg.style(style);
    String title = cut(name, WIDTH / NAME_LETTER);
    svg.text(MARGIN, 20, "start", title, " font-size=\"14\" font-weight=\"600\"");
    svg.text(MARGIN, 38, "start", size, "");
    for (int i = 0; i < blocks.size(); i++) {
      block(i);
      out(i);
      lane(i);
    }
    return svg.toString();
  }

  private void block(int i) {
    Block block = blocks.get(i);
    String frame =
        block.learns()
            ? "stroke=\"" + LEARNS + "\" stroke-width=\"2\""
            : "stroke=\"currentColor\" stroke-opacity=\"0.4\"";
    svg.add(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill-opacity=\"0.05\""
                + " %s/>",
            MARGIN,
            tops[i],
            WIDTH,
            bottoms[i] - tops[i],
            frame));
    String kind = cut(block.kind(), ROOM / 2 / LETTER);
    double left = ROOM - PADDING - LETTER * kind.length();
    int row = tops[i] + 25;
    svg.text(
        MARGIN + PADDING,
        row,
        "start",
        cut(block.name(), left / NAME_LETTER),
        " font-size=\"14\" font-weight=\"600\"");
    svg.text(MARGIN + WIDTH - PADDING, row, "end", kind, " opacity=\"0.75\"");
    if (!block.work().isEmpty()) {
      svg.text(MARGIN + PADDING, tops[i] + 44, "start", cut(block.work(), ROOM / LETTER), "");
    }
  }

  /** The shape below a block, and an arrow if the next one reads it, or nobody. */
  private void out(int i) {
    int x = MARGIN + WIDTH / 2;
    boolean last = i == blocks.size() - 1;
    if (last || blocks.get(i + 1).inputs().contains(i)) {
      line("M" + x + " " + bottoms[i] + "V" + (bottoms[i] + GAP - 1));
      arrow(x, bottoms[i] + GAP, "l-4 -7h8z");
    }
    svg.text(x + 8, bottoms[i] + 19, "start", blocks.get(i).shape(), " opacity=\"0.75\"");
  }

  /** From the side of a block past others into the side of each that reads it. */
  private void lane(int source) {
    if (lanes[source] < 0) {
      return;
    }
    int side = MARGIN + WIDTH;
    int x = side + LANE * (lanes[source] + 1);
    int begin = bottoms[source] - 9;
    line("M" + side + " " + begin + "H" + x + "V" + (tops[ends[source]] + 11));
    for (int reader = source + 2; reader <= ends[source]; reader++) {
      if (blocks.get(reader).inputs().contains(source)) {
        int y = tops[reader] + 11;
        line("M" + x + " " + y + "H" + (side + 1));
        arrow(side, y, "l7 -4v8z");
      }
    }
  }

  private void line(String path) {
    svg.add("<path fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.7\" d=\"")
        .add(path)
        .add("\"/>");
  }

  private void arrow(int x, int y, String head) {
    svg.add("<path fill-opacity=\"0.8\" d=\"M" + x + " " + y + head + "\"/>");
  }

  /** What distinguishes a name among others is at both of its ends. */
  private static String cut(String text, double letters) {
    int[] points = text.codePoints().toArray();
    int most = (int) letters;
    if (points.length <= most) {
      return text;
    }
    int begin = most / 2;
    int end = most - 1 - begin;
    return new String(points, 0, begin) + "…" + new String(points, points.length - end, end);
  }
}
