package dev.alexandrite.data;

import dev.alexandrite.DataException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** The readers and decoders behind the types of {@code dev.alexandrite.data}. */
public interface DataEngine {
  /**
   * Lists a folder with one sub-folder for each class.
   *
   * @param root the folder
   * @param policy what to do about bad files
   * @return the images and what was left out
   * @throws DataException if it cannot be listed, or has fewer than two classes or an empty one
   */
  Folder imageFolder(Path root, BadImages policy);

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
   * @return its pixels
   * @throws DataException if it is no image or is damaged
   */
  Image decode(byte[] file, String name);

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
}
