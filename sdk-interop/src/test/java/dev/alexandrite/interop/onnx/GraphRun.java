package dev.alexandrite.interop.onnx;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.interop.onnx.Value.Known;
import dev.alexandrite.interop.proto.onnx.ValueInfoProto;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.tensor.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Computes an output of a graph for given inputs, in one of two readings: the first axis of the
 * first input as a batch, as pictures are, or, where an operator mixes that axis, all of it as one
 * example. The other inputs are constants.
 */
record GraphRun(Path file, OnnxModel model, List<? extends Known> inputs, String output) {
  /** As a batch if that can be, else as one example. */
  float[] run(Backend backend) {
    try {
      return run(backend, true);
    } catch (AlexandriteException | Refusal e) {
      try {
        return run(backend, false);
      } catch (AlexandriteException whole) {
        throw new Refusal(e.getMessage() + "; and as one example: " + whole.getMessage());
      }
    }
  }

  float[] run(Backend backend, boolean perExample) {
    Map<String, Known> given = new HashMap<>();
    List<ValueInfoProto> names = model.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      given.put(names.get(i).getName(), inputs.get(i));
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
    Shape shape = Sizes.shape(perExample ? x.sizes().subList(1, x.sizes().size()) : x.sizes());
    GraphImport.Imported imported =
        GraphImport.of(
            file,
            model,
            new GraphImport.Reading(
                first,
                new GraphImport.Input(shape, x.isTruth()),
                perExample,
                perExample ? OptionalInt.of(rows) : OptionalInt.empty(),
                given,
                output));
    if (imported.output() instanceof Known known) {
      Refusal.unless(
          !known.perExample() && !(known instanceof Integers whole && whole.growsWithBatch()),
          "a constant for each example");
      return floats(known);
    }
    Computed computed = (Computed) imported.output();
    Refusal.unless(computed.perExample() == perExample, "the output has no batch");
    if (computed.layer() == Draft.INPUT) {
      return floats(x);
    }
    Draft.Result result = imported.draft().build("graph", computed.layer(), file.toString());
    return NetworkRun.outputs(backend, result.network(), result.weights(), rows, floats(x));
  }

  static float[] floats(Known known) {
    return switch (known) {
      case Floats floats -> floats.data().floats();
      case Integers integers -> Pieces.array(integers.count(), integers::value);
    };
  }
}
