package dev.alexandrite.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedWeightsTest {
  @TempDir Path temp;

  /** Black pixels, so that the logits are the biases, whose difference is ln 3. */
  @Test
  void aMappedFileIsASource() throws IOException {
    Network network =
        Network.builder("two", Shape.image(3, 2, 2))
            .flatten("flat")
            .linear("fc", Linear.of(2))
            .build();
    List<NamedTensor> table =
        List.of(
            new NamedTensor("fc.weight", Shape.of(2, 12), ElementType.FLOAT16),
            new NamedTensor("fc.bias", Shape.of(2), ElementType.FLOAT16));
    ByteBuffer halves = ByteBuffer.allocate(26 * 2).order(ByteOrder.LITTLE_ENDIAN);
    halves.putShort(25 * 2, Float.floatToFloat16((float) StrictMath.log(3)));
    Path file = Files.write(temp.resolve("halves.bin"), halves.array());
    try (Classifier classifier =
        Classifier.builder(network)
            .weights(new MappedWeights(file, table))
            .classNames(List.of("cat", "dog"))
            .options(ClassifierOptions.defaults().backend("scalar"))
            .build()) {
      float[] probabilities = classifier.classify(new Image(2, 2, new byte[12])).probabilities();
      assertEquals(0.75f, probabilities[1], 1e-3f);
    }
  }
}
