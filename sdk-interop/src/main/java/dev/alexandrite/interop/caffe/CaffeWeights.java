package dev.alexandrite.interop.caffe;

import dev.alexandrite.SafeText;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.proto.caffe.LayerParameter;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import dev.alexandrite.interop.tensors.FileErrors;
import dev.alexandrite.interop.tensors.TensorFile;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The blobs of layers as tensors: {@code conv1.weight}, {@code conv1.bias}, and of a batch norm
 * {@code bn1.running_mean} and {@code bn1.running_var}, divided by its third blob, which says how
 * many batches the sums are of.
 */
final class CaffeWeights implements WeightSource {
  private static final int PIECE = 1 << 14;

  private final Path file;
  private final Map<NamedTensor, Values> tensors = new LinkedHashMap<>();
  private final java.util.Set<String> names = new java.util.HashSet<>();

  /** Blobs and what they are multiplied by. */
  private record Values(LayerBlob blob, double factor) {}

  private final TensorFile mapped;

  private CaffeWeights(Path file) {
    this.file = file;
    this.mapped = FileErrors.regular(file);
  }

  /** The weights of a net whose layers hold them. */
  static CaffeWeights of(MappedMessage<NetParameter> net) {
    Path file = net.file();
    List<LayerParameter> layers = LegacyLayers.of(net.message(), file);
    Map<String, List<LayerBlob>> blobs = new LinkedHashMap<>();
    for (LayerParameter layer : layers) {
      if (layer.getBlobsCount() > 0) {
        String place = "layer '" + layer.getName() + "'";
        List<LayerBlob> own =
            layer.getBlobsList().stream().map(blob -> LayerBlob.of(blob, net, place)).toList();
        if (blobs.put(layer.getName(), own) != null) {
          throw new ModelFileException(
              file
                  + ": two layers with weights are called '"
                  + SafeText.of(layer.getName())
                  + "'; names are unique");
        }
      }
    }
    return of(file, blobs);
  }

  /**
   * The weights of layers by name.
   *
   * @throws ModelFileException if there are none
   */
  static CaffeWeights of(Path file, Map<String, List<LayerBlob>> layers) {
    CaffeWeights weights = new CaffeWeights(file);
    layers.forEach(weights::add);
    if (weights.tensors.isEmpty()) {
      throw new ModelFileException(
          file + " holds no weights; is it the network as text (.prototxt), or a solver's state?");
    }
    return weights;
  }

  /** Blobs by the names of tensors, turned in sign. */
  static CaffeWeights turned(Path file, Map<String, LayerBlob> tensors) {
    CaffeWeights weights = new CaffeWeights(file);
    tensors.forEach((name, blob) -> weights.put(name, blob, -1));
    return weights;
  }

  private void add(String layer, List<LayerBlob> blobs) {
    if (layer.isBlank()) {
      throw new ModelFileException(file + ": a layer with weights has no name");
    }
    if (isBatchNorm(blobs)) {
      double sum = blobs.get(2).first();
      double factor = sum == 0 ? 0 : 1 / sum;
      put(layer + ".running_mean", blobs.get(0), factor);
      put(layer + ".running_var", blobs.get(1), factor);
      return;
    }
    for (int i = 0; i < blobs.size(); i++) {
      String part = i == 0 ? "weight" : i == 1 ? "bias" : "blob" + i;
      put(layer + "." + part, blobs.get(i), 1);
    }
  }

  /** No other layer has three blobs, of which two have one number a channel and the third one. */
  private static boolean isBatchNorm(List<LayerBlob> blobs) {
    return blobs.size() == 3
        && blobs.get(2).shape().elements() == 1
        && blobs.get(0).shape().equals(blobs.get(1).shape())
        && blobs.get(0).shape().dimensions().stream().filter(size -> size != 1).count() <= 1;
  }

  private void put(String name, LayerBlob blob, double factor) {
    if (!names.add(name)) {
      throw new ModelFileException(
          file + ": two tensors would be called " + SafeText.of(name) + "; names are unique");
    }
    ElementType type = factor == 1 ? blob.type() : ElementType.FLOAT32;
    tensors.put(new NamedTensor(name, usual(blob.shape()), type), new Values(blob, factor));
  }

  /** Four sizes of before 2015 with ones in front, as vectors had, are one size. */
  private static Shape usual(Shape shape) {
    boolean vector =
        shape.rank() == 4 && shape.get(0) == 1 && shape.get(1) == 1 && shape.get(2) == 1;
    return vector ? Shape.of(shape.get(3)) : shape;
  }

  @Override
  public String origin() {
    return file.toString();
  }

  @Override
  public List<NamedTensor> tensors() {
    return List.copyOf(tensors.keySet());
  }

  @Override
  public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) {
    Values values = tensors.get(tensor);
    if (values == null) {
      throw new IllegalArgumentException(file + " has no tensor " + tensor);
    }
    TensorFile.readMapped(List.of(mapped), tensor.name(), () -> read(values, pieces));
  }

  private static void read(Values values, Consumer<ByteBuffer> pieces) {
    for (ByteBuffer piece : values.blob().pieces()) {
      if (values.factor() == 1) {
        pieces.accept(piece.duplicate().order(piece.order()));
      } else {
        multiplied(piece.duplicate().order(piece.order()), values, pieces);
      }
    }
  }

  private static void multiplied(ByteBuffer from, Values values, Consumer<ByteBuffer> pieces) {
    boolean doubles = values.blob().type() == ElementType.FLOAT64;
    ByteBuffer to = ByteBuffer.allocate(PIECE).order(ByteOrder.nativeOrder());
    while (from.hasRemaining()) {
      to.clear();
      while (from.hasRemaining() && to.hasRemaining()) {
        double value = doubles ? from.getDouble() : from.getFloat();
        to.putFloat((float) (value * values.factor()));
      }
      pieces.accept(to.flip());
    }
  }

  @Override
  public String toString() {
    return file + ": " + tensors.size() + " tensors";
  }
}
