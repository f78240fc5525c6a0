package dev.alexandrite.core.data;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.alexandrite.core.data.FolderScan.ImageFile;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Image files, decoded when asked for. */
final class FolderDataset implements Dataset {
  private final List<String> classNames;
  private final List<ImageFile> files;
  private final Decoding decoding;

  FolderDataset(List<String> classNames, List<ImageFile> files, Decoding decoding) {
    this.classNames = List.copyOf(classNames);
    this.files = List.copyOf(files);
    this.decoding = decoding;
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
    try {
      return read(files.get(index), decoding);
    } catch (BadImageException bad) {
      throw bad.with(
          "replace or remove the file, or skip bad images with onBadImage(BadImages.SKIP)");
    }
  }

  /** Reads one file; what is wrong with it comes without a remedy. */
  static Image read(ImageFile file, Decoding decoding) {
    return ImageDecoder.decode(
        ImageBytes.of(file.path(), decoding), file.path().toString(), decoding);
  }

  @Override
  public String name(int index) {
    return files.get(index).name();
  }

  @Override
  public Optional<Path> imageFile(int index) {
    return Optional.of(files.get(index).path());
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
    if (!decoding.equals(Decoding.defaults())) {
      hasher.putString(decoding.toString(), StandardCharsets.UTF_8); // other pixels
    }
    return hasher.hash().toString();
  }
}
