package dev.alexandrite.interop.safetensors;

import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.core.weights.FloatPieces;
import dev.alexandrite.core.weights.SafetensorsOutput;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.tensors.UnfinishedFile;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Writes what the network takes of a model's weights, by the network's names. */
final class SafetensorsSaver {
  private final WeightSource source;
  private final List<WeightReport.Taken> taken;

  private SafetensorsSaver(WeightSource source, List<WeightReport.Taken> taken) {
    this.source = source;
    this.taken = taken;
  }

  static void save(PretrainedModel model, Path file) {
    WeightReport report = model.report();
    report.requireFit();
    if (!report.kept().isEmpty()) {
      throw new ModelFileException(
          file
              + ": the rule leaves out "
              + report.kept()
              + ", of which there are no values to write; train them first");
    }
    List<WeightReport.Taken> sorted =
        report.taken().stream().sorted(Comparator.comparing(WeightReport.Taken::name)).toList();
    SafetensorsSaver saver = new SafetensorsSaver(model.weights(), sorted);
    try {
      Path target = UnfinishedFile.target(file);
      try (UnfinishedFile whole = UnfinishedFile.write(target, saver::write)) {
        whole.commit();
      }
    } catch (UncheckedIOException e) {
      throw UnfinishedFile.unwritten(file, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw UnfinishedFile.unwritten(file, e);
    }
  }

  private void write(OutputStream unbuffered) throws IOException {
    BufferedOutputStream stream = new BufferedOutputStream(unbuffered);
    SafetensorsOutput out = new SafetensorsOutput(stream);
    out.header(
        taken.stream()
            .map(each -> new NamedTensor(each.name(), each.tensor().shape(), ElementType.FLOAT32))
            .toList());
    for (WeightReport.Taken each : taken) {
      FloatPieces pieces =
          new FloatPieces(source.origin(), each.tensor(), (from, values) -> write(out, values));
      source.read(each.tensor(), pieces);
      pieces.finish();
    }
    stream.flush();
  }

  private static void write(SafetensorsOutput out, float[] values) {
    try {
      out.values(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
