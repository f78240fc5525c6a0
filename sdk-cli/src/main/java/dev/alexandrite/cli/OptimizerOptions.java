package dev.alexandrite.cli;

import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Lamb;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.RmsProp;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How weights learn. */
final class OptimizerOptions {
  private static final double MOMENTUM = 0.9;
  private static final double TENTH = 0.1;

  @Option(
      names = "--optimizer",
      defaultValue = "paper",
      paramLabel = "NAME",
      description =
          "paper (SGD as Krizhevsky wrote it, the default), sgd (PyTorch's), adamw, rmsprop"
              + " (TensorFlow's) or lamb.")
  Rule rule = Rule.PAPER;

  @Option(
      names = "--rate",
      defaultValue = "0.01",
      paramLabel = "NUMBER",
      description = "Learning rate at the start, ${DEFAULT-VALUE} by default; find-lr finds one.")
  double rate = 0.01;

  @Option(
      names = "--momentum",
      paramLabel = "NUMBER",
      description = "0.9 by default; adamw and lamb have none.")
  Optional<Double> momentum = Optional.empty();

  @Option(
      names = "--decay",
      defaultValue = "5e-4",
      paramLabel = "NUMBER",
      description = "Weight decay, ${DEFAULT-VALUE} by default.")
  double decay = 5e-4;

  @Option(
      names = "--schedule",
      defaultValue = "cosine",
      paramLabel = "NAME",
      description =
          "How the rate falls: cosine (the default), constant, drop (to a tenth at 70 and 90 %% of"
              + " the epochs) or plateau (a tenth when the validation error no longer falls).")
  Fall fall = Fall.COSINE;

  @Option(
      names = "--warm-up",
      paramLabel = "STEPS",
      description = "Steps in which the rate rises from 0 first; none by default.")
  Optional<Long> warmUp = Optional.empty();

  /** Update rules. */
  enum Rule {
    PAPER,
    SGD,
    ADAMW,
    RMSPROP,
    LAMB;

    @Override
    public String toString() {
      return Text.lower(this);
    }
  }

  /** Schedules. */
  enum Fall {
    COSINE,
    CONSTANT,
    DROP,
    PLATEAU;

    @Override
    public String toString() {
      return Text.lower(this);
    }
  }

  Optimizer optimizer() {
    if ((rule == Rule.ADAMW || rule == Rule.LAMB) && momentum.isPresent()) {
      throw new UsageException("--momentum is for paper, sgd and rmsprop; " + rule + " has none");
    }
    double kept = momentum.orElse(MOMENTUM);
    return switch (rule) {
      case PAPER -> Sgd.paper(rate).momentum(kept).weightDecay(decay);
      case SGD -> Sgd.pytorch(rate).momentum(kept).weightDecay(decay);
      case ADAMW -> AdamW.of(rate).weightDecay(decay);
      case RMSPROP -> RmsProp.tensorflow(rate).momentum(kept).weightDecay(decay);
      case LAMB -> Lamb.of(rate).weightDecay(decay);
    };
  }

  Schedule schedule(int epochs) {
    Schedule schedule =
        switch (fall) {
          case COSINE -> Schedules.cosine();
          case CONSTANT -> Schedules.constant();
          case DROP -> Schedules.milestones(TENTH, epochs * 7 / 10, epochs * 9 / 10 + 1);
          case PLATEAU -> Schedules.dividePlateauBy(1 / TENTH);
        };
    return warmUp.map(steps -> Schedules.warmUp(steps, schedule)).orElse(schedule);
  }
}
