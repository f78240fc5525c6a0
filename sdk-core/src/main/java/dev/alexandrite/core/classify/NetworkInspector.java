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
import java.util.List;
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

  /** A question and its compiled answer. */
  private record Asked(
      List<String> layers, boolean gradients, InspectionPlan plan, Program program) {
    boolean same(List<String> otherLayers, boolean otherGradients) {
      return layers.equals(otherLayers) && gradients == otherGradients;
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
    return inspect(image, layers, false, 0);
  }

  @Override
  public Inspection inspect(Image image, List<String> layers, int label) {
    int classes = network.shape(network.output()).elements();
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "inspect: class " + label + " was asked for, expected 0 to " + (classes - 1));
    }
    return inspect(image, layers, true, label);
  }

  private synchronized Inspection inspect(
      Image image, List<String> layers, boolean gradients, int label) {
    if (closed) {
      throw new IllegalStateException("the classifier is closed; load it again");
    }
    Asked question = compiled(List.copyOf(layers), gradients);
    InspectionPlan plan = question.plan();
    Program program = question.program();
    float[] input = new float[network.input().elements()];
    preparer.view(image, View.CENTRE, input, 0);
    program.upload(plan.input(), input, 1);
    if (plan.outputGradient() != InspectionPlan.NONE) {
      float[] score = new float[network.shape(network.output()).elements()];
      score[label] = 1;
      program.upload(plan.outputGradient(), score, 1);
    }
    program.run(state);
    List<LayerValues> seen = new ArrayList<>();
    for (InspectionPlan.Kept layer : plan.layers()) {
      float[] activation = read(program, layer.activation(), layer.shape());
      seen.add(
          new LayerValues(
              layer.layer(),
              layer.shape(),
              activation,
              gradients ? gradient(program, layer) : null));
    }
    return new Inspection(read(program, plan.output(), network.shape(network.output())), seen);
  }

  private Asked compiled(List<String> layers, boolean gradients) {
    TensorStore store = weights.get();
    Asked last = asked;
    if (last != null && last.same(layers, gradients)) {
      return last;
    }
    asked = null; // its memory goes before that of the next
    InspectionPlan plan = Planner.inspection(network, layers, gradients, form);
    Asked question =
        new Asked(layers, gradients, plan, Programs.compile(backend, plan.graph(), store));
    asked = question;
    return question;
  }

  private static float[] gradient(Program program, InspectionPlan.Kept layer) {
    return layer.gradient() == InspectionPlan.NONE
        ? new float[layer.shape().elements()]
        : read(program, layer.gradient(), layer.shape());
  }

  private static float[] read(Program program, int value, Shape shape) {
    float[] values = new float[shape.elements()];
    program.download(value, 1, values);
    return values;
  }

  /** Waits for a call in progress and refuses later ones. */
  public synchronized void close() {
    closed = true;
    asked = null;
  }
}
