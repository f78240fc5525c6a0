package dev.alexandrite.interop.caffe;

import dev.alexandrite.interop.proto.caffe.LayerParameter;
import dev.alexandrite.interop.proto.caffe.NetState;
import dev.alexandrite.interop.proto.caffe.NetStateRule;
import dev.alexandrite.interop.proto.caffe.Phase;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which layers a net has in a phase, by their {@code include} and {@code exclude}. */
record PhaseRules(Phase phase, int level, Set<String> stages) {
  /**
   * A phase of a net. Where layers ask for the stage {@code deploy}, as DIGITS writes them, the net
   * is in it when it tests.
   */
  static PhaseRules of(Phase phase, NetState state, List<LayerParameter> layers) {
    Predicate<NetStateRule> deploys = rule -> rule.getStageList().contains("deploy");
    boolean deploy =
        phase == Phase.TEST
            && layers.stream()
                .flatMap(
                    layer ->
                        Stream.concat(
                            layer.getIncludeList().stream(), layer.getExcludeList().stream()))
                .anyMatch(deploys);
    Set<String> stages = deploy ? Set.of("deploy") : Set.copyOf(state.getStageList());
    return new PhaseRules(phase, state.getLevel(), stages);
  }

  List<LayerParameter> select(List<LayerParameter> layers) {
    return layers.stream().filter(this::has).toList();
  }

  private boolean has(LayerParameter layer) {
    return layer.getIncludeCount() > 0
        ? layer.getIncludeList().stream().anyMatch(this::meets)
        : layer.getExcludeList().stream().noneMatch(this::meets);
  }

  private boolean meets(NetStateRule rule) {
    return (!rule.hasPhase() || rule.getPhase() == phase)
        && (!rule.hasMinLevel() || level >= rule.getMinLevel())
        && (!rule.hasMaxLevel() || level <= rule.getMaxLevel())
        && stages.containsAll(rule.getStageList())
        && rule.getNotStageList().stream().noneMatch(stages::contains);
  }
}
