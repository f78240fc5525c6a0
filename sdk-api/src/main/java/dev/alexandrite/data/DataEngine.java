package dev.alexandrite.data;

import dev.alexandrite.DataException;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readers and decoders behind the types of {@code dev.alexandrite.data}. */
public interface DataEngine {
  /**
   * Lists a folder with one sub-folder for each class.
   *
   * @param root the folder
   * @param options what to do about bad files, how to decode, and the classes
   * @return the images and what was left out
   * @throws DataException if it cannot be listed, or has fewer than two classes or an empty one
   */
  Folder imageFolder(Path root, FolderOptions options);

  /**
   * Reads a table of image files.
   *
   * @param csv the table
   * @param options what it has for each image, how to decode, and the names
   * @return the images
   * @throws DataException if it cannot be read or is no such table
   */
  Dataset imageTable(Path csv, TableOptions options);

  /**
   * CIFAR-10 in its binary form.
   *
   * @param folder where the batch files are
   * @param train the 50,000 training images, else the 10,000 test images
   * @return the images
   * @throws DataException if a file is missing or damaged
   */
  Dataset cifar10(Path folder, boolean train);

  /**
   * Images drawn at run time.
   *
   * @param size the number of images
   * @param pixels the height and width of each
   * @param seed the seed of the drawing
   * @return the images
   */
  Dataset drawnShapes(int size, int pixels, long seed);

  /**
   * Keeps decoded pixels in memory.
   *
   * @param dataset where images come from
   * @param maxBytes the most bytes of pixels to keep
   * @return the same images
   */
  Dataset cachedInMemory(Dataset dataset, long maxBytes);

  /**
   * Keeps decoded pixels in a file.
   *
   * @param dataset where images come from
   * @param file where the pixels go
   * @return the same images
   * @throws DataException if an image is bad, the disk is full, or the file holds something else
   */
  Dataset cachedOnDisk(Dataset dataset, Path file);

  /**
   * Decodes an image file that is in memory; the format is told by content.
   *
   * @param file the bytes of the file
   * @param name what to call it in messages
   * @param decoding formats and limits
   * @return its pixels
   * @throws DataException if it is no image, is damaged or is beyond a limit
   */
  Image decode(byte[] file, String name, Decoding decoding);

  /**
   * Decodes an image file.
   *
   * @param file the file
   * @param decoding formats and limits
   * @return its pixels
   * @throws DataException if it cannot be read, is no image, is damaged or is beyond a limit
   */
  Image decode(Path file, Decoding decoding);

  /**
   * Decodes the image file that a stream holds, to its end.
   *
   * @param stream the stream, which stays open
   * @param name what to call it in messages
   * @param decoding formats and limits
   * @return its pixels
   * @throws DataException if it cannot be read, is no image, is damaged or is beyond a limit
   */
  Image decode(InputStream stream, String name, Decoding decoding);

  /**
   * Converts a picture that Java already holds.
   *
   * @param picture the picture
   * @return its pixels, transparency dropped
   */
  Image convert(BufferedImage picture);

  /**
   * A folder as it was found.
   *
   * @param images the images
   * @param report the counts and the files left out
   */
  record Folder(Dataset images, DataReport report) {}

  /**
   * How a folder is listed.
   *
   * @param policy what to do about bad files
   * @param decoding formats and limits
   * @param classes the classes, in the order of the labels; null for one a sub-folder, sorted
   */
  record FolderOptions(BadImages policy, Decoding decoding, @Nullable List<String> classes) {
    /** Copies the list. */
    public FolderOptions {
      classes = classes == null ? null : List.copyOf(classes);
    }
  }

  /**
   * How a table is read.
   *
   * @param task what it has for each image, labels or values
   * @param decoding formats and limits
   * @param names the labels or values, in the order of the outputs; null for those of the table
   */
  record TableOptions(Task task, Decoding decoding, @Nullable List<String> names) {
    /** Copies the list. */
    public TableOptions {
      names = names == null ? null : List.copyOf(names);
    }
  }
}
