package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.NearestName;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An immutable graph of layers with all shapes known, as {@link NetworkBuilder} checked it. It
 * holds no weights.
 */
public final class Network implements Model {
  /** The name by which nodes refer to the network's input. */
  public static final String INPUT = "input";

  private final String name;
  private final List<Node> nodes;
  private final String output;
  private final List<AuxiliaryHead> auxiliaryHeads;
  private final Map<String, Shape> shapes;
  private final List<ParameterSpec> parameters;
  private final List<ParameterSpec> state;

  Network(
      String name,
      List<Node> nodes,
      String output,
      List<AuxiliaryHead> auxiliaryHeads,
      Map<String, Shape> shapes) {
    this.name = name;
    this.nodes = List.copyOf(nodes);
    this.output = output;
    this.auxiliaryHeads = List.copyOf(auxiliaryHeads);
    this.shapes = Map.copyOf(shapes);
    List<ParameterSpec> trained = new ArrayList<>();
    List<ParameterSpec> carried = new ArrayList<>();
    for (Node node : nodes) {
      if (node.ownsParameters()) {
        trained.addAll(node.layer().parameters(node.name(), inputShapes(node)));
        carried.addAll(node.layer().state(node.name(), inputShapes(node)));
      }
    }
    this.parameters = List.copyOf(trained);
    this.state = List.copyOf(carried);
  }

  /**
   * Starts a network that is called {@code network}.
   *
   * @param input the shape of one example, {@code [C, H, W]} for images
   * @return the builder
   */
  public static NetworkBuilder builder(Shape input) {
    return builder("network", input);
  }

  /**
   * Starts a network.
   *
   * @param name a name for messages, summaries and checkpoints
   * @param input the shape of one example, {@code [C, H, W]} for images
   * @return the builder
   */
  public static NetworkBuilder builder(String name, Shape input) {
    return new NetworkBuilder(name, input);
  }

  /**
   * The network's name.
   *
   * @return the name given to the builder
   */
  public String name() {
    return name;
  }

  /**
   * The shape of one example.
   *
   * @return {@code [C, H, W]} for images
   */
  public Shape input() {
    return shape(INPUT);
  }

  /**
   * The layers.
   *
   * @return every node after the nodes it reads
   */
  public List<Node> nodes() {
    return nodes;
  }

  /**
   * One layer.
   *
   * @param node its name
   * @return the node
   * @throws InvalidModelException if there is none of that name
   */
  public Node node(String node) {
    for (Node candidate : nodes) {
      if (candidate.name().equals(node)) {
        return candidate;
      }
    }
    throw unknown(node);
  }

  /**
   * The shape of a node's output, or of {@link #INPUT}.
   *
   * @param node its name
   * @return the shape for one example
   * @throws InvalidModelException if there is none of that name
   */
  public Shape shape(String node) {
    Shape shape = shapes.get(node);
    if (shape == null) {
      throw unknown(node);
    }
    return shape;
  }

  /**
   * The shapes that a node reads.
   *
   * @param node a node of this network
   * @return the shapes of its inputs, in order
   */
  public List<Shape> inputShapes(Node node) {
    return node.inputs().stream().map(this::shape).toList();
  }

  /**
   * The node whose output is the network's: the logits, for a classifier.
   *
   * @return its name
   */
  public String output() {
    return output;
  }

  /**
   * Where losses are added in training.
   *
   * @return in the order given to the builder; none for most networks
   */
  public List<AuxiliaryHead> auxiliaryHeads() {
    return auxiliaryHeads;
  }

  /**
   * The network as it is once it is trained.
   *
   * @return without auxiliary heads and the layers that serve them alone; this network if it has
   *     none
   */
  public Network withoutAuxiliaryHeads() {
    return Trunk.of(this);
  }

  /**
   * The number of logits.
   *
   * @return the length of the output
   * @throws InvalidModelException if the output is no vector
   */
  public int classes() {
    Shape logits = shape(output);
    if (logits.rank() != 1) {
      throw Require.invalid(
          output,
          "a classifier ends with a vector of logits, found "
              + logits
              + "; end network '"
              + name
              + "' with flatten() and linear()");
    }
    return logits.channels();
  }

  /**
   * The layer that is replaced for other classes: the last one with parameters before the output,
   * if it is fully connected, or a convolution of 1×1 as in SqueezeNet, and only activations,
   * dropout, softmax, pooling and moves follow.
   *
   * @return its name
   * @throws InvalidModelException if the network does not end like that
   */
  public String head() {
    return Head.of(this).name();
  }

  @Override
  public Network withClasses(int classes) {
    return Head.withClasses(this, classes);
  }

  /**
   * The trained tensors; shared ones appear once.
   *
   * @return in the order of the nodes that own them
   */
  public List<ParameterSpec> parameters() {
    return parameters;
  }

  /**
   * The tensors that are carried but not trained, such as running means.
   *
   * @return in the order of the nodes that own them
   */
  public List<ParameterSpec> state() {
    return state;
  }

  /**
   * The number of trained values.
   *
   * @return the elements of all parameters, those of auxiliary heads included
   */
  public long parameterCount() {
    return parameters.stream().mapToLong(parameter -> parameter.shape().elements()).sum();
  }

  /**
   * The arithmetic of one example, see {@link Layer#multiplyAdds}.
   *
   * @return the number of multiply-adds, those of auxiliary heads included
   */
  public long multiplyAdds() {
    return nodes.stream().mapToLong(node -> node.layer().multiplyAdds(inputShapes(node))).sum();
  }

  /**
   * A table of the layers for a batch of one.
   *
   * @return several lines, see {@link #summary(int)}
   */
  public String summary() {
    return summary(1);
  }

  /**
   * A table of the layers: name, kind, output shape, parameters, multiply-adds of one example, and
   * memory of the output as float32 for the batch.
   *
   * @param batch examples in the batch
   * @return several lines, the last one with the sums
   * @throws InvalidModelException if the batch is not positive
   */
  public String summary(int batch) {
    return Summary.of(this, batch);
  }

  @Override
  public Network network() {
    return this;
  }

  /** Plain scaling to the input size; wrap the network in a {@link Recipe} for another. */
  @Override
  public InputPipeline pipeline() {
    return InputPipeline.plain(input());
  }

  @Override
  public String toString() {
    return "Network[" + name + ", " + nodes.size() + " nodes]";
  }

  private InvalidModelException unknown(String node) {
    List<String> names = nodes.stream().map(Node::name).toList();
    return new InvalidModelException(
        "network '"
            + name
            + "' has no layer '"
            + node
            + "'; it has "
            + names
            + NearestName.similar(node, names).map(near -> "; the nearest is " + near).orElse(""));
  }
}
