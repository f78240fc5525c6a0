package dev.alexandrite.data;

import dev.alexandrite.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Labelled images, numbered from 0. Users supply their own by implementing this interface. An image
 * has one class; where {@link #task()} says so, it has several labels or values instead.
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
   * What there is for each image.
   *
   * @return by default one class
   */
  default Task task() {
    return Task.CLASSIFICATION;
  }

  /**
   * The readable names of the classes; a label is a place in this list. The names of the labels, or
   * of the values, where {@link #task()} says so.
   *
   * @return the names, in the order of the network's outputs
   */
  List<String> classNames();

  /**
   * The class of one image. Cheap: the image is not decoded.
   *
   * @param index the image, 0 to {@code size() - 1}
   * @return its label, 0 to {@code classNames().size() - 1}
   * @throws DataException if images have no single class, see {@link #task()}
   */
  int label(int index);

  /**
   * What one output of a network should be for one image. Cheap: the image is not decoded.
   *
   * @param index the image, 0 to {@code size() - 1}
   * @param output the class, label or value, 0 to {@code classNames().size() - 1}
   * @return by default 1 for the image's class and 0 for others; of labels 1 for one that it has
   *     and 0 for others, or a probability between; of values a finite number
   */
  default float target(int index, int output) {
    return label(index) == output ? 1 : 0;
  }

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
   * The file that holds one image and nothing else, for those who look at what decoding leaves out,
   * such as an extension or transparency.
   *
   * @param index the image, 0 to {@code size() - 1}
   * @return the file; by default empty, as where images are drawn, or records of larger files
   */
  default Optional<Path> imageFile(int index) {
    return Optional.empty();
  }

  /**
   * A stable hash by which a resumed run recognises its data: of the class names and of every
   * image's name and label, or targets. Sources that know sizes or seeds cheaply add them. Pixels
   * are not read.
   *
   * @return lower-case hexadecimal digits
   */
  default String fingerprint() {
    return Fingerprint.of(this);
  }

  /**
   * Splits into training and validation images; see {@link Split#stratified}, or {@link
   * Split#random} where images have no single class.
   *
   * @param fraction the part of every class that goes to validation, such as 0.2
   * @param seed the same seed gives the same split
   * @return both parts
   * @throws IllegalArgumentException if the fraction is not between 0 and 1
   * @throws DataException if a part of some class would be empty
   */
  default Split split(double fraction, long seed) {
    return task() == Task.CLASSIFICATION
        ? Split.stratified(this, fraction, seed)
        : Split.random(this, fraction, seed);
  }

  /**
   * Splits for cross-validation: every image is held out in exactly one of the splits, and every
   * class is spread over them evenly; images without a single class are dealt out at random.
   *
   * @param count the number of splits, at least 2
   * @param seed the same seed gives the same folds
   * @return the splits
   * @throws IllegalArgumentException if there are fewer than 2
   * @throws DataException if a class has images, but fewer than folds; the message names it
   */
  default List<Split> folds(int count, long seed) {
    return Folds.of(this, count, seed);
  }
}
