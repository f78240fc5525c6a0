package dev.alexandrite.core.classify;

import dev.alexandrite.classify.Inspection;
import dev.alexandrite.classify.Inspector;
import dev.alexandrite.classify.LayerValues;
import dev.alexandrite.core.augment.ImagePreparer;
import dev.alexandrite.core.augment.View;
import dev.alexandrite.core.plan.InspectionPlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WeightForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks inside a network over the weights of a store. Calls take turns; the program of the last
 * question is kept for the next one.
 */
public final class NetworkInspector implements Inspector {
  private final Network network;
  private final ImagePreparer preparer;
  private final Backend backend;
  private final Supplier<TensorStore> weights;
  private final WeightForm form;
  private final RunState state = new RunState();
  private @Nullable Asked asked;
  private boolean closed;

  /** A question and its compiled answer. Without a target there are no gradients. */
  private record Asked(
      List<String> layers, @Nullable String target, InspectionPlan plan, Program program) {
    boolean answers(List<String> otherLayers, @Nullable String otherTarget, int rows) {
      return layers.equals(otherLayers)
          && Objects.equals(target, otherTarget)
          && plan.graph().capacity() >= rows;
    }
  }

  /**
   * Looks at weights.
   *
   * @param network what computes
   * @param preparer makes the input of an image
   * @param backend where it computes
   * @param weights gives the store with the weights of now, the same store each time
   * @param form how the weights of fully connected layers are kept
   */
  public NetworkInspector(
      Network network,
      ImagePreparer preparer,
      Backend backend,
      Supplier<TensorStore> weights,
      WeightForm form) {
    this.network = network;
    this.preparer = preparer;
    this.backend = backend;
    this.weights = weights;
    this.form = form;
  }

  @Override
  public Inspection inspect(Image image, List<String> layers) {
    return inspect(List.of(prepared(image)), layers, null, 0).getFirst();
  }

  @Override
  public Inspection inspect(Image image, List<String> layers, int label) {
    int classes = network.shape(network.output()).elements();
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "inspect: class " + label + " was asked for, expected 0 to " + (classes - 1));
    }
    return inspect(List.of(prepared(image)), layers, network.output(), label).getFirst();
  }

  private float[] prepared(Image image) {
    float[] input = new float[network.input().elements()];
    preparer.view(image, View.CENTRE, input, 0);
    return input;
  }

  @Override
  public List<Inspection> inspectInputs(
      List<float[]> inputs, List<String> layers, String target, int element) {
    int elements = network.shape(target).elements();
    if (element < 0 || element >= elements) {
      throw new IllegalArgumentException(
          "inspectInputs: element "
              + element
              + " of layer "
              + target
              + " was asked for, expected 0 to "
              + (elements - 1));
    }
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("inspectInputs: no inputs; give at least one");
    }
    for (float[] input : inputs) {
      if (input.length != network.input().elements()) {
        throw new IllegalArgumentException(
            "inspectInputs: an input has "
                + input.length
                + " numbers, expected "
                + network.input().elements()
                + " of shape "
                + network.input()
                + "; the values of layer input are a prepared image");
      }
    }
    return inspect(inputs, layers, target, element);
  }

  private synchronized List<Inspection> inspect(
      List<float[]> inputs, List<String> layers, @Nullable String target, int element) {
    if (closed) {
      throw new IllegalStateException("the classifier is closed; load it again");
    }
    int rows = inputs.size();
    Asked question = compiled(List.copyOf(layers), target, rows);
    InspectionPlan plan = question.plan();
    requireOwnValues(plan, rows);
    Program program = question.program();
    program.upload(plan.input(), joined(inputs), rows);
    if (plan.seed() != InspectionPlan.NONE && target != null) {
      int elements = network.shape(target).elements();
      float[] score = new float[rows * elements];
      for (int row = 0; row < rows; row++) {
        score[row * elements + element] = 1;
      }
      program.upload(plan.seed(), score, rows);
    }
    state.rows = rows;
    program.run(state);
    List<float[]> activations = new ArrayList<>();
    List<float[]> gradients = new ArrayList<>();
    for (InspectionPlan.Kept layer : plan.layers()) {
      activations.add(read(program, layer.activation(), layer.shape(), rows));
      gradients.add(
          layer.gradient() == InspectionPlan.NONE
              ? new float[rows * layer.shape().elements()]
              : read(program, layer.gradient(), layer.shape(), rows));
    }
    Shape output = network.shape(network.output());
    float[] outputs = read(program, plan.output(), output, rows);
    List<Inspection> seen = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<LayerValues> values = new ArrayList<>();
      for (int i = 0; i < plan.layers().size(); i++) {
        InspectionPlan.Kept layer = plan.layers().get(i);
        float[] gradient = target == null ? null : row(gradients.get(i), layer.shape(), row);
        values.add(
            new LayerValues(
                layer.layer(),
                layer.shape(),
                row(activations.get(i), layer.shape(), row),
                gradient));
      }
      seen.add(new Inspection(row(outputs, output, row), values));
    }
    return List.copyOf(seen);
  }

  /** What is computed of parameters alone has one gradient for all inputs, their sum. */
  private static void requireOwnValues(InspectionPlan plan, int rows) {
    for (InspectionPlan.Kept layer : plan.layers()) {
      if (rows > 1 && !layer.batched()) {
        throw new IllegalArgumentException(
            "inspectInputs: layer "
                + layer.layer()
                + " is computed of parameters alone, so that it has one output and one gradient for"
                + " all of the "
                + rows
                + " inputs; give one input at a time, or leave the layer out");
      }
    }
  }

  private Asked compiled(List<String> layers, @Nullable String target, int rows) {
    TensorStore store = weights.get();
    Asked last = asked;
    if (last != null && last.answers(layers, target, rows)) {
      return last;
    }
    asked = null; // its memory goes before that of the next
    InspectionPlan plan = Planner.inspection(network, layers, target, rows, form);
    Asked question =
        new Asked(layers, target, plan, Programs.compile(backend, plan.graph(), store));
    asked = question;
    return question;
  }

  private float[] joined(List<float[]> inputs) {
    int each = network.input().elements();
    float[] all = new float[Math.multiplyExact(inputs.size(), each)];
    for (int row = 0; row < inputs.size(); row++) {
      System.arraycopy(inputs.get(row), 0, all, row * each, each);
    }
    return all;
  }

  private static float[] read(Program program, int value, Shape shape, int rows) {
    float[] values = new float[Math.multiplyExact(rows, shape.elements())];
    program.download(value, rows, values);
    return values;
  }

  private static float[] row(float[] values, Shape shape, int row) {
    return Arrays.copyOfRange(values, row * shape.elements(), (row + 1) * shape.elements());
  }

  /** Waits for a call in progress and refuses later ones. */
  public synchronized void close() {
    closed = true;
    asked = null;
  }
}
