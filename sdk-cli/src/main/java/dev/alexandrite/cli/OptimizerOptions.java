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
  private static final double USUAL_RATE = 0.01;
  private static final int USUAL_BATCH = 64;
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
      paramLabel = "NUMBER",
      description =
          "Learning rate at the start; find-lr finds one. By default 0.01, of paper and sgd in"
              + " proportion less where --batch is below 64.")
  Optional<Double> rate = Optional.empty();

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

  /**
   * Decides the rate where none was given, so that the settings of the run have it. SGD's goes with
   * the batch (Goyal et al., arXiv 1706.02677, section 2.1); larger batches than usual keep the
   * usual rate, since a warm-up belongs to a higher one.
   *
   * @param batch images of an update
   * @return a note, if the rate is lower than usual
   */
  Optional<String> decideRate(int batch) {
    if (rate.isPresent()) {
      return Optional.empty();
    }
    boolean sgd = rule == Rule.PAPER || rule == Rule.SGD;
    if (!sgd || batch >= USUAL_BATCH || batch < 1) {
      rate = Optional.of(USUAL_RATE);
      return Optional.empty();
    }
    double chosen = USUAL_RATE * batch / USUAL_BATCH;
    rate = Optional.of(chosen);
    return Optional.of(
        Text.format(
            "the rate is %s, in proportion to --batch %d, since %s is for batches of %d; --rate"
                + " sets another one",
            chosen, batch, USUAL_RATE, USUAL_BATCH));
  }

  Optimizer optimizer() {
    double start = rate.orElse(USUAL_RATE);
    if ((rule == Rule.ADAMW || rule == Rule.LAMB) && momentum.isPresent()) {
      throw new UsageException("--momentum is for paper, sgd and rmsprop; " + rule + " has none");
    }
    double kept = momentum.orElse(MOMENTUM);
    return switch (rule) {
      case PAPER -> Sgd.paper(start).momentum(kept).weightDecay(decay);
      case SGD -> Sgd.pytorch(start).momentum(kept).weightDecay(decay);
      case ADAMW -> AdamW.of(start).weightDecay(decay);
      case RMSPROP -> RmsProp.tensorflow(start).momentum(kept).weightDecay(decay);
      case LAMB -> Lamb.of(start).weightDecay(decay);
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
