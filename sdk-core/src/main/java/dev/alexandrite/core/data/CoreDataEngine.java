package dev.alexandrite.core.data;

import dev.alexandrite.data.BadImages;
import dev.alexandrite.data.DataEngine;
import dev.alexandrite.data.DataReport;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/** The readers of this engine. */
public final class CoreDataEngine implements DataEngine {
  /** The readers hold nothing; any number may be made. */
  public CoreDataEngine() {}

  @Override
  public Folder imageFolder(Path root, BadImages policy) {
    FolderScan scan = FolderScan.of(root);
    return switch (policy) {
      case FAIL ->
          new Folder(
              new FolderDataset(scan.classNames(), scan.files()),
              new DataReport(scan.files().size(), List.of()));
      case SKIP -> BadImageCheck.skipBad(root, scan);
    };
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
  public Image decode(byte[] file, String name) {
    return ImageDecoder.decode(file, name);
  }

  @Override
  public Image convert(BufferedImage picture) {
    return PictureConverter.toRgb(picture);
  }
}
