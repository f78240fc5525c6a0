package dev.alexandrite.core.data;

import dev.alexandrite.data.BadImages;
import dev.alexandrite.data.DataEngine;
import dev.alexandrite.data.DataReport;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;

/** The readers of this engine. */
public final class CoreDataEngine implements DataEngine {
  /** The readers hold nothing; any number may be made. */
  public CoreDataEngine() {}

  @Override
  public Folder imageFolder(Path root, FolderOptions options) {
    FolderScan scan = FolderScan.of(root, options.classes());
    if (options.policy() == BadImages.SKIP) {
      scan = BadImageCheck.skipBad(scan, options.decoding());
      if (options.classes() == null) {
        BadImageCheck.requireEveryClass(root.toString(), scan);
      }
    }
    DataReport report = new DataReport(scan.files().size(), scan.skipped());
    FolderReport.log(root, report);
    return new Folder(
        new FolderDataset(scan.classNames(), scan.files(), options.decoding()), report);
  }

  @Override
  public Dataset imageTable(Path csv, TableOptions options) {
    return TableReader.read(csv, options);
  }

  @Override
  public Dataset cifar10(Path folder, boolean train) {
    return CifarFiles.open(folder, train);
  }

  @Override
  public Dataset drawnShapes(int size, int pixels, long seed) {
    return new DrawnDataset(size, pixels, seed);
  }

  @Override
  public Dataset cachedInMemory(Dataset dataset, long maxBytes) {
    return new MemoryCache(dataset, maxBytes);
  }

  @Override
  public Dataset cachedOnDisk(Dataset dataset, Path file) {
    return DiskCache.open(dataset, file);
  }

  @Override
  public Image decode(byte[] file, String name, Decoding decoding) {
    try {
      if (file.length > decoding.maxFileBytes()) {
        throw ImageBytes.tooLong(name, file.length + " bytes, more", decoding);
      }
      return ImageDecoder.decode(file, name, decoding);
    } catch (BadImageException bad) {
      throw bad.with(
          "give " + (decoding.anyFormat() ? "another image" : "a whole JPEG, PNG, GIF or BMP"));
    }
  }

  @Override
  public Image decode(Path file, Decoding decoding) {
    return decode(ImageBytes.of(file, decoding), file.toString(), decoding);
  }

  @Override
  public Image decode(InputStream stream, String name, Decoding decoding) {
    return decode(ImageBytes.of(stream, name, decoding), name, decoding);
  }

  @Override
  public Image convert(BufferedImage picture) {
    return PictureConverter.toRgb(picture);
  }
}
