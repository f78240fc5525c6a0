package dev.alexandrite.observe.tensorboard;

import dev.alexandrite.SafeText;
import dev.alexandrite.classify.Inspection;
import dev.alexandrite.classify.LayerValues;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Task;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.observe.explain.FilterLayer;
import dev.alexandrite.observe.explain.Filters;
import dev.alexandrite.observe.picture.ColorMap;
import dev.alexandrite.observe.picture.Pictures;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is seen of the network's numbers, on the training thread, between steps. */
final class Look {
  private static final System.Logger LOG = System.getLogger(Look.class.getName());
  private static final int COLOURS = 3;
  private static final int MOST_FILTERS = 256;

  private final RunControl run;
  private final Network network;
  private final Samples samples;
  private final List<ParameterSpec> tensors;
  private final Optional<FilterLayer> filters;

  Look(RunControl run, MemoryReport memory, boolean histograms, Samples samples) {
    this.run = run;
    this.network = run.config().model().network();
    this.samples = samples;
    this.filters = FilterLayer.first(run.config().model());
    this.tensors = histograms ? affordable(network, memory) : List.of();
  }

  /** A copy may take half of what the run leaves of the heap. */
  private static List<ParameterSpec> affordable(Network network, MemoryReport memory) {
    List<ParameterSpec> affordable = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Stream.concat(network.parameters().stream(), network.state().stream())
        .forEach(
            tensor -> {
              if ((long) Float.BYTES * tensor.shape().elements() <= memory.headroom() / 2) {
                affordable.add(tensor);
              } else {
                others.add(tensor.name());
              }
            });
    if (!others.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "TensorBoard gets no histograms of "
              + SafeText.of(others)
              + ": the heap has "
              + (Math.max(0, memory.headroom()) >> 20)
              + " MiB to spare, and a copy would take more than half of it; give -Xmx more, or turn"
              + " them off by histograms(false)");
    }
    return affordable;
  }

  /** The samples as the network sees them. */
  Summaries atStart() {
    Summaries summaries = new Summaries();
    Dataset images = samples.images();
    for (int i = 0; images != null && i < samples.count(); i++) {
      LayerValues input =
          run.inspector().inspect(images.image(i), List.of(Network.INPUT)).layer(Network.INPUT);
      summaries.image("samples/" + i, picture(input.activation(), input.shape()));
    }
    return summaries;
  }

  private static BufferedImage picture(float[] values, Shape shape) {
    if (shape.get(0) == COLOURS) {
      return Pictures.ofPlanes(values, shape);
    }
    float[] first = Arrays.copyOf(values, shape.height() * shape.width());
    return Pictures.ofMap(first, shape.height(), shape.width(), ColorMap.GRAY);
  }

  /** One after another, so that no two large parameters are copied at the same time. */
  Stream<Summaries> atEpoch() {
    return Stream.concat(
        Stream.concat(tensors.stream().map(this::weights), filters.stream().map(this::sheet)),
        samples.layers().isEmpty() ? Stream.empty() : Stream.of(samples).map(this::layers));
  }

  private Summaries weights(ParameterSpec tensor) {
    Histogram histogram = new Histogram();
    histogram.addAll(run.parameter(tensor.name()));
    return new Summaries().histogram("weights/" + tensor.name(), histogram);
  }

  private Summaries sheet(FilterLayer layer) {
    Filters filters = layer.filters(run.parameter(layer.parameter()));
    return new Summaries().image("filters", filters.first(MOST_FILTERS).picture());
  }

  /** The values of all samples together in one histogram a layer. */
  private Summaries layers(Samples asked) {
    List<String> names = asked.layers();
    List<Histogram> activations = names.stream().map(name -> new Histogram()).toList();
    List<Histogram> gradients = names.stream().map(name -> new Histogram()).toList();
    Dataset images = asked.images();
    boolean classes = images != null && images.task() == Task.CLASSIFICATION;
    for (int i = 0; images != null && i < asked.count(); i++) {
      Inspection seen =
          classes
              ? run.inspector().inspect(images.image(i), names, images.label(i))
              : run.inspector().inspect(images.image(i), names);
      for (int layer = 0; layer < names.size(); layer++) {
        LayerValues values = seen.layers().get(layer);
        activations.get(layer).addAll(values.activation());
        if (classes) { // there is no single output to go back from else
          gradients.get(layer).addAll(values.gradient());
        }
      }
    }
    Summaries summaries = new Summaries();
    for (int layer = 0; layer < names.size(); layer++) {
      summaries.histogram("activations/" + names.get(layer), activations.get(layer));
      if (classes) {
        summaries.histogram("gradients/" + names.get(layer), gradients.get(layer));
      }
    }
    return summaries;
  }
}
