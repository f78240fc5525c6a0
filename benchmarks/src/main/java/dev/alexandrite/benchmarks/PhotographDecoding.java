package dev.alexandrite.benchmarks;

import dev.alexandrite.Engines;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.augment.ImagePreparer;
import dev.alexandrite.core.data.Preparer;
import dev.alexandrite.data.DataEngine;
import dev.alexandrite.data.Decoding;
import java.util.List;

/** What a loader's thread does with a photograph of the usual size, the file in memory. */
final class PhotographDecoding implements Workload {
  private static final int CROP = 224;
  private static final int PHOTOGRAPHS = 64;

  /**
   * Standard deviations of colours of 0 to 255 along their components, as photographs have them.
   */
  private static final float[] DEVIATIONS = {70, 18, 8};

  private final List<byte[]> files = TexturedPhotographs.jpegs(PHOTOGRAPHS);
  private final DataEngine data = Engines.load(DataEngine.class);
  private final Preparer preparer = preparer();
  private final float[] input = new float[3 * CROP * CROP];
  private int done;

  private static Preparer preparer() {
    Resize resize = new Resize.ShorterSide(256);
    InputPipeline pipeline =
        new InputPipeline(
            resize,
            CROP,
            CROP,
            PixelRange.UNIT,
            ChannelOrder.RGB,
            new Normalization.None(),
            List.of(Augment.randomCrop(CROP), Augment.horizontalFlip(), Augment.pcaColor(0.1)));
    DataStatistics statistics =
        new DataStatistics(
            new float[3 * 256 * 256],
            256,
            256,
            new float[] {120, 115, 105},
            DEVIATIONS,
            new float[] {0.58f, 0.58f, 0.57f, -0.71f, 0, 0.71f, 0.41f, -0.81f, 0.41f});
    return new ImagePreparer(pipeline, statistics).forTraining();
  }

  @Override
  public void run() {
    int index = done % PHOTOGRAPHS;
    preparer.prepare(
        data.decode(files.get(index), "photograph " + index, Decoding.defaults()),
        ExampleBatch.SEED,
        done / PHOTOGRAPHS,
        index,
        index,
        input,
        0);
    done++;
  }

  @Override
  public double size() {
    return 1;
  }

  @Override
  public double check() {
    return input[0];
  }

  @Override
  public void close() {
    // All is on the heap.
  }
}
