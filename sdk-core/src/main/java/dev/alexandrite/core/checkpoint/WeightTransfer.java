package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

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
    report.taken().forEach(taken -> read(source, taken, target));
  }

  private static void read(WeightSource source, WeightReport.Taken taken, WeightTarget target) {
    NamedTensor tensor = taken.tensor();
    FloatPieces pieces =
        new FloatPieces(
            source.origin(), tensor, (from, values) -> target.upload(taken.name(), from, values));
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
