package dev.alexandrite.benchmarks;

import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.core.checkpoint.TensorSink;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.TensorStore;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the driver writes and every system reads: a checkpoint of each net, and those that ONNX
 * Runtime computes as an ONNX file made of the same checkpoint.
 *
 * @param folder where the files are
 */
record SharedFiles(Path folder) {
  /** Where a net's checkpoints are written. */
  Path checkpoints(Net net) {
    return folder.resolve(net.name().toLowerCase(Locale.ROOT));
  }

  /** The one checkpoint of a net, after one step. */
  Path checkpoint(Net net) {
    return new CheckpointFolder(checkpoints(net)).of(1);
  }

  /** The ONNX file of a net, in 32 or in 8 bits. */
  Path onnx(Net net, Tuning tuning) {
    String name = tuning == Tuning.INT8 ? net.name() + "-int8" : net.name();
    return folder.resolve(name.toLowerCase(Locale.ROOT) + ".onnx");
  }

  /** Writes a net's parameters and running statistics to a store. */
  void weights(Net net, TensorStore store) {
    weights(
        net, (name, _, values) -> values.forEach((from, piece) -> store.upload(name, from, piece)));
  }

  /** Hands over a net's tensors one by one, so that only one is on the heap. */
  void weights(Net net, TensorSink sink) {
    Network network = net.network();
    Set<String> tensors =
        Stream.concat(network.parameters().stream(), network.state().stream())
            .map(ParameterSpec::name)
            .collect(Collectors.toSet());
    new CheckpointReader(checkpoint(net))
        .weights(
            (name, shape, values) -> {
              if (tensors.contains(name)) { // others are the pipeline's statistics
                sink.accept(name, shape, values);
              }
            });
  }
}
