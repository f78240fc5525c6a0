package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.core.weights.FloatPieces;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.TensorRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes weights from a source into a network's tensors. */
public final class WeightTransfer {
  private WeightTransfer() {}

  /**
   * Takes what a report says is taken. Where this fails, some tensors may have new values.
   *
   * @param report of a comparison that fits
   * @param source the source that was compared; stays open
   * @param target receives the values, one tensor after the other
   * @throws CheckpointException if they cannot be read, or are not what the source says
   */
  public static void run(WeightReport report, WeightSource source, WeightTarget target) {
    report.taken().forEach(taken -> read(source, taken.tensor(), taken.name(), target));
  }

  /**
   * Takes values of another role into the tensors of that role, if there are such: a parameter that
   * is not trained has no momentum.
   *
   * @param report of a comparison with parameters that fits
   * @param source the source that was compared; stays open
   * @param role what the values are for a parameter
   * @param tensors receive the values
   * @throws CheckpointException if they cannot be read, or are not what the source says
   */
  public static void run(
      WeightReport report, WeightSource source, TensorRole role, NamedTensors tensors) {
    Set<String> names =
        tensors.tensors().stream().map(TensorSpec::name).collect(Collectors.toSet());
    for (WeightReport.Taken taken : report.taken()) {
      String name = role.of(taken.name());
      if (names.contains(name)) {
        read(source, taken.tensor(), name, tensors);
      }
    }
  }

  private static void read(
      WeightSource source, NamedTensor tensor, String name, WeightTarget target) {
    FloatPieces pieces =
        new FloatPieces(
            source.origin(), tensor, (from, values) -> target.upload(name, from, values));
    try {
      source.read(tensor, pieces);
    } catch (UncheckedIOException e) {
      throw unreadable(source, tensor, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(source, tensor, e);
    }
    pieces.finish();
  }

  private static CheckpointException unreadable(
      WeightSource source, NamedTensor tensor, IOException cause) {
    return new CheckpointException(
        source.origin()
            + ": tensor "
            + tensor.name()
            + " cannot be read: "
            + cause
            + "; make the source readable, and open while weights are taken from it",
        cause);
  }
}
