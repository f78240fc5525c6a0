package dev.alexandrite.core.devices;

import dev.alexandrite.core.devices.LeafShares.Span;
import dev.alexandrite.core.plan.SectionGraph;
import dev.alexandrite.core.plan.SectionGraph.Gradient;
import dev.alexandrite.core.plan.UpdateGraphs;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One device's share of every step. All replicas run the same method at the same time, each on a
 * thread of its own, and meet in their exchanges; a second thread adds up gradients over the
 * devices while the backward pass goes on.
 */
final class Replica {
  private final int rank;
  private final Links links;
  private final Backend backend;
  private final TensorStore store;
  private final List<Stage> stages = new ArrayList<>();
  private final LossStage loss;
  private final Channel values;
  private final AllReduce allReduce;
  private final Executor beside;
  private final UpdateGraphs updates;
  private final Program use;
  private final @Nullable Program update;
  private final Map<String, UpdateGraphs.Use> uses = new HashMap<>();
  private final RunState updateState = new RunState();
  private volatile boolean busy;
  private final Shard.Finished sharing = this::share;
  private final Shard.Finished keeping = Bucket::markReady;

  Replica(
      int rank,
      ReplicaPlan plan,
      DividedNetwork divided,
      int batchSize,
      Links links,
      Backend backend,
      Executor beside) {
    this.rank = rank;
    this.links = links;
    this.backend = backend;
    this.beside = beside;
    this.store = new TensorStore(backend, plan.persistent());
    this.values = new Channel(links, Links.Lane.VALUES, rank);
    this.allReduce =
        new AllReduce(new Channel(links, Links.Lane.GRADIENTS, rank), divided.shares());
    plan.sections().forEach(section -> stages.add(stage(section, batchSize)));
    this.loss =
        new LossStage(
            values, divided.logits(), plan.loss(), divided.whole().classes(), backend, store);
    this.updates = plan.updates();
    this.use = Programs.compile(backend, updates.use(), store);
    this.update =
        updates.update() == null ? null : Programs.compile(backend, updates.update(), store);
    updates.uses().forEach(each -> uses.put(each.parameter(), each));
  }

  private Stage stage(ReplicaPlan.Section section, int batchSize) {
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < section.graphs().size(); i++) {
      Span span = section.spans().isEmpty() ? null : section.spans().get(i);
      shards.add(new Shard(section.graphs().get(i), backend, store, span));
    }
    List<GradientBucket> buckets = buckets(section.graphs().getFirst(), shards.size());
    return section.section().byRows()
        ? new RowStage(
            shards,
            buckets,
            section.statistics().isEmpty()
                ? null
                : new RunningStatistics(section.statistics(), shards.size(), store),
            section.inputElements(),
            section.outputElements(),
            batchSize)
        : new UnitStage(
            section.section().before(),
            shards.getFirst(),
            buckets,
            section.inputElements(),
            section.outputElements(),
            batchSize);
  }

  private static List<GradientBucket> buckets(SectionGraph graph, int terms) {
    List<GradientBucket> buckets = new ArrayList<>();
    List<Gradient> together = new ArrayList<>();
    for (Gradient gradient : graph.gradients()) {
      if (!together.isEmpty() && together.getLast().readyAt() != gradient.readyAt()) {
        buckets.add(new GradientBucket(together, terms));
        together.clear();
      }
      together.add(gradient);
    }
    if (!together.isEmpty()) {
      buckets.add(new GradientBucket(together, terms));
    }
    return buckets;
  }

  /** Trains one batch together with the other replicas. */
  void step(StepInputs inputs) {
    busy = true;
    forward(inputs);
    Stage last = stages.getLast();
    loss.run(inputs, last.output(), last.outputGradient());
    backward(inputs);
    update(inputs);
    busy = false;
  }

  /** Whether a step has begun and not ended. */
  boolean busy() {
    return busy;
  }

  private void forward(StepInputs inputs) {
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (stage.before() != null) {
        stage
            .before()
            .forward(values, inputs.state.rows, stages.get(i - 1).output(), stage.input());
      }
      stage.forward(inputs);
      RunningStatistics statistics = stage.statistics();
      if (statistics != null) {
        share(statistics.bucket());
      }
    }
  }

  private void backward(StepInputs inputs) {
    for (int i = stages.size() - 1; i >= 0; i--) {
      Stage stage = stages.get(i);
      stage.backward(inputs, stage.shared() ? sharing : keeping);
      if (stage.before() != null) {
        stage
            .before()
            .backward(
                values,
                inputs.state.rows,
                stage.inputGradient(),
                stages.get(i - 1).outputGradient());
      }
    }
  }

  /** Hands a bucket over to the thread that adds up gradients. */
  private void share(Bucket bucket) {
    beside.execute(
        () -> {
          try {
            allReduce.run(bucket);
            bucket.markReady();
          } catch (RuntimeException | Error e) {
            bucket.markFailed(e);
          }
        });
  }

  private void update(StepInputs inputs) {
    inputs.copyScalars(updateState);
    for (Stage stage : stages.reversed()) {
      RunningStatistics statistics = stage.statistics();
      if (statistics != null) {
        links.waiting(rank, rank);
        statistics.end();
        links.going(rank);
      }
      for (GradientBucket bucket : stage.buckets()) {
        links.waiting(rank, rank);
        bucket.awaitReady();
        links.going(rank);
        for (int gradient = 0; gradient < bucket.size(); gradient++) {
          UpdateGraphs.Use each = Objects.requireNonNull(uses.get(bucket.parameter(gradient)));
          use.upload(each.gradient(), bucket.total(gradient), 1);
          use.run(updateState, each.from(), each.to());
        }
      }
    }
    if (update != null && inputs.updateDue) {
      update.run(updateState);
    }
  }

  TensorStore store() {
    return store;
  }

  float[] losses() {
    return loss.losses();
  }
}
