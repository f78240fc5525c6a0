package dev.alexandrite.interop.caffe;

import dev.alexandrite.SafeText;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.proto.caffe.LayerParameter;
import dev.alexandrite.interop.proto.caffe.TransformationParameter;
import dev.alexandrite.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shape of one picture, from whatever says it. */
record InputShape(BlobFlow flow, Path file, TransformationParameter transform) {
  private static final int CHANNELS = 3;

  /**
   * Finds it.
   *
   * @param pipeline the user's, if there is one
   * @param mean the mean image, if there is one
   * @throws ModelFileException if nothing says it
   */
  Shape of(@Nullable InputPipeline pipeline, @Nullable MeanFile mean) {
    List<Long> said = said();
    if (said != null) {
      return image(said);
    }
    if (pipeline != null) {
      return pipeline.shape();
    }
    if (mean != null) {
      return image(List.of((long) CHANNELS, (long) mean.height(), (long) mean.width()));
    }
    throw new ModelFileException(
        file
            + ": the size of the input is not said, neither by input_dim nor by crop_size; say it"
            + " by LoadOptions.pipeline(pipeline), or by LoadOptions.mean(path) if a mean image of"
            + " that size is subtracted");
  }

  private @Nullable List<Long> said() {
    var net = flow.net();
    if (net.getInputCount() > 0 && net.getInputShapeCount() > 0) {
      return example(net.getInputShape(0).getDimList());
    }
    if (net.getInputCount() > 0 && net.getInputDimCount() >= 4) {
      return example(net.getInputDimList().subList(0, 4).stream().map(Long::valueOf).toList());
    }
    if (transform.getCropSize() != 0) {
      long crop = Integer.toUnsignedLong(transform.getCropSize());
      return List.of((long) CHANNELS, crop, crop);
    }
    if (flow.data().isEmpty()) {
      return null;
    }
    LayerParameter data = flow.data().getFirst().parameter();
    if (data.getInputParam().getShapeCount() > 0) {
      return example(data.getInputParam().getShape(0).getDimList());
    }
    if (data.hasMemoryDataParam()) {
      var memory = data.getMemoryDataParam();
      return List.of(
          Integer.toUnsignedLong(memory.getChannels()),
          Integer.toUnsignedLong(memory.getHeight()),
          Integer.toUnsignedLong(memory.getWidth()));
    }
    var images = data.getImageDataParam();
    return images.getNewHeight() != 0 && images.getNewWidth() != 0
        ? List.of(
            (long) CHANNELS,
            Integer.toUnsignedLong(images.getNewHeight()),
            Integer.toUnsignedLong(images.getNewWidth()))
        : null;
  }

  private List<Long> example(List<Long> batch) {
    if (batch.size() < 2) {
      throw new ModelFileException(
          file + ": the input has the shape " + SafeText.of(batch) + ", expected N×3×H×W");
    }
    return batch.subList(1, batch.size());
  }

  private Shape image(List<Long> sizes) {
    boolean picture =
        sizes.size() == 3
            && sizes.getFirst() == CHANNELS
            && sizes.get(1) > 0
            && sizes.get(2) > 0
            && sizes.get(1) <= MeanFile.MOST_PIXELS / sizes.get(2);
    if (!picture) {
      throw new ModelFileException(
          file
              + ": the network's input is "
              + SafeText.of(sizes)
              + "; supported are pictures of three channels, [3, height, width], of at most "
              + MeanFile.MOST_PIXELS
              + " pixels");
    }
    return Shape.image(CHANNELS, sizes.get(1).intValue(), sizes.get(2).intValue());
  }
}
