package dev.alexandrite.fuzz;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.Models;
import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Files of weights of any tool, every tensor of which is read. Seeds tell readers apart: the format
 * is found by content.
 */
final class ModelReader implements Reader {
  private final UnaryOperator<byte[]> file;

  /** Puts around the bytes what makes them a file. */
  ModelReader(UnaryOperator<byte[]> file) {
    this.file = file;
  }

  @Override
  public void read(byte[] bytes, Path scratch) throws IOException {
    Path model = Files.write(scratch.resolve("model.bin"), file.apply(bytes));
    try (WeightSource source = Models.weights(model)) {
      for (NamedTensor tensor : source.tensors()) {
        source.read(tensor, piece -> {});
      }
    }
  }
}
