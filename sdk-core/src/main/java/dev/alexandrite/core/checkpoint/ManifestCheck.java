package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.core.json.Brief;
import dev.alexandrite.core.weights.SafetensorsHeader;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.TensorRole;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the parts of a manifest with each other: network, pipeline, classes and tensors. Their
 * checksums say that they are what somebody wrote, not that they belong together; so nothing is
 * computed from them, and no memory is taken for them, before.
 */
final class ManifestCheck {
  /** More than any picture that a network is given, and less than an array. */
  private static final long MAX_PIXELS = 1 << 27;

  private static final String REMEDY =
      "; what it says does not belong together: load it with the release of Alexandrite that wrote"
          + " it, or get the checkpoint again from where it was made";

  private final CheckpointFiles files;
  private final String manifest;
  private final ServedManifest served;

  private ManifestCheck(CheckpointFiles files, ServedManifest served) {
    this.files = files;
    this.manifest = files.name(ManifestFile.NAME);
    this.served = served;
  }

  /** The network, after everything was compared with it. */
  static Network network(CheckpointFiles files, ServedManifest served, List<FileRecord> records) {
    ManifestCheck check = new ManifestCheck(files, served);
    Network network = check.network();
    check.classes(network);
    Map<String, Shape> shapes = shapes(network);
    check.weights(records.getFirst(), shapes);
    records.stream().skip(1).forEach(file -> check.optimizer(file, shapes));
    records.forEach(check::lengths);
    return network;
  }

  private Network network() {
    try {
      Network network = served.network().build();
      new Recipe(network, served.pipeline());
      pixels();
      return network;
    } catch (RuntimeException e) { // a graph that nobody could build may fail in any way
      throw new CheckpointException(manifest + ": " + Brief.of(e.getMessage()) + REMEDY, e);
    }
  }

  private void pixels() {
    Resize resize = served.pipeline().resize();
    if ((long) resize.resizedHeight() * resize.resizedWidth() > MAX_PIXELS) {
      throw new IllegalArgumentException(
          "the pipeline resizes to " + resize.resizedHeight() + "×" + resize.resizedWidth());
    }
  }

  private void classes(Network network) {
    List<String> names = served.classNames();
    if (names.size() != network.classes()) {
      throw misfit("the network has " + network.classes() + " outputs", names.size() + " classes");
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw misfit("two classes are called " + Brief.of(name), "a name for each");
      }
    }
  }

  private static Map<String, Shape> shapes(Network network) {
    Map<String, Shape> shapes = new HashMap<>();
    Stream.concat(network.parameters().stream(), network.state().stream())
        .forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
    return shapes;
  }

  private void weights(FileRecord file, Map<String, Shape> shapes) {
    Map<String, Shape> learned = StatisticsTensors.shapes(meanImage(file));
    Set<String> missing = new HashSet<>(shapes.keySet());
    missing.addAll(learned.keySet());
    Set<String> seen = new HashSet<>();
    for (TensorInfo tensor : file.tensors()) {
      String name = tensor.name();
      String owner = TensorRole.AVERAGE.owns(name) ? TensorRole.AVERAGE.parameter(name) : name;
      require(tensor, StatisticsTensors.owns(name) ? learned.get(name) : shapes.get(owner));
      if (!seen.add(name)) {
        throw misfit("two tensors are called " + Brief.of(name), "a name for each");
      }
      missing.remove(owner);
    }
    if (!missing.isEmpty()) {
      throw misfit("the network needs the tensors " + Brief.of(missing), "none of them");
    }
  }

  /**
   * That of the resized pictures where it is subtracted, whatever size there is where it is not.
   */
  private Shape meanImage(FileRecord file) {
    Resize resize = served.pipeline().resize();
    Shape resized = Shape.image(3, resize.resizedHeight(), resize.resizedWidth());
    return served.pipeline().normalization() instanceof Normalization.MeanImage
        ? resized
        : file.tensors().stream()
            .filter(StatisticsTensors::isMeanImage)
            .map(TensorInfo::shape)
            .filter(shape -> shape.rank() == 3 && shape.channels() == 3)
            .findFirst()
            .orElse(resized);
  }

  /** The optimiser's tensors are as large as the parameters that they are for. */
  private void optimizer(FileRecord file, Map<String, Shape> shapes) {
    for (TensorInfo tensor : file.tensors()) {
      for (TensorRole role : TensorRole.values()) {
        if (role.owns(tensor.name())) {
          require(tensor, shapes.get(role.parameter(tensor.name())));
        }
      }
    }
  }

  private void require(TensorInfo tensor, @Nullable Shape expected) {
    if (expected == null) {
      throw misfit(
          "the network has no tensor " + Brief.of(tensor.name()), "one in " + tensor.file());
    }
    if (!tensor.shape().equals(expected)) {
      throw misfit(
          "the network's tensor " + Brief.of(tensor.name()) + " has the shape " + expected,
          "the shape " + tensor.shape());
    }
  }

  /** Before memory is taken for the tensors, the file must be as long as they are. */
  private void lengths(FileRecord file) {
    long needed = SafetensorsHeader.LENGTH_BYTES;
    for (TensorInfo tensor : file.tensors()) {
      needed += (long) Float.BYTES * tensor.shape().elements();
    }
    if (needed > file.bytes()) {
      throw misfit("the tensors need " + needed + " bytes", file.name() + " of " + file.bytes());
    }
    SafetensorsReader.requireLength(files, file);
  }

  private CheckpointException misfit(String here, String there) {
    return new CheckpointException(
        manifest + ": " + here + ", but the manifest has " + Brief.of(there) + REMEDY);
  }
}
