package dev.alexandrite.core.data;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.alexandrite.DataException;
import dev.alexandrite.data.DataEngine.TableOptions;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.Task;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Image files that a table names, decoded when asked for, with its labels or values. */
final class TableDataset implements Dataset {
  private final Task task;
  private final Decoding decoding;
  private final List<String> names;
  private final List<Picture> pictures;
  private final float[][] targets;

  /**
   * An image file.
   *
   * @param name what the table calls it
   * @param file where it is
   * @param bytes its size
   */
  record Picture(String name, Path file, long bytes) {}

  TableDataset(
      TableOptions options, List<String> names, List<Picture> pictures, float[][] targets) {
    this.task = options.task();
    this.decoding = options.decoding();
    this.names = List.copyOf(names);
    this.pictures = List.copyOf(pictures);
    this.targets = targets;
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public List<String> classNames() {
    return names;
  }

  @Override
  public int label(int index) {
    throw new DataException(
        "image "
            + name(index)
            + " has no single class, the table has "
            + task.text()
            + ": ask target(image, output) instead of label(image)");
  }

  @Override
  public float target(int index, int output) {
    return targets[index][output];
  }

  @Override
  public Image image(int index) {
    Path file = pictures.get(index).file();
    try {
      return ImageDecoder.decode(ImageBytes.of(file, decoding), file.toString(), decoding);
    } catch (BadImageException bad) {
      throw bad.with("replace the file, or remove its line from the table");
    }
  }

  @Override
  public String name(int index) {
    return pictures.get(index).name();
  }

  @Override
  public Optional<Path> imageFile(int index) {
    return Optional.of(pictures.get(index).file());
  }

  /** Sizes are in it, so that a file replaced under the same name is noticed. */
  @Override
  public String fingerprint() {
    Hasher hasher = Hashing.sha256().newHasher().putInt(names.size());
    put(hasher, task.name());
    names.forEach(name -> put(hasher, name));
    for (int index = 0; index < targets.length; index++) {
      put(hasher, name(index));
      hasher.putLong(pictures.get(index).bytes());
      for (float target : targets[index]) {
        hasher.putInt(Float.floatToIntBits(target));
      }
    }
    if (!decoding.equals(Decoding.defaults())) {
      put(hasher, decoding.toString()); // other pixels
    }
    return hasher.hash().toString();
  }

  /** Lengths keep "ab", "c" and "a", "bc" apart. */
  private static void put(Hasher hasher, String text) {
    hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
  }
}
