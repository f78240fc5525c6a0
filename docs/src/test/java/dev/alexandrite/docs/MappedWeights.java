package dev.alexandrite.docs;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

// snippet: mappedWeights
/** Tensors of float16, end to end in a file, by a table that the application knows. */
record MappedWeights(Path file, List<NamedTensor> tensors) implements WeightSource {
  @Override
  public String origin() {
    return file.toString();
  }

  @Override
  public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) throws IOException {
    long begin = 0;
    for (NamedTensor before : tensors.subList(0, tensors.indexOf(tensor))) {
      begin += before.bytes();
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, begin, tensor.bytes());
      pieces.accept(all.order(ByteOrder.LITTLE_ENDIAN));
    }
  }
}
// end
