package dev.alexandrite.interop.caffe;

import dev.alexandrite.SafeText;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.TrainingSettings;
import dev.alexandrite.interop.proto.caffe.SolverParameter;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.ScheduleState;
import dev.alexandrite.train.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A solver's numbers as optimiser and schedule. */
final class SolverRules {
  private SolverRules() {}

  static TrainingSettings of(SolverParameter solver, String file) {
    boolean old = solver.hasSolverType() && !solver.hasType();
    String type = old ? solver.getSolverType().name() : solver.getType();
    boolean nesterov = type.equalsIgnoreCase("nesterov");
    if (!nesterov && !type.equalsIgnoreCase("sgd")) {
      throw new ModelFileException(
          file
              + ": a solver of type "
              + SafeText.of(type)
              + "; supported are SGD and Nesterov, AdamW is not Caffe's Adam");
    }
    List<String> notes = new ArrayList<>();
    if (solver.getIterSize() != 1) {
      notes.add("iter_size " + solver.getIterSize() + ": call Trainer.accumulate with it");
    }
    if (solver.getClipGradients() >= 0) {
      notes.add("clip_gradients " + solver.getClipGradients() + ": call Trainer.clipNorm with it");
    }
    if (!solver.getRegularizationType().equals("L2")) {
      notes.add(
          "regularization_type " + SafeText.of(solver.getRegularizationType()) + " is L2 here");
    }
    Sgd sgd =
        Sgd.paper(CaffeLayer.decimal(solver.getBaseLr()))
            .momentum(CaffeLayer.decimal(solver.getMomentum()))
            .weightDecay(CaffeLayer.decimal(solver.getWeightDecay()));
    return new TrainingSettings(
        nesterov ? sgd.nesterov(true) : sgd, schedule(solver, file), solver.getMaxIter(), notes);
  }

  private static Schedule schedule(SolverParameter solver, String file) {
    String policy = solver.getLrPolicy().isEmpty() ? "fixed" : solver.getLrPolicy();
    Policy rule =
        new Policy(
            policy,
            CaffeLayer.decimal(solver.getGamma()),
            CaffeLayer.decimal(solver.getPower()),
            solver.getStepsize(),
            solver.getStepvalueList().stream().map(Integer::longValue).toList(),
            solver.getMaxIter());
    boolean known =
        switch (policy) {
          case "fixed", "exp", "inv", "sigmoid" -> true;
          case "step" -> rule.stepSize() > 0;
          case "multistep" -> !rule.steps().isEmpty();
          case "poly" -> rule.length() > 0;
          default -> false;
        };
    if (!known) {
      throw new ModelFileException(
          file
              + ": lr_policy '"
              + SafeText.of(policy)
              + "' is not known, or lacks its stepsize, stepvalue or max_iter");
    }
    return rule;
  }

  /** Caffe's rates by iteration, as its solver's documentation has them. */
  private record Policy(
      String policy, double gamma, double power, long stepSize, List<Long> steps, long length)
      implements Schedule {
    @Override
    public double learningRate(double base, ScheduleState state) {
      double step = state.step();
      return switch (policy) {
        case "step" -> base * StrictMath.pow(gamma, (double) Math.floorDiv(state.step(), stepSize));
        case "multistep" ->
            base
                * StrictMath.pow(
                    gamma, (double) steps.stream().filter(value -> state.step() >= value).count());
        case "exp" -> base * StrictMath.pow(gamma, step);
        case "inv" -> base * StrictMath.pow(1 + gamma * step, -power);
        case "poly" -> base * StrictMath.pow(Math.max(0, 1 - step / length), power);
        case "sigmoid" -> base / (1 + StrictMath.exp(-gamma * (step - stepSize)));
        default -> base;
      };
    }

    @Override
    public Optional<String> description() {
      return Optional.of("caffe " + this);
    }
  }
}
