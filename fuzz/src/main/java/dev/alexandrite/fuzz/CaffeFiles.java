package dev.alexandrite.fuzz;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFormat;
import dev.alexandrite.interop.OptimizerState;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.caffe.CaffeHdf5Format;
import dev.alexandrite.interop.caffe.CaffeSolver;
import dev.alexandrite.interop.caffe.CaffemodelFormat;
import dev.alexandrite.interop.caffe.PrototxtFormat;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Caffe's files: a small net with something of everything, as text in both forms, with weights as a
 * message and as HDF5, and its solver's state.
 */
final class CaffeFiles {
  private static final String PROTOTXT = "net.prototxt";
  private static final String CAFFEMODEL = "net.caffemodel";
  private static final String HDF5 = "net.caffemodel.h5";
  private static final String STATE = "net.solverstate";

  private CaffeFiles() {}

  static List<byte[]> texts() {
    return List.of(file(PROTOTXT), file("old.prototxt"));
  }

  static List<byte[]> messages() {
    return List.of(file(CAFFEMODEL));
  }

  static List<byte[]> arrays() {
    return List.of(file(HDF5));
  }

  static List<byte[]> states() {
    return List.of(file(STATE));
  }

  /** The network becomes ours, whatever weights it asks for. */
  static void readText(byte[] bytes, Path scratch) throws IOException {
    Path weights = Files.write(scratch.resolve(CAFFEMODEL), file(CAFFEMODEL));
    load(
        new PrototxtFormat(),
        bytes,
        scratch.resolve(PROTOTXT),
        LoadOptions.defaults().weights(weights));
  }

  /** The network that the weights are in becomes ours, and every value is read. */
  static void readMessage(byte[] bytes, Path scratch) throws IOException {
    load(new CaffemodelFormat(), bytes, scratch.resolve(CAFFEMODEL), LoadOptions.defaults());
  }

  /** Every value is read. */
  static void readArrays(byte[] bytes, Path scratch) throws IOException {
    Path path = Files.write(scratch.resolve(HDF5), bytes);
    try (WeightSource source = new CaffeHdf5Format().weights(path)) {
      readAll(source);
    }
  }

  /** The state of the net's solver, for a network that shares a layer with it. */
  static void readState(byte[] bytes, Path scratch) throws IOException {
    Path path = Files.write(scratch.resolve(STATE), bytes);
    Path net = Files.write(scratch.resolve(PROTOTXT), file(PROTOTXT));
    Network network =
        Network.builder(Shape.image(3, 8, 8)).conv2d("conv", Conv2d.of(4, 3).pad(1)).build();
    try (OptimizerState state = new CaffeSolver().optimizerState(path, net, network)) {
      readAll(state.momentum());
    }
  }

  private static void load(ModelFormat format, byte[] bytes, Path path, LoadOptions options)
      throws IOException {
    Files.write(path, bytes);
    try (PretrainedModel model = format.load(path, options)) {
      model.report();
      readAll(model.weights());
    }
  }

  private static void readAll(WeightSource source) throws IOException {
    for (NamedTensor tensor : source.tensors()) {
      source.read(tensor, piece -> {});
    }
  }

  private static byte[] file(String name) {
    String resource = "caffe/" + name;
    try (var in = CaffeFiles.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
