package dev.alexandrite.core.train;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.data.CounterRandom;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.RandomStream.Purpose;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Drawn pictures of several shapes, or of a disc somewhere, and a network small enough for them.
 */
final class DrawnTargets {
  static final List<String> SHAPES = List.of("disc", "frame", "cross");
  static final List<String> PLACE = List.of("x", "y");
  static final int PIXELS = 16;
  private static final int RADIUS = 3;
  private static final Initializer HE = new Initializer.HeNormal();

  private DrawnTargets() {}

  /** Each shape is there in one picture of two, in any grey, somewhere; they may overlap. */
  static Dataset shapes(int size, long seed) {
    List<Image> images = new ArrayList<>();
    float[][] targets = new float[size][SHAPES.size()];
    for (int i = 0; i < size; i++) {
      CounterRandom random = random(seed, i);
      byte[] rgb = ground(random);
      for (int shape = 0; shape < SHAPES.size(); shape++) {
        targets[i][shape] = random.nextInt(2);
        if (targets[i][shape] > 0) {
          draw(rgb, shape, place(random), place(random), random.between(140, 255));
        }
      }
      images.add(new Image(PIXELS, PIXELS, rgb));
    }
    return InMemoryDataset.multiLabel(images, targets, SHAPES);
  }

  /** A disc, whose middle is a part of the picture's width and height. */
  static Dataset places(int size, long seed) {
    List<Image> images = new ArrayList<>();
    float[][] targets = new float[size][];
    for (int i = 0; i < size; i++) {
      CounterRandom random = random(seed, i);
      byte[] rgb = ground(random);
      int x = place(random);
      int y = place(random);
      draw(rgb, 0, x, y, random.between(140, 255));
      targets[i] = new float[] {(x + 0.5f) / PIXELS, (y + 0.5f) / PIXELS};
      images.add(new Image(PIXELS, PIXELS, rgb));
    }
    return InMemoryDataset.regression(images, targets, PLACE);
  }

  private static CounterRandom random(long seed, int picture) {
    CounterRandom random = new CounterRandom();
    random.start(seed, Purpose.DRAW, 0, 0, picture);
    return random;
  }

  private static byte[] ground(CounterRandom random) {
    byte[] rgb = new byte[3 * PIXELS * PIXELS];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) random.nextInt(60);
    }
    return rgb;
  }

  private static int place(CounterRandom random) {
    return RADIUS + random.nextInt(PIXELS - 2 * RADIUS);
  }

  private static void draw(byte[] rgb, int shape, int x, int y, float grey) {
    for (int dy = -RADIUS; dy <= RADIUS; dy++) {
      for (int dx = -RADIUS; dx <= RADIUS; dx++) {
        boolean inside =
            switch (shape) {
              case 0 -> dx * dx + dy * dy <= RADIUS * RADIUS;
              case 1 -> Math.max(Math.abs(dx), Math.abs(dy)) == RADIUS;
              default -> dx == 0 || dy == 0;
            };
        if (inside) {
          int at = 3 * ((y + dy) * PIXELS + x + dx);
          Arrays.fill(rgb, at, at + 3, (byte) grey);
        }
      }
    }
  }

  static Network network(int outputs) {
    return Network.builder("drawn", Shape.image(3, PIXELS, PIXELS))
        .conv2d("conv1", Conv2d.of(8, 3).pad(1).weights(HE))
        .relu("relu1")
        .maxPool("pool1", MaxPool.of(2, 2))
        .conv2d("conv2", Conv2d.of(16, 3).pad(1).weights(HE))
        .relu("relu2")
        .maxPool("pool2", MaxPool.of(2, 2))
        .flatten("flat")
        .linear("fc1", Linear.of(32).weights(HE))
        .relu("relu3")
        .linear("fc2", Linear.of(outputs).weights(new Initializer.ScaledNormal(0.1)))
        .build();
  }

  static Model model(int outputs) {
    return model(network(outputs));
  }

  static Model model(Network network) {
    return new Recipe(
        network,
        InputPipeline.plain(network.input())
            .resize(new Resize.None(PIXELS, PIXELS))
            .range(PixelRange.UNIT)
            .normalization(
                Normalization.fixed(
                    new float[] {0.2f, 0.2f, 0.2f}, new float[] {0.2f, 0.2f, 0.2f})));
  }

  static Trainer trainer(Dataset data) {
    return trainer(model(data.classNames().size()), data);
  }

  static Trainer trainer(Model model, Dataset data) {
    return Trainer.of(model)
        .data(data)
        .batchSize(16)
        .optimizer(AdamW.of(0.01))
        .schedule(Schedules.cosine())
        .backend("scalar")
        .loaderThreads(1);
  }
}
