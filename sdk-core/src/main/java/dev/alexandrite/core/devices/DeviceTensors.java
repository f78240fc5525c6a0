package dev.alexandrite.core.devices;

import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The persistent tensors of all devices as those of one: what is replicated is read from the first
 * device and written to all, what is divided is put together.
 */
final class DeviceTensors implements NamedTensors {
  private final ReplicaGroup group;
  private final List<TensorSpec> whole;
  private final Map<String, List<@Nullable Slice>> slices = new LinkedHashMap<>();

  /**
   * Finds out what each device has.
   *
   * @param group the devices
   * @param divided the network
   * @param plans what each device runs
   * @param whole the tensors of one device, in its order
   */
  DeviceTensors(
      ReplicaGroup group, DividedNetwork divided, List<ReplicaPlan> plans, List<TensorSpec> whole) {
    this.group = group;
    this.whole = whole;
    for (TensorSpec tensor : whole) {
      List<@Nullable Slice> places = new ArrayList<>();
      for (int rank = 0; rank < plans.size(); rank++) {
        places.add(slice(tensor, divided, plans.get(rank), rank));
      }
      slices.put(tensor.name(), places);
    }
  }

  private static @Nullable Slice slice(
      TensorSpec tensor, DividedNetwork divided, ReplicaPlan plan, int rank) {
    for (TensorSpec own : plan.persistent()) {
      if (own.name().equals(tensor.name())) {
        int firstUnit =
            own.shape().equals(tensor.shape()) ? 0 : firstUnit(tensor.name(), divided, rank);
        int unit = tensor.shape().elements() / tensor.shape().get(0);
        return new Slice(firstUnit * unit, own.shape().elements());
      }
    }
    return null;
  }

  private static int firstUnit(String tensor, DividedNetwork divided, int rank) {
    // State of an optimiser is called after its parameter: momentum/conv1.weight.
    String behind = tensor.substring(tensor.indexOf('/') + 1);
    return layer(tensor, divided)
        .or(() -> layer(behind, divided))
        .map(layer -> divided.firstUnit(layer, rank))
        .orElseThrow(() -> new IllegalStateException("no parameter belongs to " + tensor));
  }

  private static Optional<String> layer(String parameter, DividedNetwork divided) {
    return divided.whole().parameters().stream()
        .filter(spec -> spec.name().equals(parameter))
        .map(ParameterSpec::layer)
        .findFirst();
  }

  @Override
  public List<TensorSpec> tensors() {
    return whole;
  }

  @Override
  public void upload(String name, int from, float[] values) {
    List<@Nullable Slice> places = places(name);
    for (int rank = 0; rank < places.size(); rank++) {
      Slice slice = places.get(rank);
      if (slice == null) {
        continue;
      }
      int first = Math.max(from, slice.from());
      int end = Math.min(from + values.length, slice.from() + slice.elements());
      if (first < end) {
        float[] piece =
            end - first == values.length
                ? values
                : Arrays.copyOfRange(values, first - from, end - from);
        int at = first - slice.from();
        group.on(
            rank,
            "taking values of " + name,
            replica -> {
              replica.store().upload(name, at, piece);
              return piece;
            });
      }
    }
  }

  @Override
  public void download(String name, int from, float[] values) {
    List<@Nullable Slice> places = places(name);
    int end = from + values.length;
    int known = from;
    for (int rank = 0; rank < places.size() && known < end; rank++) {
      Slice slice = places.get(rank);
      int sliceEnd = slice == null ? 0 : slice.from() + slice.elements();
      if (slice != null && slice.from() <= known && known < sliceEnd) {
        float[] part = new float[Math.min(end, sliceEnd) - known];
        int at = known - slice.from();
        group.on(
            rank,
            "giving values of " + name,
            replica -> {
              replica.store().download(name, at, part);
              return part;
            });
        System.arraycopy(part, 0, values, known - from, part.length);
        known += part.length;
      }
    }
    if (known < end) {
      throw new IllegalStateException(
          "of " + name + ", the elements from " + known + " on are nowhere");
    }
  }

  private List<@Nullable Slice> places(String name) {
    return Objects.requireNonNull(slices.get(name), name);
  }
}
