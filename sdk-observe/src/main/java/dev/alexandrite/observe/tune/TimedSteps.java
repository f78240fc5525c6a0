package dev.alexandrite.observe.tune;

import dev.alexandrite.core.profile.TimedOperator;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** How long each operator took in each of some steps, added up to layers and passes. */
final class TimedSteps {
  private final List<TimedOperator> operators;
  private final double[][] seconds;
  private final Optional<MachineRoof> roof;

  /** With seconds of each operator for each step. */
  TimedSteps(List<TimedOperator> operators, double[][] seconds, Optional<MachineRoof> roof) {
    this.operators = operators;
    this.seconds = seconds;
    this.roof = roof;
  }

  /** Of a whole step, in seconds. */
  double median() {
    return median(indexes(i -> true));
  }

  List<OperatorTime> operators() {
    return IntStream.range(0, operators.size()).mapToObj(this::time).toList();
  }

  private OperatorTime time(int index) {
    TimedOperator operator = operators.get(index);
    return new OperatorTime(
        operator.layer(),
        operator.kind(),
        operator.algorithm(),
        median(new int[] {index}),
        operator.flops(),
        operator.bytes());
  }

  /** Those of the network in its order, and what is not of a layer, such as the loss, behind. */
  List<LayerTime> layers(Network network) {
    Set<String> layers = new LinkedHashSet<>();
    network.nodes().stream().map(Node::name).forEach(layers::add);
    operators.forEach(operator -> layers.add(operator.layer()));
    return layers.stream()
        .map(
            layer ->
                new LayerTime(
                    layer,
                    pass(layer, TimedOperator.Pass.FORWARD),
                    pass(layer, TimedOperator.Pass.BACKWARD),
                    pass(layer, TimedOperator.Pass.UPDATE)))
        .toList();
  }

  private Optional<PassTime> pass(String layer, TimedOperator.Pass pass) {
    int[] own =
        indexes(i -> operators.get(i).layer().equals(layer) && operators.get(i).pass() == pass);
    if (own.length == 0) {
      return Optional.empty();
    }
    long flops = 0;
    long bytes = 0;
    double least = 0;
    for (int i : own) {
      TimedOperator operator = operators.get(i);
      flops += operator.flops();
      bytes += operator.bytes();
      least += roof.map(r -> r.seconds(operator.flops(), operator.bytes())).orElse(0.0);
    }
    return Optional.of(new PassTime(median(own), flops, bytes, least));
  }

  private int[] indexes(IntPredicate wanted) {
    return IntStream.range(0, operators.size()).filter(wanted).toArray();
  }

  /** Of the sums of some operators in each step. */
  private double median(int[] some) {
    double[] sums =
        Arrays.stream(seconds)
            .mapToDouble(step -> Arrays.stream(some).mapToDouble(i -> step[i]).sum())
            .sorted()
            .toArray();
    int middle = sums.length / 2;
    return sums.length % 2 == 1 ? sums[middle] : (sums[middle - 1] + sums[middle]) / 2;
  }
}
