package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Known;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Tolerances;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An operator case of the ONNX project. */
final class OnnxCase {
  private final Path folder;
  private final OnnxModel model;
  private final TensorReader reader;
  private final List<TensorProto> inputs;

  private OnnxCase(Path folder) {
    this.folder = folder;
    Path file = folder.resolve("model.onnx");
    this.model = new OnnxModel(OnnxFile.read(file));
    this.reader =
        new TensorReader(new ExternalFiles(file, model.bytes(), model.files()), new Budget());
    this.inputs = tensors("input_");
  }

  static OnnxCase read(Path folder) {
    return new OnnxCase(folder);
  }

  static List<Path> folders(Path suite) {
    try (Stream<Path> folders = Files.list(suite)) {
      return folders.filter(folder -> Files.exists(folder.resolve("model.onnx"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The operators of the graph, and whether it computes with floats. */
  List<String> operators() {
    return model.graph().getNodeList().stream().map(node -> node.getOpType()).distinct().toList();
  }

  boolean isOfFloats() {
    TensorProto first = inputs.isEmpty() ? tensors("output_").getFirst() : inputs.getFirst();
    return TensorReader.type(first.getDataType()).map(type -> type.isFloat()).orElse(false);
  }

  private List<TensorProto> tensors(String prefix) {
    List<TensorProto> tensors = new ArrayList<>();
    for (int i = 0; ; i++) {
      Path file = folder.resolve("test_data_set_0").resolve(prefix + i + ".pb");
      if (!Files.exists(file)) {
        return tensors;
      }
      try (InputStream in = Files.newInputStream(file)) {
        tensors.add(TensorProto.parseFrom(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Computes all outputs and compares them.
   *
   * @return why it cannot be imported; null if it was and is right
   * @throws AssertionError if an output is wrong
   */
  @Nullable String check(Backend backend) {
    List<TensorProto> expected = tensors("output_");
    for (int i = 0; i < expected.size(); i++) {
      String output = model.graph().getOutput(i).getName();
      try {
        List<Known> given = inputs.stream().map(input -> reader.read(input, null)).toList();
        GraphRun run = new GraphRun(folder.resolve("model.onnx"), model, given, output);
        compare(output, run.run(backend), reader.read(expected.get(i), null));
      } catch (Refusal refusal) {
        return refusal.reason();
      }
    }
    return null;
  }

  private static void compare(String output, float[] actual, Known expected) {
    float[] reference = GraphRun.floats(expected);
    if (actual.length != reference.length) {
      throw new AssertionError(
          output + " has " + actual.length + " elements, expected " + reference.length);
    }
    double error = Tolerances.maxErrorOfFinite(actual, reference);
    if (!(error <= Tolerances.WINOGRAD)) {
      throw new AssertionError(output + " is off by " + error + " of the largest value");
    }
  }

  @Override
  public String toString() {
    return String.valueOf(folder.getFileName());
  }
}
