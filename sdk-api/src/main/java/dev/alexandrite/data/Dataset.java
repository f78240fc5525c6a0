package dev.alexandrite.data;

import dev.alexandrite.DataException;
import java.util.List;

/**
 * Labelled images, numbered from 0. Users supply their own by implementing this interface.
 *
 * <p>An implementation is safe for use by several threads, and {@link #image} gives the same pixels
 * whenever it is asked: training reads images on several threads, in an order of its own, and
 * resumed runs rely on it.
 */
public interface Dataset {
  /**
   * The number of images.
   *
   * @return how many, at least 1
   */
  int size();

  /**
   * The readable names of the classes; a label is a place in this list.
   *
   * @return the names, in the order of the network's outputs
   */
  List<String> classNames();

  /**
   * The class of one image. Cheap: the image is not decoded.
   *
   * @param index the image, 0 to {@code size() - 1}
   * @return its label, 0 to {@code classNames().size() - 1}
   */
  int label(int index);

  /**
   * Reads, decodes or draws one image.
   *
   * @param index the image, 0 to {@code size() - 1}
   * @return its pixels
   * @throws DataException if it cannot be read or is no image; the message names it
   */
  Image image(int index);

  /**
   * What to call one image in messages and reports, such as its file.
   *
   * @param index the image, 0 to {@code size() - 1}
   * @return its name, the same in every run
   */
  String name(int index);

  /**
   * A stable hash by which a resumed run recognises its data: of the class names and of every
   * image's name and label. Sources that know sizes or seeds cheaply add them. Pixels are not read.
   *
   * @return lower-case hexadecimal digits
   */
  default String fingerprint() {
    return Fingerprint.of(this);
  }
}
