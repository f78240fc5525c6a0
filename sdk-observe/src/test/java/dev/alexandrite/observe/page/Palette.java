package dev.alexandrite.observe.page;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pictures of pages in 256 colours, which makes their files a third as long. Photographs are
 * dithered by an ordered pattern, so that what does not change compresses alike.
 */
final class Palette {
  private static final int COLORS = 256;

  /** Of the colours, those of the page itself, which stay exactly as they are. */
  private static final int EXACT = 96;

  private static final int COARSE = 0xE0E0E0;

  /** Bayer's matrix. */
  private static final int[][] PATTERN = {
    {0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}
  };

  private Palette() {}

  static BufferedImage reduce(BufferedImage picture) {
    Map<Integer, Integer> counts = new HashMap<>();
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    for (int pixel : pixels) {
      counts.merge(pixel & 0xFFFFFF, 1, Integer::sum);
    }
    List<Integer> colors = new ArrayList<>(mostFrequent(counts, EXACT));
    Map<Integer, Integer> rest = new HashMap<>();
    counts.forEach(
        (color, count) -> {
          if (!colors.contains(color)) {
            rest.merge((color & COARSE) + 0x101010, count, Integer::sum);
          }
        });
    colors.addAll(mostFrequent(rest, COLORS - colors.size()));
    return indexed(picture, pixels, colors);
  }

  private static List<Integer> mostFrequent(Map<Integer, Integer> counts, int most) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static BufferedImage indexed(BufferedImage picture, int[] pixels, List<Integer> colors) {
    int[] palette = colors.stream().mapToInt(Integer::intValue).toArray();
    IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
    BufferedImage reduced =
        new BufferedImage(
            picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    Set<Integer> exact = Set.copyOf(colors);
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < pixels.length; i++) {
      int x = i % picture.getWidth();
      int y = i / picture.getWidth();
      int color = pixels[i] & 0xFFFFFF;
      int shifted = exact.contains(color) ? color : shifted(color, PATTERN[y % 4][x % 4]);
      int place = places.computeIfAbsent(shifted, wanted -> nearest(palette, wanted));
      reduced.getRaster().setSample(x, y, 0, place);
    }
    return reduced;
  }

  /** Each channel by up to half of the distance between two coarse colours. */
  private static int shifted(int color, int sixteenths) {
    int shifted = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int channel = (color >> shift & 0xFF) + 2 * sixteenths - 15;
      shifted |= Math.clamp(channel, 0, 255) << shift;
    }
    return shifted;
  }

  private static int nearest(int[] palette, int color) {
    int nearest = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < palette.length; i++) {
      int distance = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int difference = (palette[i] >> shift & 0xFF) - (color >> shift & 0xFF);
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }
}
