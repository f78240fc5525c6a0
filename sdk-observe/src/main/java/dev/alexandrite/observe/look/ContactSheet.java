package dev.alexandrite.observe.look;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.observe.html.Thumbnail;
import dev.alexandrite.observe.picture.ImageGrid;
import dev.alexandrite.observe.picture.Pictures;
import dev.alexandrite.train.TrainingBatch;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Many images side by side with their labels below: a batch as the network gets it, or some of each
 * class as they are. Immutable.
 *
 * <pre>{@code
 * ContactSheet.of(trainer.preview(0, 0)).write(Path.of("batch.jpg"));
 * ContactSheet.ofClasses(training, 8).write(Path.of("classes.jpg"));
 * }</pre>
 */
public final class ContactSheet {
  private static final int TILE = 112;
  private static final int COLUMNS = 8;

  /** A sheet of more is larger than memory and eyes. */
  private static final int MOST_TILES = 2000;

  private static final Color GROUND = new Color(0xEEEEEE);

  private final int columns;
  private final List<Tile> tiles;

  private record Tile(BufferedImage picture, String caption) {}

  private ContactSheet(int columns, List<Tile> tiles) {
    this.columns = columns;
    this.tiles = List.copyOf(tiles);
  }

  /**
   * A batch after augmentation, as it goes into the network but for the normalisation, in the order
   * of the batch.
   *
   * @param batch the batch, of {@link dev.alexandrite.train.Trainer#preview}
   * @return the sheet
   * @throws IllegalArgumentException if the batch has more than 2,000 images
   */
  public static ContactSheet of(TrainingBatch batch) {
    requireRoom(batch.rows().size());
    return new ContactSheet(
        COLUMNS,
        batch.rows().stream().map(row -> new Tile(tile(row.picture()), row.className())).toList());
  }

  /**
   * Some raw images of each class, a class a row, evenly spaced over its images. One that cannot be
   * used leaves a grey tile.
   *
   * @param data the images
   * @param perClass how many of each class, from 1
   * @return the sheet
   * @throws IllegalArgumentException if it is below 1, or there would be more than 2,000 images
   */
  public static ContactSheet ofClasses(Dataset data, int perClass) {
    if (perClass < 1) {
      throw new IllegalArgumentException(
          "a contact sheet has 1 image of each class at least, found " + perClass);
    }
    requireRoom((long) perClass * data.classNames().size());
    List<List<Integer>> classes = ClassImages.of(data);
    List<Tile> tiles = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      List<Integer> shown = ClassImages.spaced(classes.get(label), perClass);
      shown.forEach(index -> tiles.add(tile(data, index)));
      for (int i = shown.size(); i < perClass; i++) {
        tiles.add(new Tile(blank(Color.WHITE), i == 0 ? data.classNames().get(label) : ""));
      }
    }
    return new ContactSheet(perClass, tiles);
  }

  private static void requireRoom(long images) {
    if (images > MOST_TILES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a contact sheet has %d images at most, found %d; show fewer of each class, or a"
                  + " smaller batch",
              MOST_TILES,
              images));
    }
  }

  private static Tile tile(Dataset data, int index) {
    String name = data.classNames().get(data.label(index));
    try {
      return new Tile(tile(data.image(index)), name);
    } catch (DataException unreadable) {
      return new Tile(blank(Color.GRAY), name + ": unreadable");
    }
  }

  /** An image in the middle of a square, since a grid would stretch it. */
  private static BufferedImage tile(Image image) {
    BufferedImage picture = Thumbnail.picture(image, TILE);
    BufferedImage square = blank(GROUND);
    double factor = (double) TILE / Math.max(picture.getWidth(), picture.getHeight());
    int width = (int) Math.max(1, Math.round(picture.getWidth() * factor));
    int height = (int) Math.max(1, Math.round(picture.getHeight() * factor));
    Graphics2D graphics = square.createGraphics();
    graphics.drawImage(
        Pictures.scaled(picture, width, height, true),
        (TILE - width) / 2,
        (TILE - height) / 2,
        null);
    graphics.dispose();
    return square;
  }

  private static BufferedImage blank(Color color) {
    BufferedImage square = new BufferedImage(TILE, TILE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = square.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, TILE, TILE);
    graphics.dispose();
    return square;
  }

  /**
   * Draws it.
   *
   * @return the picture
   */
  public BufferedImage picture() {
    ImageGrid grid = ImageGrid.of(columns, TILE, TILE);
    for (Tile tile : tiles) {
      grid = grid.add(tile.picture(), tile.caption());
    }
    return grid.draw();
  }

  /**
   * Writes it to a file, whole or not at all: as JPEG if the name ends with {@code .jpg} or {@code
   * .jpeg}, else as PNG, which is several times as large.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    boolean jpeg = name.endsWith(".jpg") || name.endsWith(".jpeg");
    BufferedImage sheet = picture();
    Pictures.write(jpeg ? Pictures.jpeg(sheet) : Pictures.png(sheet), file);
  }

  @Override
  public String toString() {
    return "contact sheet of " + tiles.size() + " images";
  }
}
