package dev.alexandrite.data;

import dev.alexandrite.DataException;
import dev.alexandrite.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Image files that a table names, with several labels or with values each. The table is a CSV file
 * in UTF-8 beside the images, or above them; its first line has the names of the columns.
 *
 * <pre>
 * image,labels                        image,x,y
 * street/0001.jpg,car;person          0001.jpg,0.25,0.5
 * street/0002.jpg,                    0002.jpg,0.75,0.125
 * </pre>
 *
 * <p>Images are named from the folder of the table. A field in double quotes may have commas in it,
 * and a double quote written twice; blanks around a field do not count, and neither do empty lines.
 * Numbers follow the lines, so that they are the same on every platform.
 */
public final class ImageTable extends ForwardingDataset {
  private final Path csv;
  private final DataEngine.TableOptions options;

  private ImageTable(Path csv, DataEngine.TableOptions options) {
    super(Engines.load(DataEngine.class).imageTable(csv, options));
    this.csv = csv;
    this.options = options;
  }

  /**
   * Reads a table {@code image,labels}, with semicolons between labels; an empty field is an image
   * without any. The labels are those that some image has, sorted.
   *
   * @param csv the table
   * @return the images
   * @throws DataException if it cannot be read, names a file that is not there, or is no such
   *     table; the message names the file and the line
   */
  public static ImageTable multiLabel(Path csv) {
    return new ImageTable(
        csv, new DataEngine.TableOptions(Task.MULTI_LABEL, Decoding.defaults(), null));
  }

  /**
   * Reads a table {@code image,value,…} with a number in each column behind the first. The values
   * have the names of their columns, in that order.
   *
   * @param csv the table
   * @return the images
   * @throws DataException as {@link #multiLabel}
   */
  public static ImageTable regression(Path csv) {
    return new ImageTable(
        csv, new DataEngine.TableOptions(Task.REGRESSION, Decoding.defaults(), null));
  }

  /**
   * The same table with names from elsewhere, such as those of the training images. Labels have
   * this order, and one may have no image here; the columns of values have to have it.
   *
   * @param names the labels or values, each once
   * @return the table, read again
   * @throws IllegalArgumentException if there is none, or one twice
   * @throws DataException as {@link #multiLabel}; also if the table has another label or value
   */
  public ImageTable names(List<String> names) {
    if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException("names: expected at least one, each once, found " + names);
    }
    return new ImageTable(
        csv, new DataEngine.TableOptions(options.task(), options.decoding(), names));
  }

  /**
   * The same table under other formats and limits of image files.
   *
   * @param decoding formats and limits
   * @return the table, read again
   * @throws DataException as {@link #multiLabel}
   */
  public ImageTable decoding(Decoding decoding) {
    @Nullable List<String> names = options.names();
    return new ImageTable(csv, new DataEngine.TableOptions(options.task(), decoding, names));
  }

  @Override
  public Optional<Path> imageFile(int index) {
    return source().imageFile(index);
  }

  /** The table and what it holds. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s (%d images, %d %s)",
        csv,
        size(),
        classNames().size(),
        task() == Task.MULTI_LABEL ? "labels" : "values");
  }
}
