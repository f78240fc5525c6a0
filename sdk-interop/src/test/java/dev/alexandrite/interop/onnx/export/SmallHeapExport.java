package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.SaveOptions;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Exports a network of 244 MB whose weights are computed as they are asked for. */
final class SmallHeapExport {
  private static final int PIECE_BYTES = 1 << 16;

  private SmallHeapExport() {}

  /**
   * The whole of a process.
   *
   * @param arguments the file to write
   */
  public static void main(String[] arguments) {
    Network network = AlexNet.torchvision().build().network();
    List<NamedTensor> tensors =
        network.parameters().stream().map(SmallHeapExport::described).toList();
    OnnxExport.write(
        Exported.model(network, new Computed(tensors)),
        Path.of(arguments[0]),
        SaveOptions.defaults());
  }

  private static NamedTensor described(ParameterSpec parameter) {
    return new NamedTensor(parameter.name(), parameter.shape(), ElementType.FLOAT32);
  }

  private record Computed(List<NamedTensor> tensors) implements WeightSource {
    @Override
    public String origin() {
      return "computed";
    }

    @Override
    public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (long left = tensor.bytes(); left > 0; left -= PIECE_BYTES) {
        pieces.accept(piece.clear().limit((int) Math.min(PIECE_BYTES, left)));
      }
    }
  }
}
