package dev.alexandrite.interop.torch;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.core.json.Brief;
import dev.alexandrite.interop.tensors.FileErrors;
import dev.alexandrite.interop.tensors.FileTensors;
import dev.alexandrite.interop.tensors.StoredTensor;
import dev.alexandrite.interop.tensors.Strides;
import dev.alexandrite.interop.tensors.TensorFile;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The tensors of a file's state dict.
 *
 * @param source their descriptions and values, in the order in which they lie in the file
 * @param notes what else is in the file
 */
record TorchWeights(WeightSource source, List<String> notes) {
  /** A view may repeat elements without end; it is read as long as that is not the whole file. */
  private static final long MOST_REPEATED = 64 << 20;

  static TorchWeights open(Path file) {
    TensorFile bytes = FileErrors.regular(file);
    TorchFile content = TorchFile.read(file);
    try {
      StateDict dict = StateDict.of(content.root());
      List<StoredTensor> stored = new ArrayList<>();
      dict.tensors().forEach((name, tensor) -> stored.add(stored(name, tensor, content, bytes)));
      stored.sort(Comparator.comparingLong(StoredTensor::begin));
      return new TorchWeights(new FileTensors(file.toString(), stored), dict.notes());
    } catch (PickleException e) {
      throw FileErrors.of(file, e.finding(), e.remedy());
    }
  }

  private static StoredTensor stored(
      String name, TorchTensor tensor, TorchFile content, TensorFile bytes) {
    ElementType type = tensor.type().type();
    if (type == null) {
      throw new PickleException(
          "tensor " + Brief.of(name) + " has elements of type " + tensor.type().name(),
          "convert it to floats before it is saved");
    }
    NamedTensor described = new NamedTensor(name, shape(name, tensor), type);
    TorchStorage storage = tensor.storage();
    if (described.bytes() > Math.max(storage.bytes(), MOST_REPEATED)) {
      throw new PickleException(
          "tensor "
              + Brief.of(described.toString())
              + " repeats elements of a storage of "
              + storage.bytes()
              + " bytes",
          "save it as a tensor of its own: tensor.clone()");
    }
    long place =
        Objects.requireNonNull(content.places().get(storage.key()))
            + storage.first() * storage.type().bytes()
            + tensor.offset() * type.bytes();
    return new StoredTensor(
        described, bytes, place, content.order(), new Strides(tensor.strides()));
  }

  private static Shape shape(String name, TorchTensor tensor) {
    try {
      return new Shape(tensor.sizes().stream().map(Math::toIntExact).toList());
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new PickleException(
          "tensor "
              + Brief.of(name)
              + " of sizes "
              + tensor.sizes()
              + " has more than 2^31-1 elements");
    }
  }
}
