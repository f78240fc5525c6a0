package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a network together. Without named inputs a layer reads the one added before it, the first
 * reads the network's input; with names the graph branches and joins. Every layer of the SDK has a
 * method of its own; {@link #add(String, Layer, String...)} takes any. Not thread-safe.
 *
 * <pre>{@code
 * Network net =
 *     Network.builder("small", Shape.image(3, 32, 32))
 *         .conv2d("conv1", Conv2d.of(32, 5).pad(2))
 *         .relu("relu1")
 *         .maxPool("pool1", MaxPool.of(3, 2))
 *         .flatten("flat")
 *         .linear("fc", Linear.of(10))
 *         .build();
 * }</pre>
 */
public final class NetworkBuilder {
  private final GraphDraft draft;
  private final String prefix;
  private @Nullable String last;

  NetworkBuilder(String name, Shape input) {
    this(new GraphDraft(name, input), "", Network.INPUT);
  }

  private NetworkBuilder(GraphDraft draft, String prefix, @Nullable String last) {
    this.draft = draft;
    this.prefix = prefix;
    this.last = last;
  }

  /**
   * Adds a layer of any sort.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, {@link Network#INPUT} for the network's input; none means
   *     the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder add(String name, Layer layer, String... inputs) {
    return add(prefix + name, layer, prefix + name, inputs);
  }

  /**
   * Adds a layer that uses the parameters of another.
   *
   * @param name unique in the network
   * @param layer what it computes; its parameters have the shapes of the other's
   * @param parametersOf the layer whose parameters and state it uses
   * @param inputs the layers it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken, or an input or the owner is unknown
   */
  public NetworkBuilder shared(String name, Layer layer, String parametersOf, String... inputs) {
    String full = prefix + name;
    String owner = draft.resolve("layer '" + full + "'", prefix, parametersOf);
    return add(full, layer, owner, inputs);
  }

  private NetworkBuilder add(String full, Layer layer, String owner, String... inputs) {
    if (layer.isSource()) {
      Require.that(inputs.length == 0, full, "a " + layer.kind() + " reads nothing; name no input");
      draft.add(full, layer, List.of(), owner); // what follows reads what came before it
    } else {
      last = draft.add(full, layer, inputs(full, inputs), owner);
    }
    return this;
  }

  /**
   * Adds a layer that is made of others. Its nodes are called {@code name/…}; {@code name} itself
   * stands for its output.
   *
   * @param name unique in the network
   * @param layer adds the nodes
   * @param inputs the layers it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder composite(String name, CompositeLayer layer, String... inputs) {
    String full = prefix + name;
    draft.reserve(full);
    List<String> read = inputs(full, inputs);
    // A composite of several inputs has no natural first one: its first layer has to name them.
    NetworkBuilder scope =
        new NetworkBuilder(draft, full + "/", read.size() == 1 ? read.getFirst() : null);
    String output = draft.resolve("layer '" + full + "'", full + "/", layer.expand(scope, read));
    draft.alias(full, output);
    last = output;
    return this;
  }

  /**
   * Adds a convolution.
   *
   * @param name unique in the network
   * @param layer the convolution
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder conv2d(String name, Conv2d layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a locally connected layer.
   *
   * @param name unique in the network
   * @param layer the locally connected layer
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder locallyConnected(String name, LocallyConnected layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a fully connected layer.
   *
   * @param name unique in the network
   * @param layer the linear layer
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder linear(String name, Linear layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a maximum pooling.
   *
   * @param name unique in the network
   * @param layer the pooling
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder maxPool(String name, MaxPool layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds an average pooling.
   *
   * @param name unique in the network
   * @param layer the pooling
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder averagePool(String name, AveragePool layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a local response normalisation.
   *
   * @param name unique in the network
   * @param layer the normalisation
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder localResponseNorm(String name, LocalResponseNorm layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a batch normalisation.
   *
   * @param name unique in the network
   * @param layer the normalisation
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder batchNorm(String name, BatchNorm layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a layer normalisation.
   *
   * @param name unique in the network
   * @param layer the normalisation
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder layerNorm(String name, LayerNorm layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a nonlinearity.
   *
   * @param name unique in the network
   * @param function the nonlinearity
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder activation(String name, Activation function, String... inputs) {
    return add(name, ActivationLayer.of(function), inputs);
  }

  /**
   * Adds a rectifier, {@link Activation#RELU}.
   *
   * @param name unique in the network
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder relu(String name, String... inputs) {
    return add(name, ActivationLayer.of(Activation.RELU), inputs);
  }

  /**
   * Adds a dropout.
   *
   * @param name unique in the network
   * @param layer the dropout
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder dropout(String name, Dropout layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a branch's end that leaves the branch out for some examples.
   *
   * @param name unique in the network
   * @param layer how often
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder stochasticDepth(String name, StochasticDepth layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a softmax.
   *
   * @param name unique in the network
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder softmax(String name, String... inputs) {
    return add(name, Softmax.of(), inputs);
  }

  /**
   * Adds an elementwise sum.
   *
   * @param name unique in the network
   * @param inputs the layers it reads, two or more
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder add(String name, String... inputs) {
    return add(name, Add.of(), inputs);
  }

  /**
   * Adds a concatenation along the first axis.
   *
   * @param name unique in the network
   * @param inputs the layers it reads, two or more
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder concat(String name, String... inputs) {
    return add(name, Concat.of(), inputs);
  }

  /**
   * Adds a flattening.
   *
   * @param name unique in the network
   * @param inputs the layer it reads; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder flatten(String name, String... inputs) {
    return add(name, Flatten.of(), inputs);
  }

  /**
   * Adds a trained tensor as a value; the layer added before it stays the last.
   *
   * @param name unique in the network
   * @param layer its shape and how it starts
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder parameter(String name, Parameter layer) {
    return add(name, layer);
  }

  /**
   * Adds a trained vector for each number.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder embedding(String name, Embedding layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds elements of one input picked by the numbers in another.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order: two
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder gather(String name, Gather layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds matrix products of two inputs.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order: two
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder matMul(String name, MatMul layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a function of two inputs, broadcast to each other.
   *
   * @param name unique in the network
   * @param function the function
   * @param inputs the layers it reads, in order: two
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder binary(String name, BinaryFunction function, String... inputs) {
    return add(name, Binary.of(function), inputs);
  }

  /**
   * Adds a function of every element.
   *
   * @param name unique in the network
   * @param function the function
   * @param inputs the layers it reads, in order; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder unary(String name, UnaryFunction function, String... inputs) {
    return add(name, Unary.of(function), inputs);
  }

  /**
   * Adds a choice between two inputs by a third, which comes first.
   *
   * @param name unique in the network
   * @param inputs the layers it reads, in order: three
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder select(String name, String... inputs) {
    return add(name, Select.of(), inputs);
  }

  /**
   * Adds a reduction over some axes.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder reduce(String name, Reduce layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds an average pooling to a given size.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder adaptiveAveragePool(
      String name, AdaptiveAveragePool layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a softmax over any axis, or its logarithm.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder softmax(String name, Softmax layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds a concatenation along any axis.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder concat(String name, Concat layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds another order of the axes.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder permute(String name, Permute layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds another shape of the same elements.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder reshape(String name, Reshape layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds some elements of one axis.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder slice(String name, Slice layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds numbers around one axis.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder pad(String name, Pad layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * Adds repetitions along axes of size 1.
   *
   * @param name unique in the network
   * @param layer what it computes
   * @param inputs the layers it reads, in order; none means the layer added last
   * @return this builder
   * @throws InvalidModelException if the name is taken or an input is unknown
   */
  public NetworkBuilder expand(String name, Expand layer, String... inputs) {
    return add(name, layer, inputs);
  }

  /**
   * The shape of a layer added before, for composites that depend on it.
   *
   * @param name the layer, or {@link Network#INPUT}
   * @return the shape of its output
   * @throws InvalidModelException if it is unknown, or a layer up to it cannot take its inputs
   */
  public Shape shape(String name) {
    return draft.shape(draft.resolve("shape()", prefix, name));
  }

  /**
   * Says which layer's output is the network's; without this call it is the last one.
   *
   * @param name the layer
   * @return this builder
   * @throws InvalidModelException if it is unknown, the output was chosen already, or this is the
   *     scope of a composite
   */
  public NetworkBuilder output(String name) {
    requireNotWithinComposite("output()");
    draft.output(draft.resolve("output()", prefix, name));
    return this;
  }

  /**
   * Says that a layer's output are logits of an auxiliary head, whose loss is added to the
   * network's in training; trained networks compute neither it nor what serves it alone.
   *
   * @param name the layer, which is not the network's output and may have no reader
   * @param weight what the loss is multiplied by, 0.3 in GoogLeNet
   * @return this builder
   * @throws InvalidModelException if the layer is unknown or an auxiliary head already, the weight
   *     is not positive, or this is the scope of a composite; on building, if it has other classes
   *     than the output
   */
  public NetworkBuilder auxiliary(String name, double weight) {
    requireNotWithinComposite("auxiliary()");
    draft.auxiliary(draft.resolve("auxiliary()", prefix, name), weight);
    return this;
  }

  /**
   * Infers every shape and checks the graph.
   *
   * @return the network
   * @throws InvalidModelException if there is no layer, a layer cannot take its inputs, shared
   *     parameters differ in shape, a layer's output is never used, or this is the scope of a
   *     composite
   */
  public Network build() {
    requireNotWithinComposite("build()");
    return draft.build();
  }

  private List<String> inputs(String node, String... inputs) {
    if (inputs.length > 0) {
      return Arrays.stream(inputs)
          .map(input -> draft.resolve("layer '" + node + "'", prefix, input))
          .toList();
    }
    if (last == null) {
      throw Require.invalid(
          node, "the first layer of a composite with several inputs has to name those it reads");
    }
    return List.of(last);
  }

  private void requireNotWithinComposite(String call) {
    Require.that(
        prefix.isEmpty(),
        prefix.isEmpty() ? prefix : prefix.substring(0, prefix.length() - 1),
        "a composite must not call " + call + "; return the name of its output instead");
  }

  @Override
  public String toString() {
    return "network builder after " + (last == null ? "the input" : last);
  }
}
