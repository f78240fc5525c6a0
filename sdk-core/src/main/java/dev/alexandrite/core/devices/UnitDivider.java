package dev.alexandrite.core.devices;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.plan.Division;
import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Node;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Divides a chain of layers by channels and units, layer by layer. Layers that see only their own
 * channels join the section that is open; one that sees all of them begins another behind a gather,
 * one that sees its neighbours' is a section of its own within a halo.
 */
final class UnitDivider {
  private final Network network;
  private final int devices;
  private final List<DividedSection> done = new ArrayList<>();
  private final List<NetworkBuilder> parts = new ArrayList<>();
  private final List<Map<String, Integer>> firstUnits = new ArrayList<>();
  private @Nullable Exchange before;
  private String lastNode = Network.INPUT;
  private int nextNumber;
  private int firstNumber;
  private boolean empty;

  /** How the examples are divided that are read next; null if they are not. */
  private Partition.@Nullable ByRows rows;

  /** The channels, or units, of each device; null while every device has all. */
  private Partition.@Nullable ByUnits units;

  private UnitDivider(Network network, int devices) {
    this.network = network;
    this.devices = devices;
  }

  /** Begins at the images, which every device reads. */
  static UnitDivider ofImages(Network network, int devices) {
    UnitDivider divider = new UnitDivider(network, devices);
    divider.open(null, rank -> network.input());
    return divider;
  }

  /** Begins behind a section in which examples are divided. */
  static UnitDivider behind(
      Network network, DividedSection section, Partition.ByRows rows, int firstNumber) {
    UnitDivider divider = new UnitDivider(network, section.parts().size());
    divider.done.add(section);
    divider.rows = rows;
    divider.nextNumber = firstNumber;
    divider.lastNode = network.nodes().get(firstNumber - 1).name();
    divider.empty = true;
    return divider;
  }

  /** What a section's input is on a device. */
  @FunctionalInterface
  private interface Input {
    Shape shape(int rank);
  }

  private void open(@Nullable Exchange exchange, Input input) {
    before = exchange;
    firstNumber = nextNumber;
    parts.clear();
    firstUnits.clear();
    empty = true;
    for (int rank = 0; rank < devices; rank++) {
      parts.add(Network.builder(network.name() + " on device " + rank, input.shape(rank)));
      firstUnits.add(new HashMap<>());
    }
  }

  private void close() {
    if (empty) {
      // An exchange follows another one, and a section has at least one layer.
      parts.forEach(part -> part.add(lastNode + "/own", new Dropout(0, Dropout.Mode.INVERTED)));
    }
    List<Division> divisions =
        firstUnits.stream().map(first -> new Division(firstNumber, first)).toList();
    done.add(
        new DividedSection(
            false, before, parts.stream().map(NetworkBuilder::build).toList(), divisions));
  }

  List<DividedSection> sections() {
    close();
    return List.copyOf(done);
  }

  /** The units of each device at the end. */
  Partition units() {
    if (units == null) {
      throw new TrainingException(
          "network '" + network.name() + "' has no layer that could be divided among devices");
    }
    return units;
  }

  void add(Node node) {
    switch (node.layer()) {
      case Conv2d layer -> convolution(node, layer);
      case Linear layer -> linear(node, layer);
      case LocalResponseNorm layer -> norm(node, layer);
      case MaxPool layer -> same(node, layer);
      case AveragePool layer -> same(node, layer);
      case ActivationLayer layer -> same(node, layer);
      case Dropout layer -> dropout(node, layer);
      case Flatten layer -> flatten(node, layer);
      default ->
          throw refuse(node, "is of kind " + node.layer().kind() + ", which cannot be divided");
    }
    lastNode = node.name();
    nextNumber++;
  }

  private void convolution(Node node, Conv2d layer) {
    Partition.ByUnits filters = share(node, layer.filters());
    if (layer.groups() == 1) {
      gather();
    } else if (units == null || layer.groups() % devices != 0) {
      throw refuse(
          node, "has " + layer.groups() + " groups, which " + devices + " devices cannot share");
    }
    int groups = Math.max(1, layer.groups() / devices);
    forEach(node, rank -> part(layer, filters.units(rank), groups), rank -> filters.first(rank));
    units = filters;
  }

