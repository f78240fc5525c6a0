package dev.alexandrite.core.data;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.alexandrite.DataException;
import dev.alexandrite.core.data.FolderScan.ImageFile;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** Image files, decoded when asked for. */
final class FolderDataset implements Dataset {
  private final List<String> classNames;
  private final List<ImageFile> files;

  FolderDataset(List<String> classNames, List<ImageFile> files) {
    this.classNames = List.copyOf(classNames);
    this.files = List.copyOf(files);
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int label(int index) {
    return files.get(index).label();
  }

  @Override
  public Image image(int index) {
    return read(files.get(index));
  }

  static Image read(ImageFile file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file.path());
    } catch (IOException e) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image %s: it cannot be read (%s); check that it still exists and its permissions",
              file.path(),
              e),
          e);
    }
    return ImageDecoder.decode(bytes, file.path().toString());
  }

  @Override
  public String name(int index) {
    return files.get(index).name();
  }

  /** Sizes are in it, so that a file replaced under the same name is noticed. */
  @Override
  public String fingerprint() {
    Hasher hasher = Hashing.sha256().newHasher();
    for (ImageFile file : files) {
      // Names hold the class folder; lengths keep "ab", "c" and "a", "bc" apart.
      hasher.putInt(file.name().length()).putString(file.name(), StandardCharsets.UTF_8);
      hasher.putInt(file.label()).putLong(file.bytes());
    }
    return hasher.hash().toString();
  }
}
