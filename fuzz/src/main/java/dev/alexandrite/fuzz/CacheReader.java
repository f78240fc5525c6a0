package dev.alexandrite.fuzz;

import dev.alexandrite.data.CachedDataset;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of decoded pixels of a small data set. */
final class CacheReader implements Reader {
  private static final int IMAGES = 10;
  private static final int PIXELS = 16;

  @Override
  public void read(byte[] bytes, Path scratch) throws IOException {
    Path file = scratch.resolve("pixels.cache");
    Files.write(file, bytes);
    Dataset cached = CachedDataset.disk(images(), file);
    for (int index = 0; index < cached.size(); index++) {
      cached.image(index);
    }
  }

  static Dataset images() {
    return DrawnShapes.of(IMAGES, PIXELS, 1);
  }
}
