package dev.alexandrite.benchmarks;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.WindowAxis;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A net in DJL's blocks, as its users write it, with the shared weights. */
final class DjlNet implements AutoCloseable {
  private static final String ENGINE = "PyTorch";
  private static final String NORMALIZATION = "local_response_norm.pt";
  private static final String CHANNELS_LAST = "channels_last.pt";

  private final Network network;
  private final @Nullable DjlGraph graph;
  private final Model model = Model.newInstance("net", Device.cpu(), ENGINE);
  private final Model normalization = Model.newInstance("lrn", Device.cpu(), ENGINE);
  private final Model layout = Model.newInstance("layout", Device.cpu(), ENGINE);

  DjlNet(Network network) {
    this.network = network;
    SequentialBlock blocks = new SequentialBlock();
    if (Tuning.current() == Tuning.CHANNELS_LAST) {
      blocks.add(script(layout, CHANNELS_LAST));
    }
    if (DjlGraph.needed(network)) {
      graph = new DjlGraph(network);
      blocks.add(graph);
    } else {
      graph = null;
      for (Node node : network.nodes()) {
        add(blocks, node.layer());
      }
    }
    model.setBlock(blocks);
  }

  Model model() {
    return model;
  }

  /** {@code [batch, 3, H, W]}. */
  Shape input(int batch) {
    dev.alexandrite.tensor.Shape image = network.input();
    return new Shape(batch, image.channels(), image.height(), image.width());
  }

  /** Sets the parameters of the initialised blocks, which have our order and shapes. */
  void load(Net net, SharedFiles files) {
    if (graph != null) {
      graph.load(net, files);
      return;
    }
    Map<String, ai.djl.nn.Parameter> parameters = new HashMap<>();
    Iterator<ai.djl.nn.Parameter> blocks = model.getBlock().getParameters().values().iterator();
    for (ParameterSpec parameter : network.parameters()) {
      parameters.put(parameter.name(), blocks.next());
    }
    if (blocks.hasNext()) {
      throw new IllegalStateException("DJL has more parameters than " + net);
    }
    files.weights(
        net,
        (name, shape, values) ->
            Objects.requireNonNull(parameters.get(name))
                .getArray()
                .set(values.toArray(shape.elements())));
  }

  private void add(SequentialBlock blocks, Layer layer) {
    switch (layer) {
      case Conv2d conv -> addConvolution(blocks, conv);
      case ActivationLayer _ -> blocks.add(Activation::relu);
      case MaxPool pool ->
          blocks.add(
              Pool.maxPool2dBlock(
                  new Shape(pool.vertical().kernel(), pool.horizontal().kernel()),
                  new Shape(pool.vertical().stride(), pool.horizontal().stride()),
                  new Shape(0, 0),
                  pool.ceil()));
      case AveragePool pool ->
          blocks.add(
              Pool.avgPool2dBlock(
                  new Shape(pool.vertical().kernel(), pool.horizontal().kernel()),
                  new Shape(pool.vertical().stride(), pool.horizontal().stride()),
                  new Shape(0, 0),
                  pool.ceil(),
                  pool.countPadding()));
      case LocalResponseNorm norm -> blocks.add(normalization(norm));
      case Flatten _ -> blocks.add(Blocks.batchFlattenBlock());
      case dev.alexandrite.model.Dropout dropout -> addDropout(blocks, dropout);
      case Linear linear ->
          blocks.add(ai.djl.nn.core.Linear.builder().setUnits(linear.outputs()).build());
      default -> throw new IllegalArgumentException("no DJL block for " + layer.kind());
    }
  }

  /** PyTorch pads both sides alike, so that the 2012 net's padding is an operation of its own. */
  private static void addConvolution(SequentialBlock blocks, Conv2d conv) {
    WindowAxis y = conv.vertical();
    WindowAxis x = conv.horizontal();
    boolean alike = y.padBefore() == y.padAfter() && x.padBefore() == x.padAfter();
    if (!alike) {
      Shape sides = new Shape(x.padBefore(), x.padAfter(), y.padBefore(), y.padAfter());
      blocks.add(LambdaBlock.singleton(maps -> maps.pad(sides, 0)));
    }
    blocks.add(
        ai.djl.nn.convolutional.Conv2d.builder()
            .setFilters(conv.filters())
            .setKernelShape(new Shape(y.kernel(), x.kernel()))
            .optStride(new Shape(y.stride(), x.stride()))
            .optPadding(alike ? new Shape(y.padBefore(), x.padBefore()) : new Shape(0, 0))
            .optGroups(conv.groups())
            .build());
  }

  /** PyTorch's own is the inverted form; the original one is the same times the share kept. */
  private static void addDropout(SequentialBlock blocks, dev.alexandrite.model.Dropout dropout) {
    blocks.add(Dropout.builder().optRate((float) dropout.rate()).build());
    if (dropout.mode() == dev.alexandrite.model.Dropout.Mode.ORIGINAL) {
      blocks.add(LambdaBlock.singleton(x -> x.mul(dropout.keep())));
    }
  }

  /** PyTorch's {@code local_response_norm} as a script, since DJL does not offer it. */
  private Block normalization(LocalResponseNorm norm) {
    if (!norm.equals(LocalResponseNorm.paper())) {
      throw new IllegalArgumentException(NORMALIZATION + " is the paper's, not " + norm);
    }
    return script(normalization, NORMALIZATION);
  }

  private static Block script(Model model, String resource) {
    if (model.getBlock() == null) {
      try (InputStream script =
          Objects.requireNonNull(DjlNet.class.getResourceAsStream(resource))) {
        model.load(script);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (MalformedModelException e) {
        throw new IllegalStateException(resource + " is damaged", e);
      }
    }
    return new DjlScript(model.getBlock());
  }

  @Override
  public void close() {
    layout.close();
    normalization.close();
    model.close();
  }
}
