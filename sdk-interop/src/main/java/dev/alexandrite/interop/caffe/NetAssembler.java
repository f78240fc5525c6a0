package dev.alexandrite.interop.caffe;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.SafeText;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.caffe.BlobFlow.Step;
import dev.alexandrite.interop.caffe.BlobFlow.Value;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the network layer by layer. */
final class NetAssembler {
  /**
   * What became of a net.
   *
   * @param constants tensors that the network has and Caffe has not, with the value of all elements
   * @param notes what was decided
   */
  record Assembled(
      Network network, Naming naming, Map<String, Float> constants, List<String> notes) {}

  private final BlobFlow flow;
  private final Path file;
  private final Naming naming;
  private final Set<Value> live;
  private final NetworkBuilder net;
  private final Map<Value, String> nodes = new HashMap<>();
  private final Map<String, Float> constants = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private NetAssembler(BlobFlow flow, Path file, Shape input) {
    this.flow = flow;
    this.file = file;
    naming = Naming.of(flow);
    live = flow.live();
    net = Network.builder(name(flow, file), input);
    names.addAll(naming.nodes().values());
    nodes.put(Value.INPUT, Network.INPUT);
  }

  /**
   * Builds a net.
   *
   * @param scale what the input is multiplied by in front of the first layer
   * @throws ModelFileException if a layer is not supported, or does not fit
   */
  static Assembled assemble(BlobFlow flow, Path file, Shape input, float scale) {
    try {
      return new NetAssembler(flow, file, input).build(scale);
    } catch (InvalidModelException | IllegalArgumentException | ArithmeticException e) {
      throw new ModelFileException(file + ": the network cannot be built: " + e.getMessage(), e);
    }
  }

  private static String name(BlobFlow flow, Path file) {
    return flow.net().getName().isBlank()
        ? String.valueOf(file.getFileName())
        : SafeText.of(flow.net().getName());
  }

  private Assembled build(float scale) {
    if (scale != 1) {
      nodes.put(Value.INPUT, free("scaled_input"));
      net.unary(
          String.valueOf(nodes.get(Value.INPUT)), new UnaryFunction.Scale(scale), Network.INPUT);
    }
    for (Step step : flow.steps()) {
      if (isLive(step)) {
        add(step);
      }
    }
    String output = String.valueOf(nodes.get(flow.output()));
    net.output(vector(output));
    notes.addAll(0, flow.notes());
    return new Assembled(net.build(), naming, Map.copyOf(constants), List.copyOf(notes));
  }

  private boolean isLive(Step step) {
    for (int top = 0; top < step.layer().parameter().getTopCount(); top++) {
      if (live.contains(new Value(step.index(), top))) {
        return true;
      }
    }
    return false;
  }

  private void add(Step step) {
    List<String> inputs = new ArrayList<>();
    for (Value value : step.inputs()) {
      String read = nodes.get(value);
      step.layer()
          .require(
              read != null,
              "it reads a blob that comes in beside the image, such as the labels; a classifier's"
                  + " network has one input");
      inputs.add(String.valueOf(read));
    }
    Site site =
        new Site(
            net,
            step.layer(),
            String.valueOf(naming.nodes().get(step.index())),
            List.copyOf(inputs),
            notes);
    List<String> tops = layer(step, site);
    for (int top = 0; top < tops.size(); top++) {
      nodes.put(new Value(step.index(), top), tops.get(top));
      if (!tops.get(top).isEmpty()) {
        net.shape(tops.get(top)); // an error is that of this layer, and no chain of shapes is long
      }
    }
  }

  private List<String> layer(Step step, Site site) {
    return switch (site.layer().type()) {
      case "Split" ->
          java.util.Collections.nCopies(site.layer().parameter().getTopCount(), site.input());
      case "Slice" -> ShapeLayers.slice(site, top -> live.contains(new Value(step.index(), top)));
      default -> {
        site.layer()
            .require(
                site.layer().parameter().getTopCount() == 1,
                "it writes " + site.layer().parameter().getTopCount() + " blobs, expected one");
        requireOwnParameters(site);
        yield List.of(single(step, site));
      }
    };
  }

  private String single(Step step, Site site) {
    return switch (site.layer().type()) {
      case "Convolution" -> WindowLayers.convolution(site);
      case "Pooling" -> WindowLayers.pooling(site);
      case "LRN" -> WindowLayers.responseNorm(site);
      case "InnerProduct" -> ShapeLayers.innerProduct(site, flattenName(site));
      case "ReLU" -> PointwiseLayers.relu(site);
      case "PReLU" -> PointwiseLayers.prelu(site);
      case "ELU" -> PointwiseLayers.elu(site);
      case "Sigmoid" -> PointwiseLayers.activation(site, Activation.SIGMOID);
      case "TanH" -> PointwiseLayers.activation(site, Activation.TANH);
      case "AbsVal" -> PointwiseLayers.absolute(site);
      case "Power" -> PointwiseLayers.power(site);
      case "Exp" -> PointwiseLayers.exp(site);
      case "Log" -> PointwiseLayers.log(site);
      case "BNLL" -> PointwiseLayers.bnll(site);
      case "Dropout" -> PointwiseLayers.dropout(site);
      case "BatchNorm" -> {
        Step scale = naming.scales().get(step.index());
        yield AffineLayers.batchNorm(site, scale == null ? null : scale.layer(), constants);
      }
      case "Scale" -> naming.isPaired(step) ? site.input() : AffineLayers.scale(site);
      case "Bias" -> AffineLayers.bias(site);
      case "Concat" -> ShapeLayers.concat(site);
      case "Eltwise" -> ShapeLayers.eltwise(site);
      case "Flatten" -> ShapeLayers.flatten(site);
      case "Reshape" -> ShapeLayers.reshape(site);
      case "Softmax" -> ShapeLayers.softmax(site);
      default ->
          throw site.layer()
              .refuse(
                  "layers of this type are not supported; docs/interop.md has those that are, and"
                      + " a file of ONNX may say the same in others");
    };
  }

  /** Blobs that layers share by a name would be learned apart. */
  private void requireOwnParameters(Site site) {
    for (var spec : site.layer().parameter().getParamList()) {
      String owner =
          spec.getName().isEmpty() ? null : owners.putIfAbsent(spec.getName(), site.node());
      site.layer()
          .require(
              owner == null || owner.equals(site.node()),
              "it shares the blob '"
                  + SafeText.of(spec.getName())
                  + "' with layer '"
                  + SafeText.of(String.valueOf(owner))
                  + "'; shared blobs are not supported");
    }
  }

  private String flattenName(Site site) {
    return free(names.contains("flatten") ? site.node() + "/flatten" : "flatten");
  }

  private String free(String wanted) {
    String name = wanted;
    while (!names.add(name)) {
      name += "_";
    }
    return name;
  }

  private String vector(String output) {
    Shape shape = net.shape(output);
    if (shape.rank() == 1) {
      return output;
    }
    if (shape.channels() != shape.elements()) {
      throw new ModelFileException(
          file
              + ": the network ends with "
              + shape
              + ", which is no vector with a number a class; pool it over the map first");
    }
    String flatten = free(names.contains("flatten") ? output + "/flatten" : "flatten");
    net.flatten(flatten, output);
    return flatten;
  }
}
