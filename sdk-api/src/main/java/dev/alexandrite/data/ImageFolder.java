package dev.alexandrite.data;

import dev.alexandrite.DataException;
import dev.alexandrite.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A folder of images with one sub-folder for each class, such as {@code train/cat/0001.jpg}.
 *
 * <p>Class names are the names of the sub-folders, sorted; images follow the classes, sorted by
 * path, so that numbers are the same on every platform. Sub-folders of a class are searched too;
 * what is hidden or belongs to a file manager is left out. The format is told by content, whatever
 * the extension: JPEG, PNG, GIF and BMP, others by {@link #decoding}.
 *
 * <p>Greyscale, CMYK, 16-bit and palette images become RGB; transparency and colour profiles are
 * ignored, and an EXIF orientation unless {@link Decoding#exifOrientation(boolean)} says otherwise,
 * as Python users get it from Pillow's {@code convert("RGB")}.
 */
public final class ImageFolder implements Dataset {
  private final Path root;
  private final DataEngine.FolderOptions options;
  private final DataEngine.Folder folder;

  private ImageFolder(Path root, DataEngine.FolderOptions options) {
    this.root = root;
    this.options = options;
    this.folder = Engines.load(DataEngine.class).imageFolder(root, options);
  }

  /**
   * Lists a folder. Files are not decoded yet; one that is bad fails when it is read.
   *
   * @param root the folder that holds a sub-folder for each class
   * @return the images
   * @throws DataException if it cannot be listed, has fewer than two classes or an empty one, holds
   *     the parts of a data set in place of classes, or has names that cannot be decoded
   */
  public static ImageFolder of(Path root) {
    return new ImageFolder(
        root, new DataEngine.FolderOptions(BadImages.FAIL, Decoding.defaults(), null));
  }

  /**
   * The same folder with another rule for bad files.
   *
   * @param policy {@link BadImages#SKIP} decodes every file now
   * @return a new listing
   * @throws DataException as {@link #of}; under SKIP also if a class has no usable image, or the
   *     heap is too small for a picture, which is no reason to leave it out
   */
  public ImageFolder onBadImage(BadImages policy) {
    return new ImageFolder(
        root, new DataEngine.FolderOptions(policy, options.decoding(), options.classes()));
  }

  /**
   * The same folder under other formats and limits.
   *
   * @param decoding formats and limits
   * @return a new listing
   * @throws DataException as {@link #of}
   */
  public ImageFolder decoding(Decoding decoding) {
    return new ImageFolder(
        root, new DataEngine.FolderOptions(options.policy(), decoding, options.classes()));
  }

  /**
   * The same folder with classes from elsewhere, such as those of the training images: they have
   * this order, one may have no image here, and folders of other names are left out and reported.
   *
   * @param names the classes, each once
   * @return a new listing
   * @throws IllegalArgumentException if there are fewer than two, or one twice
   * @throws DataException as {@link #of}; also if no class has an image
   */
  public ImageFolder classes(List<String> names) {
    if (names.size() < 2 || Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "classes: expected at least two, each once, found " + names);
    }
    return new ImageFolder(
        root, new DataEngine.FolderOptions(options.policy(), options.decoding(), names));
  }

  /**
   * What was found and what was left out.
   *
   * @return the counts, and what was seen and not used, by cause
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
  public Optional<Path> imageFile(int index) {
    return folder.images().imageFile(index);
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
