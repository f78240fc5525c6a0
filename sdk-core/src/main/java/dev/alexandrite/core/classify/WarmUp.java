package dev.alexandrite.core.classify;

import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.augment.ImagePreparer;
import dev.alexandrite.core.augment.View;
import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.evaluate.ViewMean;
import dev.alexandrite.data.DataEngine;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import dev.alexandrite.evaluate.Views;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Does what a request does, until that becomes no faster. */
final class WarmUp {
  private static final int WIDTH = 500;
  private static final int HEIGHT = 375;

  /** Rounds that bring nothing, after which there are no more. */
  private static final int PATIENCE = 5;

  /** What a round brings, at least: a part of the time. */
  private static final double GAIN = 0.05;

  private final ArenaPool arenas;
  private final DataEngine decoder;
  private final ImagePreparer preparer;
  private final List<View> crops;
  private final int height;
  private final int width;

  WarmUp(ArenaPool arenas, DataEngine decoder, ImagePreparer preparer, Views views, Resize resize) {
    this.arenas = arenas;
    this.decoder = decoder;
    this.preparer = preparer;
    this.crops = ViewMean.crops(views);
    boolean asItIs = resize instanceof Resize.None; // which takes no other size
    this.height = asItIs ? resize.resizedHeight() : HEIGHT;
    this.width = asItIs ? resize.resizedWidth() : WIDTH;
  }

  /** Runs on the arenas that are free, or waits for one; how long the last picture took. */
  Duration run(Duration atMost) {
    if (!atMost.isPositive()) {
      throw new IllegalArgumentException("warmUp: atMost must be more than 0, found " + atMost);
    }
    byte[] file = picture();
    List<Arena> held = new ArrayList<>();
    try {
      held.add(arenas.lease());
      for (Optional<Arena> more = arenas.leaseFree(); more.isPresent(); more = arenas.leaseFree()) {
        held.add(more.get());
      }
      return rounds(file, held, System.nanoTime(), atMost);
    } finally {
      held.forEach(arenas::giveBack);
    }
  }

  private Duration rounds(byte[] file, List<Arena> held, long begun, Duration atMost) {
    long best = Long.MAX_VALUE;
    long last = 0;
    int idle = 0;
    do {
      for (Arena arena : held) {
        last = alone(file, arena);
      }
      full(held.getFirst());
      idle = last < best * (1 - GAIN) ? 0 : idle + 1;
      best = Math.min(best, last);
    } while (idle < PATIENCE && Duration.ofNanos(System.nanoTime() - begun).compareTo(atMost) < 0);
    return Duration.ofNanos(last);
  }

  private long alone(byte[] file, Arena arena) {
    long begun = System.nanoTime();
    Image image = decoder.decode(file, "that warms up", Decoding.defaults());
    int rows = 0;
    for (View crop : crops) {
      preparer.view(image, crop, arena.images(), rows * arena.imageElements());
      rows++;
      if (rows == arena.capacity()) {
        arena.run(rows);
        rows = 0;
      }
    }
    if (rows > 0) {
      arena.run(rows);
    }
    return System.nanoTime() - begun;
  }

  private static void full(Arena arena) {
    if (arena.capacity() > 1) {
      arena.run(arena.capacity());
    }
  }

  /** A JPEG file of as much detail as a photograph has. */
  private byte[] picture() {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, ((x * y) & 0xFF) | (((x ^ y) & 0xFF) << 8) | ((x & 0xFF) << 16));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "jpeg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is no disk in it
    }
    return bytes.toByteArray();
  }
}
