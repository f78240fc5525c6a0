package dev.alexandrite.data;

import dev.alexandrite.DataException;
import dev.alexandrite.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A folder of images with one sub-folder for each class, such as {@code train/cat/0001.jpg}.
 *
 * <p>Class names are the names of the sub-folders, sorted; images follow the classes, sorted by
 * path, so that numbers are the same on every platform. Sub-folders of a class are searched too;
 * hidden files are left out. The format is told by content, whatever the extension.
 *
 * <p>Greyscale, CMYK, 16-bit and palette images become RGB; transparency, colour profiles and an
 * EXIF orientation are ignored, as Python users get it from Pillow's {@code convert("RGB")}.
 */
public final class ImageFolder implements Dataset {
  private final Path root;
  private final DataEngine.Folder folder;

  private ImageFolder(Path root, BadImages policy) {
    this.root = root;
    this.folder = Engines.load(DataEngine.class).imageFolder(root, policy);
  }

  /**
   * Lists a folder. Files are not decoded yet; one that is bad fails when it is read.
   *
   * @param root the folder that holds a sub-folder for each class
   * @return the images
   * @throws DataException if it cannot be listed, or has fewer than two classes or an empty one
   */
  public static ImageFolder of(Path root) {
    return new ImageFolder(root, BadImages.FAIL);
  }

  /**
   * The same folder with another rule for bad files.
   *
   * @param policy {@link BadImages#SKIP} decodes every file now
   * @return a new listing
   * @throws DataException as {@link #of}; under SKIP also if a class has no usable image
   */
  public ImageFolder onBadImage(BadImages policy) {
    return new ImageFolder(root, policy);
  }

  /**
   * Splits into training and validation images; see {@link Split#stratified}.
   *
   * @param fraction the part of every class that goes to validation, such as 0.2
   * @param seed the same seed gives the same split
   * @return both parts
   * @throws DataException if a part of some class would be empty
   */
  public Split split(double fraction, long seed) {
    return Split.stratified(this, fraction, seed);
  }

  /**
   * What was found and what was left out.
   *
   * @return the counts and the names of the files skipped
   */
  public DataReport report() {
    return folder.report();
  }

  @Override
  public int size() {
    return folder.images().size();
  }

  @Override
  public List<String> classNames() {
    return folder.images().classNames();
  }

  @Override
  public int label(int index) {
    return folder.images().label(index);
  }

  @Override
  public Image image(int index) {
    return folder.images().image(index);
  }

  @Override
  public String name(int index) {
    return folder.images().name(index);
  }

  @Override
  public String fingerprint() {
    return folder.images().fingerprint();
  }

  /** The folder and what it holds. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s (%d images, %d classes)", root, size(), classNames().size());
  }
}
