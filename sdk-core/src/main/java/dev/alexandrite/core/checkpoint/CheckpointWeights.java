package dev.alexandrite.core.checkpoint;

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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a checkpoint by the names of its network: running averages take the places of what
 * they are of, and what the pipeline learned is left out. Nothing is read before it is asked for.
 */
final class CheckpointWeights implements WeightSource {
  private final Path folder;
  private @Nullable Content content;

  CheckpointWeights(Path folder) {
    this.folder = folder;
  }

  @Override
  public String origin() {
    return folder.toString();
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
      throw new IllegalArgumentException(folder + " has no tensor " + tensor);
    }
    SafetensorsReader.read(folder, opened.file, place.info, place.begin, pieces);
  }

  private synchronized Content content() {
    if (content == null) {
      content = new Content(folder, new CheckpointReader(folder).weightsFile());
    }
    return content;
  }

  /** Where a tensor lies in the file. */
  private record Place(TensorInfo info, long begin) {}

  /** The file of the weights, in its order. */
  private static final class Content {
    private final FileRecord file;
    private final Map<NamedTensor, Place> places = new LinkedHashMap<>();

    Content(Path folder, FileRecord file) {
      this.file = file;
      SafetensorsReader.places(folder, file).forEach((info, begin) -> put(new Place(info, begin)));
    }

    private void put(Place place) {
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
