package dev.alexandrite.observe.picture;

import dev.alexandrite.SafeText;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures of one size side by side, with captions below if they have any: filters, maps, batches.
 *
 * <p>Settings are given by methods that return a changed copy.
 */
public final class ImageGrid {
  private static final int FONT_SIZE = 11;
  private static final int GAP = 4;
  private static final int ROW = FONT_SIZE + GAP;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
  private static final Color PAPER = new Color(0xFFFFFF);
  private static final Color INK = new Color(0x222222);

  private final int columns;
  private final int tileWidth;
  private final int tileHeight;
  private final boolean smooth;
  private final boolean transparent;
  private final List<Tile> tiles;

  private record Tile(BufferedImage picture, String caption) {}

  private ImageGrid(
      int columns,
      int tileWidth,
      int tileHeight,
      boolean smooth,
      boolean transparent,
      List<Tile> tiles) {
    this.columns = columns;
    this.tileWidth = tileWidth;
    this.tileHeight = tileHeight;
    this.smooth = smooth;
    this.transparent = transparent;
    this.tiles = tiles;
  }

  /**
   * An empty grid.
   *
   * @param columns how many pictures are side by side, from 1
   * @param tileWidth to how many pixels each is enlarged or reduced, from 1
   * @param tileHeight the same, from 1
   * @return the grid
   * @throws IllegalArgumentException if a number is below 1
   */
  public static ImageGrid of(int columns, int tileWidth, int tileHeight) {
    if (columns < 1 || tileWidth < 1 || tileHeight < 1) {
      throw new IllegalArgumentException(
          "a grid of "
              + columns
              + " columns of "
              + tileWidth
              + " x "
              + tileHeight
              + " pixels; all have to be 1 or more");
    }
    return new ImageGrid(columns, tileWidth, tileHeight, false, false, List.of());
  }

  /**
   * The grid with smooth enlargement, for photographs; else pixels become rectangles, as filters
   * and maps are looked at.
   *
   * @return a changed copy
   */
  public ImageGrid smooth() {
    return new ImageGrid(columns, tileWidth, tileHeight, true, transparent, tiles);
  }

  /**
   * The grid with nothing between the pictures, for pages that are light or dark; for pictures
   * without captions.
   *
   * @return a changed copy
   */
  public ImageGrid transparent() {
    return new ImageGrid(columns, tileWidth, tileHeight, smooth, true, tiles);
  }

  /**
   * The grid with one more picture.
   *
   * @param picture the picture
   * @param caption what stands below, in two lines if it is longer than the picture is wide, and
   *     cut at the end of the second; may be empty
   * @return a changed copy
   */
  public ImageGrid add(BufferedImage picture, String caption) {
    List<Tile> more = new ArrayList<>(tiles);
    more.add(new Tile(picture, SafeText.of(caption)));
    return new ImageGrid(columns, tileWidth, tileHeight, smooth, transparent, more);
  }

  /**
   * The grid with more pictures, without captions.
   *
   * @param pictures the pictures
   * @return a changed copy
   */
  public ImageGrid addAll(List<BufferedImage> pictures) {
    List<Tile> more = new ArrayList<>(tiles);
    pictures.forEach(picture -> more.add(new Tile(picture, "")));
    return new ImageGrid(columns, tileWidth, tileHeight, smooth, transparent, more);
  }

  /**
   * Draws it.
   *
   * @return the picture, white where there is nothing unless {@link #transparent()} was asked for
   * @throws IllegalStateException if it has no pictures
   */
  public BufferedImage draw() {
    if (tiles.isEmpty()) {
      throw new IllegalStateException("a grid without pictures; add some first");
    }
    List<List<String>> captions = captions();
    int rows = captions.stream().mapToInt(List::size).max().orElse(0);
    int pitchX = tileWidth + GAP;
    int pitchY = tileHeight + GAP + rows * ROW;
    int across = Math.min(columns, tiles.size());
    int down = Math.ceilDiv(tiles.size(), columns);
    BufferedImage sheet =
        new BufferedImage(
            GAP + across * pitchX,
            GAP + down * pitchY,
            transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    if (!transparent) {
      graphics.setColor(PAPER);
      graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    }
    graphics.setColor(INK);
    graphics.setFont(FONT);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      int x = GAP + i % columns * pitchX;
      int y = GAP + i / columns * pitchY;
      BufferedImage picture = Pictures.scaled(tile.picture(), tileWidth, tileHeight, smooth);
      graphics.drawImage(picture, x, y, null);
      for (int row = 0; row < captions.get(i).size(); row++) {
        graphics.drawString(captions.get(i).get(row), x, y + tileHeight + FONT_SIZE + ROW * row);
      }
    }
    graphics.dispose();
    return sheet;
  }

  private List<List<String>> captions() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    FontMetrics metrics = graphics.getFontMetrics(FONT);
    graphics.dispose();
    return tiles.stream().map(tile -> rows(tile.caption(), metrics)).toList();
  }

  /** One row if that is enough, or else two, of which the first ends with a word. */
  private List<String> rows(String caption, FontMetrics metrics) {
    if (caption.isEmpty()) {
      return List.of();
    }
    int end = metrics.stringWidth(caption) <= tileWidth ? -1 : caption.lastIndexOf(' ');
    while (end >= 0 && metrics.stringWidth(caption.substring(0, end)) > tileWidth) {
      end = caption.lastIndexOf(' ', end - 1);
    }
    return end <= 0
        ? List.of(cut(caption, metrics))
        : List.of(caption.substring(0, end), cut(caption.substring(end + 1), metrics));
  }

  private String cut(String caption, FontMetrics metrics) {
    if (metrics.stringWidth(caption) <= tileWidth) {
      return caption;
    }
    int[] points = caption.codePoints().toArray();
    for (int length = points.length - 1; length > 0; length--) {
      String shorter = new String(points, 0, length) + "…";
      if (metrics.stringWidth(shorter) <= tileWidth) {
        return shorter;
      }
    }
    return "";
  }
}
