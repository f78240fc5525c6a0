package dev.alexandrite.interop.onnx;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.interop.onnx.Value.Known;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.interop.proto.onnx.ValueInfoProto;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An operator case of the ONNX project. It is read in two ways: the first axis of the first input as
 * a batch, as pictures are, and, where the operator mixes that axis, all of it as one example. The
 * other inputs are constants.
 */
final class OnnxCase {
  private final Path folder;
  private final OnnxModel model;
  private final TensorReader reader;
  private final List<TensorProto> inputs;

  private OnnxCase(Path folder) {
    this.folder = folder;
    Path file = folder.resolve("model.onnx");
    this.model = new OnnxModel(OnnxFile.read(file));
    this.reader = new TensorReader(new ExternalFiles(file), new Budget());
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
        compare(output, outputs(backend, output), reader.read(expected.get(i), null));
      } catch (Refusal refusal) {
        return refusal.reason();
      }
    }
    return null;
  }

  private static void compare(String output, float[] actual, Known expected) {
    float[] reference = floats(expected);
    if (actual.length != reference.length) {
      throw new AssertionError(
          output + " has " + actual.length + " elements, expected " + reference.length);
    }
    double error = Tolerances.maxErrorOfFinite(actual, reference);
    if (!(error <= Tolerances.WINOGRAD)) {
      throw new AssertionError(output + " is off by " + error + " of the largest value");
    }
  }

  private static float[] floats(Known known) {
    return switch (known) {
      case Floats floats -> floats.data().floats();
      case Integers integers -> Pieces.array(integers.count(), integers::value);
    };
  }

  /** As a batch if that can be, else as one example. */
  private float[] outputs(Backend backend, String output) {
    try {
      return outputs(backend, output, true);
    } catch (AlexandriteException | Refusal e) {
      try {
        return outputs(backend, output, false);
      } catch (AlexandriteException whole) {
        throw new Refusal(String.valueOf(whole.getMessage()));
      }
    }
  }

  private float[] outputs(Backend backend, String output, boolean perExample) {
    Map<String, Known> given = new HashMap<>();
    List<ValueInfoProto> names = model.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      given.put(names.get(i).getName(), reader.read(inputs.get(i), null));
    }
    String first = names.isEmpty() ? "" : names.getFirst().getName();
    Known x = given.get(first);
    boolean computes = x instanceof Floats || (x != null && x.isTruth());
    if (x == null || !computes) {
      x = Integers.of(List.of(1, 1), 0); // all is constant: an input that nobody reads
      first = "no input";
    }
    given.remove(first);
    Refusal.unless(!perExample || (x.rank() > 0 && x.sizes().getFirst() > 0), "no batch");
    int rows = perExample ? x.sizes().getFirst() : 1;
    Shape shape =
        Sizes.shape(perExample ? x.sizes().subList(1, x.sizes().size()) : x.sizes());
    GraphImport.Imported imported =
        GraphImport.of(
            folder.resolve("model.onnx"),
            model,
            new GraphImport.Reading(
                first,
                new GraphImport.Input(shape, x.isTruth()),
                perExample,
                perExample ? OptionalInt.of(rows) : OptionalInt.empty(),
                given,
                output));
    if (imported.output() instanceof Known known) {
      Refusal.unless(!known.perExample(), "a constant for each example");
      return floats(known);
    }
    Computed computed = (Computed) imported.output();
    Refusal.unless(computed.perExample() == perExample, "the output has no batch");
    if (computed.layer() == Draft.INPUT) {
      return floats(x);
    }
    Draft.Result result = imported.draft().build("case", computed.layer(), folder.toString());
    return NetworkRun.outputs(backend, result.network(), result.weights(), rows, floats(x));
  }

  @Override
  public String toString() {
    return String.valueOf(folder.getFileName());
  }
}
