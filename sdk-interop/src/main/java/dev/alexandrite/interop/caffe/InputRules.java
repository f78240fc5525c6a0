package dev.alexandrite.interop.caffe;

import dev.alexandrite.SafeText;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.RandomCrop;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.proto.caffe.TransformationParameter;
import dev.alexandrite.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of a picture into a net of Caffe. A prototxt says a part of it, if it has layers of data
 * at all; the rest is Caffe's habit, and each habit that was assumed is a note.
 */
final class InputRules {
  /** The side of the pictures in Caffe's databases of ImageNet, for crops of 224 to 231. */
  private static final int IMAGENET_SIDE = 256;

  /** The side of CIFAR's pictures, whose databases are red, green, blue. */
  private static final int CIFAR_SIDE = 32;

  private static final int CHANNELS = 3;

  /**
   * What was found out.
   *
   * @param scale what the network multiplies its input by first; 1 if the pipeline does it, or
   *     nothing
   */
  record Input(InputPipeline pipeline, DataStatistics statistics, float scale, List<String> notes) {
    Shape shape() {
      return pipeline.shape();
    }
  }

  private final BlobFlow flow;
  private final Path file;
  private final LoadOptions options;
  private final TransformationParameter transform;
  private final List<String> notes = new ArrayList<>();

  private InputRules(BlobFlow flow, Path file, LoadOptions options) {
    this.flow = flow;
    this.file = file;
    this.options = options;
    transform =
        flow.data().isEmpty()
            ? TransformationParameter.getDefaultInstance()
            : flow.data().getFirst().parameter().getTransformParam();
  }

  /**
   * Decides.
   *
   * @throws ModelFileException if the input's size is not known, or a mean is asked for that is not
   *     there
   */
  static Input of(BlobFlow flow, Path file, LoadOptions options) {
    return new InputRules(flow, file, options).decide();
  }

  private Input decide() {
    Path meanPath = meanPath();
    MeanFile mean = meanPath == null ? null : MeanFile.read(meanPath);
    Shape shape = new InputShape(flow, file, transform).of(options.pipeline(), mean);
    if (options.pipeline() != null) {
      InputPipeline given = normalized(options.pipeline());
      DataStatistics statistics =
          mean == null || meanPath == null
              ? none(given.resize())
              : mean.statistics(given.order(), meanPath);
      return new Input(given, statistics, 1, List.of());
    }
    ChannelOrder order = order(shape);
    Resize resize = resize(shape, mean);
    float scale = transform.getScale();
    Normalization own = options.normalization();
    Normalization normalization =
        own != null ? own : mean == null ? values(order, scale) : meanImage(shape, mean);
    InputPipeline pipeline =
        new InputPipeline(
            resize,
            shape.height(),
            shape.width(),
            PixelRange.BYTES,
            order,
            normalization,
            training(shape, resize));
    DataStatistics statistics =
        mean == null || meanPath == null ? none(resize) : mean.statistics(order, meanPath);
    // A mean image is subtracted before the pixels are multiplied, so the network has to do that.
    boolean scaled = own == null && mean != null;
    return new Input(pipeline, statistics, scaled ? scale : 1, List.copyOf(notes));
  }

  private InputPipeline normalized(InputPipeline pipeline) {
    Normalization own = options.normalization();
    return own == null ? pipeline : pipeline.normalization(own);
  }

  private static DataStatistics none(Resize resize) {
    return DataStatistics.none(resize.resizedHeight(), resize.resizedWidth());
  }

  /** The option before the file's own, which is looked for beside the prototxt alone. */
  private @Nullable Path meanPath() {
    if (options.mean() != null) {
      return options.mean();
    }
    if (!transform.hasMeanFile() || options.pipeline() != null || options.normalization() != null) {
      return null;
    }
    String name = transform.getMeanFile();
    Path beside = beside(name);
    if (beside != null && Files.isRegularFile(beside)) {
      notes.add("the mean image is " + beside);
      return beside;
    }
    throw new ModelFileException(
        file
            + ": the layer of data subtracts the mean image "
            + SafeText.of(name)
            + ", which is not beside it; name one by LoadOptions.mean(path), or what is subtracted"
            + " by LoadOptions.normalization(...)");
  }

  private @Nullable Path beside(String name) {
    try {
      Path last = Path.of(name).getFileName();
      return last == null ? null : file.resolveSibling(last.toString());
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private ChannelOrder order(Shape shape) {
    if (shape.height() == CIFAR_SIDE && shape.width() == CIFAR_SIDE) {
      notes.add(
          "assumed: planes in the order red, green, blue, as in Caffe's databases of CIFAR;"
              + " LoadOptions.pipeline says otherwise");
      return ChannelOrder.RGB;
    }
    notes.add(
        "assumed: planes in the order blue, green, red, as OpenCV reads pictures;"
            + " LoadOptions.pipeline says otherwise");
    return ChannelOrder.BGR;
  }

  private Resize resize(Shape shape, @Nullable MeanFile mean) {
    int height = shape.height();
    int width = shape.width();
    if (mean != null && mean.height() >= height && mean.width() >= width) {
      height = mean.height();
      width = mean.width();
    } else if (height == width && height >= 224 && height <= 231) {
      height = IMAGENET_SIDE;
      width = IMAGENET_SIDE;
    }
    notes.add(
        "assumed: pictures are squashed to " + height + "×" + width + " and cropped in the centre");
    return new Resize.Squash(height, width);
  }

  private Normalization meanImage(Shape shape, MeanFile mean) {
    if (transform.getMeanValueCount() > 0) {
      throw new ModelFileException(
          file + ": a mean image and mean values were given; Caffe subtracts one of them");
    }
    if (mean.height() < shape.height() || mean.width() < shape.width()) {
      throw new ModelFileException(
          file
              + ": the mean image has "
              + mean.height()
              + "×"
              + mean.width()
              + " pixels, less than the network's input "
              + shape
              + "; it is that of other pictures");
    }
    return new Normalization.MeanImage(true);
  }

  private Normalization values(ChannelOrder order, float scale) {
    int count = transform.getMeanValueCount();
    if (!(scale > 0) || !Float.isFinite(scale) || !Float.isFinite(1 / scale)) {
      throw new ModelFileException(
          file + ": the layer of data multiplies pixels by " + scale + ", expected above 0");
    }
    if (count == 0 && scale == 1) {
      notes.add(
          "nothing is subtracted from the pixels of 0 to 255, since the file names no mean; if the"
              + " network was trained with one, LoadOptions.mean or LoadOptions.pipeline has to"
              + " say so");
      return new Normalization.None();
    }
    if (count != 0 && count != 1 && count != CHANNELS) {
      throw new ModelFileException(file + ": " + count + " mean values, expected one or three");
    }
    float[] mean = new float[CHANNELS];
    float[] divisor = new float[CHANNELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      int from = order == ChannelOrder.RGB ? channel : CHANNELS - 1 - channel;
      mean[channel] = count == 0 ? 0 : transform.getMeanValue(count == 1 ? 0 : from);
      divisor[channel] = 1 / scale;
    }
    return Normalization.fixed(mean, divisor);
  }

  private List<Augment> training(Shape shape, Resize resize) {
    List<Augment> training = new ArrayList<>();
    if (resize.resizedHeight() > shape.height() || resize.resizedWidth() > shape.width()) {
      training.add(new RandomCrop(shape.height(), shape.width(), 1));
    }
    if (flow.data().stream().anyMatch(layer -> layer.parameter().getTransformParam().getMirror())) {
      training.add(Augment.horizontalFlip());
    }
    return List.copyOf(training);
  }
}
