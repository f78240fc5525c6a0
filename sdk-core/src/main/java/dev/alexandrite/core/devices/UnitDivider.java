package dev.alexandrite.core.devices;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.plan.Division;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.UnitDivision;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Divides a chain of layers by channels and units, layer by layer, as each layer says by {@link
 * Layer#unitDivision}. Layers that see only their own channels join the section that is open; one
 * that sees all of them begins another behind a gather, one that sees its neighbours' is a section
 * of its own within a halo.
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
      parts.forEach(part -> part.add(lastNode + "/own", Dropout.of(0)));
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
    Layer layer = node.layer();
    switch (layer.unitDivision()) {
      case UnitDivision.Undivided _ ->
          throw refuse(node, "is of kind " + layer.kind() + ", which cannot be divided");
      case UnitDivision.UnitByUnit _ -> unitByUnit(node);
      case UnitDivision.FromAll all -> fromAll(node, all);
      case UnitDivision.InTowers towers -> inTowers(node, towers);
      case UnitDivision.FromNeighbors neighbors -> fromNeighbors(node, neighbors);
    }
    lastNode = node.name();
    nextNumber++;
  }

  /** The layer as it is, over the units that a device has. */
  private void unitByUnit(Node node) {
    Partition.ByUnits own = units;
    forEach(node, rank -> node.layer(), rank -> own == null ? 0 : own.first(rank));
    if (own != null) {
      units = own.times(network.shape(node.name()).get(0) / network.shape(lastNode).get(0));
    }
  }

  private void fromAll(Node node, UnitDivision.FromAll all) {
    Partition.ByUnits made = share(node, all.units());
    if (all.groups() == 1) {
      gather();
    } else if (units == null || all.groups() % devices != 0) {
      throw refuse(
          node, "has " + all.groups() + " groups, which " + devices + " devices cannot share");
    }
    int groups = Math.max(1, all.groups() / devices);
    forEach(node, rank -> all.part().of(made.units(rank), groups), rank -> made.first(rank));
    units = made;
  }

  private Partition.ByUnits share(Node node, int units) {
    if (units < devices) {
      throw refuse(node, "has " + units + " units, too few for " + devices + " devices");
    }
    return Partition.ByUnits.equal(units, devices);
  }

  private void inTowers(Node node, UnitDivision.InTowers layer) {
    if (units == null) {
      unitByUnit(node);
      return;
    }
    if (layer.towers() % devices != 0) {
      throw refuse(
          node, "has " + layer.towers() + " towers, which " + devices + " devices cannot share");
    }
    Layer own = layer.part().apply(layer.towers() / devices);
    forEach(node, rank -> own, rank -> 0);
  }

  private void fromNeighbors(Node node, UnitDivision.FromNeighbors layer) {
    Partition.ByUnits own = units;
    if (own == null) {
      unitByUnit(node);
      return;
    }
    Shape whole = network.shape(lastNode);
    Halo halo = new Halo(own, layer.reach(), whole.elements() / whole.get(0));
    for (int rank = 0; rank < devices; rank++) {
      if (own.units(rank) < halo.reach()) {
        throw refuse(node, "has a window that reaches across a whole device");
      }
    }
    close();
    open(halo, rank -> withUnits(whole, halo.extended(rank, devices)));
    forEach(node, rank -> node.layer(), rank -> 0);
    close();
    nextNumber++; // the section behind it begins with the next node
    open(new HaloCrop(halo), rank -> withUnits(whole, own.units(rank)));
    nextNumber--;
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

  private static Shape withUnits(Shape whole, int units) {
    int[] sizes = whole.dimensions().stream().mapToInt(Integer::intValue).toArray();
    sizes[0] = units;
    return Shape.of(sizes);
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
