package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.TensorRole;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a checkpoint by the names of its network: running averages take the places of what
 * they are of, and what the pipeline learned is left out. Or its momentum by the same names.
 * Nothing is read before it is asked for.
 */
final class CheckpointWeights implements WeightSource {
  private final Path folder;
  private final boolean momentum;
  private @Nullable Content content;

  private CheckpointWeights(Path folder, boolean momentum) {
    this.folder = folder;
    this.momentum = momentum;
  }

  static CheckpointWeights trained(Path folder) {
    return new CheckpointWeights(folder, false);
  }

  static CheckpointWeights momentum(Path folder) {
    return new CheckpointWeights(folder, true);
  }

  @Override
  public String origin() {
    return momentum ? "momentum of " + folder : folder.toString();
  }

  @Override
  public List<NamedTensor> tensors() {
    return List.copyOf(content().places.keySet());
  }

  @Override
  public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) {
    Content opened = content();
    Place place = opened.places.get(tensor);
    if (place == null) {
      throw new IllegalArgumentException(origin() + " has no tensor " + tensor);
    }
    SafetensorsReader.read(opened.files, opened.file, place.info, place.begin, pieces);
  }

  private synchronized Content content() {
    if (content == null) {
      CheckpointReader reader = new CheckpointReader(folder);
      content =
          momentum
              ? requireSome(
                  new Content(reader.places(), reader.optimizerFile(), Content::putMomentum))
              : new Content(reader.places(), reader.weightsFile(), Content::putTrained);
    }
    return content;
  }

  private Content requireSome(Content found) {
    if (found.places.isEmpty()) {
      throw new CheckpointException(
          folder
              + " has no momentum, since its run's optimizer has none; give initialMomentum(...) a"
              + " checkpoint of Sgd with momentum, or leave the call out");
    }
    return found;
  }

  /** Where a tensor lies in the file. */
  private record Place(TensorInfo info, long begin) {}

  /** A file's tensors, in its order. */
  private static final class Content {
    private final CheckpointFiles files;
    private final FileRecord file;
    private final Map<NamedTensor, Place> places = new LinkedHashMap<>();

    Content(CheckpointFiles files, FileRecord file, BiConsumer<Content, Place> put) {
      this.files = files;
      this.file = file;
      SafetensorsReader.places(files, file)
          .forEach((info, begin) -> put.accept(this, new Place(info, begin)));
    }

    private void putMomentum(Place place) {
      String name = place.info.name();
      if (TensorRole.MOMENTUM.owns(name)) {
        places.put(tensor(TensorRole.MOMENTUM.parameter(name), place), place);
      }
    }

    private void putTrained(Place place) {
      String name = place.info.name();
      if (TensorRole.AVERAGE.owns(name)) {
        places.put(tensor(TensorRole.AVERAGE.parameter(name), place), place);
      } else if (!StatisticsTensors.owns(name)) {
        places.putIfAbsent(tensor(name, place), place); // its average may have come before
      }
    }

    private static NamedTensor tensor(String name, Place place) {
      return new NamedTensor(name, place.info.shape(), ElementType.FLOAT32);
    }
  }
}