  private Partition.ByUnits share(Node node, int units) {
    if (units < devices) {
      throw refuse(node, "has " + units + " units, too few for " + devices + " devices");
    }
    return Partition.ByUnits.equal(units, devices);
  }

  private static Conv2d part(Conv2d layer, int filters, int groups) {
    return new Conv2d(
        filters,
        layer.kernelHeight(),
        layer.kernelWidth(),
        layer.strideY(),
        layer.strideX(),
        layer.padding(),
        groups,
        layer.bias(),
        layer.options(),
        layer.dilationY(),
        layer.dilationX());
  }

  private void linear(Node node, Linear layer) {
    Partition.ByUnits outputs = share(node, layer.outputs());
    gather();
    forEach(
        node,
        rank -> new Linear(outputs.units(rank), layer.bias(), layer.options()),
        rank -> outputs.first(rank));
    units = outputs;
  }

  private void norm(Node node, LocalResponseNorm layer) {
    Partition.ByUnits channels = units;
    if (channels == null || layer.withinMap()) {
      same(node, layer);
    } else if (layer.towers() > 1) {
      if (layer.towers() % devices != 0) {
        throw refuse(
            node, "has " + layer.towers() + " towers, which " + devices + " devices cannot share");
      }
      LocalResponseNorm own = layer.towers(layer.towers() / devices);
      forEach(node, rank -> own, rank -> 0);
    } else {
      Shape whole = network.shape(lastNode);
      Halo halo = new Halo(channels, layer.size() / 2, whole.height() * whole.width());
      for (int rank = 0; rank < devices; rank++) {
        if (channels.units(rank) < halo.reach()) {
          throw refuse(node, "has a window that reaches across a whole device");
        }
      }
      close();
      open(halo, rank -> Shape.image(halo.extended(rank, devices), whole.height(), whole.width()));
      forEach(node, rank -> layer, rank -> 0);
      close();
      nextNumber++; // the section behind it begins with the next node
      open(new HaloCrop(halo), rank -> own(whole, channels.units(rank)));
      nextNumber--;
    }
  }

  private void dropout(Node node, Dropout layer) {
    Partition.ByUnits own = units;
    Shape whole = network.shape(lastNode);
    int unit = whole.elements() / whole.get(0);
    forEach(node, rank -> layer, rank -> own == null ? 0 : own.first(rank) * unit);
  }

  private void flatten(Node node, Flatten layer) {
    Shape whole = network.shape(lastNode);
    same(node, layer);
    if (units != null) {
      units = units.times(whole.elements() / whole.get(0));
    }
  }

  private void same(Node node, Layer layer) {
    forEach(node, rank -> layer, rank -> 0);
  }

  /** A layer of each device. */
  @FunctionalInterface
  private interface Part {
    Layer layer(int rank);
  }

  /** A number of each device. */
  @FunctionalInterface
  private interface First {
    int unit(int rank);
  }

  private void forEach(Node node, Part part, First first) {
    for (int rank = 0; rank < devices; rank++) {
      parts.get(rank).add(node.name(), part.layer(rank));
      firstUnits.get(rank).put(node.name(), first.unit(rank));
    }
    empty = false;
  }

  /** Lets every device read everything. */
  private void gather() {
    Shape whole = network.shape(lastNode);
    if (rows != null) {
      open(new AllGather(rows), rank -> whole);
      rows = null;
    } else if (units != null) {
      Partition.ByUnits elements = units.times(whole.elements() / whole.get(0));
      close();
      open(new AllGather(elements), rank -> whole);
      units = null;
    }
  }

  private static Shape own(Shape whole, int channels) {
    return Shape.image(channels, whole.height(), whole.width());
  }

  private TrainingException refuse(Node node, String why) {
    return new TrainingException(
        "layer "
            + node.name()
            + " of network '"
            + network.name()
            + "' "
            + why
            + "; use another number of devices, or parallelism data()");
  }
}
