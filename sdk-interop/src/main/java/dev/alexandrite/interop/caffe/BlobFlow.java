package dev.alexandrite.interop.caffe;

import dev.alexandrite.SafeText;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.proto.caffe.LayerParameter;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import dev.alexandrite.interop.proto.caffe.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who reads what: blobs are names that layers write over, even over their own input, so that each
 * writing is a value of its own here.
 *
 * @param data the layers that make the input, of both phases
 * @param steps the layers that compute, in order
 * @param output what the network answers
 * @param notes what was decided
 */
record BlobFlow(
    NetParameter net, List<CaffeLayer> data, List<Step> steps, Value output, List<String> notes) {
  /** What a layer wrote into one of its tops; the net's input is that of no layer. */
  record Value(int step, int top) {
    static final Value INPUT = new Value(-1, 0);

    /** Labels, and whatever else comes in beside the input. */
    static final Value LABEL = new Value(-2, 0);
  }

  /** A layer with what it reads. */
  record Step(int index, CaffeLayer layer, List<Value> inputs) {}

  private static final Set<String> DATA =
      Set.of("Data", "ImageData", "MemoryData", "HDF5Data", "WindowData", "DummyData", "Input");
  private static final Set<String> UNREAD = Set.of("Accuracy", "Silence", "HDF5Output", "ArgMax");

  /**
   * Follows a net.
   *
   * @param written true for text, whose layers say in which phases they are; what Caffe wrote after
   *     training has those of one phase
   */
  static BlobFlow of(NetParameter net, Path file, boolean written) {
    List<LayerParameter> all = LegacyLayers.of(net, file);
    List<LayerParameter> layers =
        written ? PhaseRules.of(Phase.TEST, net.getState(), all).select(all) : all;
    return new Follower(net, file, all).follow(layers);
  }

  /** The values that the output depends on. */
  Set<Value> live() {
    Set<Value> live = new HashSet<>(Set.of(output));
    for (Step step : steps.reversed()) {
      int tops = Math.max(1, step.layer().parameter().getTopCount());
      for (int top = 0; top < tops; top++) {
        if (live.contains(new Value(step.index(), top))) {
          live.addAll(step.inputs());
        }
      }
    }
    return live;
  }

  private static final class Follower {
    private final NetParameter net;
    private final Path file;
    private final List<LayerParameter> all;
    private final Map<String, Value> blobs = new HashMap<>();
    private final Set<Value> unread = new LinkedHashSet<>();
    private final List<CaffeLayer> data = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable Value scored;
    private float weight = Float.NEGATIVE_INFINITY;

    Follower(NetParameter net, Path file, List<LayerParameter> all) {
      this.net = net;
      this.file = file;
      this.all = all;
    }

    BlobFlow follow(List<LayerParameter> layers) {
      for (int i = 0; i < net.getInputCount(); i++) {
        blobs.put(net.getInput(i), i == 0 ? Value.INPUT : Value.LABEL);
      }
      for (LayerParameter parameter : layers) {
        CaffeLayer layer = new CaffeLayer(file, parameter);
        if (DATA.contains(layer.type()) && parameter.getBottomCount() == 0) {
          source(layer);
        } else {
          compute(layer);
        }
      }
      all.stream()
          .filter(layer -> layer.hasTransformParam() && layer.getBottomCount() == 0)
          .map(layer -> new CaffeLayer(file, layer))
          .filter(layer -> !data.contains(layer))
          .forEach(data::add);
      Value output = logits(scored == null ? lastUnread() : scored);
      return new BlobFlow(net, List.copyOf(data), List.copyOf(steps), output, List.copyOf(notes));
    }

    private void source(CaffeLayer layer) {
      List<String> tops = layer.parameter().getTopList();
      for (int i = 0; i < tops.size(); i++) {
        boolean input = i == 0 && !blobs.containsValue(Value.INPUT);
        blobs.put(tops.get(i), input ? Value.INPUT : Value.LABEL);
        if (input) {
          data.add(layer);
        }
      }
    }

    private void compute(CaffeLayer layer) {
      List<Value> inputs =
          layer.parameter().getBottomList().stream().map(blob -> value(layer, blob)).toList();
      boolean loss = layer.type().endsWith("Loss");
      if (loss || UNREAD.contains(layer.type())) {
        // Inception's helpers weigh less than the end of the net, and stand before it.
        if (loss && !inputs.isEmpty() && weightOf(layer) >= weight) {
          scored = inputs.getFirst();
          weight = weightOf(layer);
        }
        notes.add(
            "layer '"
                + SafeText.of(layer.name())
                + "' ("
                + SafeText.of(layer.type())
                + ") is no part of the network");
        return;
      }
      layer.require(!inputs.isEmpty(), "it reads no blob");
      Step step = new Step(steps.size(), layer, inputs);
      steps.add(step);
      inputs.forEach(unread::remove);
      List<String> tops = layer.parameter().getTopList();
      layer.require(!tops.isEmpty(), "it writes no blob");
      for (int top = 0; top < tops.size(); top++) {
        Value value = new Value(step.index(), top);
        blobs.put(tops.get(top), value);
        unread.add(value);
      }
    }

    private Value value(CaffeLayer layer, String blob) {
      Value value = blobs.get(blob);
      if (value == null) {
        throw layer.refuse(
            "it reads the blob '"
                + SafeText.of(blob)
                + "', which no layer before it writes; put the layer that does in front, or"
                + " correct the name");
      }
      return value;
    }

    private static float weightOf(CaffeLayer layer) {
      return layer.parameter().getLossWeightCount() > 0 ? layer.parameter().getLossWeight(0) : 1;
    }

    private Value lastUnread() {
      if (unread.isEmpty()) {
        throw new ModelFileException(
            file + " has no layer that computes something nobody reads, so it has no output");
      }
      Value last = unread.stream().reduce((first, second) -> second).orElseThrow();
      if (unread.size() > 1) {
        notes.add("of " + unread.size() + " outputs the last is the network's");
      }
      return last;
    }

    /** A classifier wants logits, so that a softmax at the end goes. */
    private Value logits(Value value) {
      Value output = value;
      while (output.step() >= 0) {
        Step step = steps.get(output.step());
        boolean softmax = step.layer().type().equals("Softmax");
        if (!softmax && !step.layer().type().equals("Split")) {
          break;
        }
        if (softmax) {
          notes.add(
              "layer '"
                  + SafeText.of(step.layer().name())
                  + "' (Softmax) is left out: the network answers logits");
        }
        output = step.inputs().getFirst();
      }
      if (output.step() < 0) {
        throw new ModelFileException(
            file + " has no layer between its input and its output; there is nothing to compute");
      }
      return output;
    }
  }
}
