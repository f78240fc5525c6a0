package dev.alexandrite.observe;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;

/** What happens in a run as JSON objects. */
final class RunEvents {
  private RunEvents() {}

  private static JsonObject event(String name, long step) {
    return new JsonObject()
        .put("event", name)
        .put("time", Instant.now().toString())
        .put("step", step);
  }

  static Json.Obj start(RunControl run, MemoryReport memory, RunIdentity identity) {
    JsonObject event = event("start", run.step());
    identity.members().members().forEach(event::put);
    event
        .put("epochs", run.config().epochs())
        .put("backend", memory.backend())
        .put("memoryBytes", memory.total());
    run.resumedFrom().ifPresent(checkpoint -> event.put("resumedFrom", checkpoint.toString()));
    return event.build();
  }

  static Json.Obj step(StepReport report) {
    return event("step", report.step())
        .put("epoch", report.epoch())
        .put("batch", report.batch())
        .put("batchesPerEpoch", report.batchesPerEpoch())
        .put("rows", report.rows())
        .put("loss", number(report.loss()))
        .put("learningRate", number(report.learningRate()))
        .put("imagesPerSecond", number(report.imagesPerSecond()))
        .put("waitShare", number(report.waitShare()))
        .build();
  }

  /**
   * A finished epoch.
   *
   * @param report the epoch
   * @param restored whether it is known from a checkpoint alone, which does not keep its speed
   */
  static Json.Obj epoch(EpochReport report, boolean restored) {
    JsonObject event =
        event("epoch", report.step())
            .put("epoch", report.epoch())
            .put("trainLoss", number(report.trainLoss()))
            .put("learningRate", number(report.learningRate()));
    if (!restored) {
      event
          .put("imagesPerSecond", number(report.imagesPerSecond()))
          .put("waitShare", number(report.waitShare()));
    }
    report.validation().ifPresent(validation -> add(event, validation));
    return event.build();
  }

  private static void add(JsonObject event, EvaluationReport validation) {
    JsonObject metrics = new JsonObject();
    new TreeMap<>(validation.metrics()).forEach((name, value) -> metrics.put(name, number(value)));
    event
        .put("validationImages", validation.count())
        .put("validationLoss", number(validation.loss()));
    if (validation.ranked()) {
      event.put("top1", number(validation.top1())).put("top5", number(validation.top5()));
    }
    event.put("metrics", metrics.build());
  }

  static Json.Obj checkpoint(long step, Path checkpoint) {
    return event("checkpoint", step).put("path", checkpoint.toString()).build();
  }

  static Json.Obj warning(long step, String message) {
    return event("warning", step).put("message", message).build();
  }

  static Json.Obj end(EndReport report) {
    JsonObject event =
        event("end", report.step())
            .put("reason", report.reason().name())
            .put("epochs", report.history().size());
    report.best().ifPresent(best -> event.put("bestEpoch", best.epoch()));
    report.checkpoint().ifPresent(path -> event.put("checkpoint", path.toString()));
    report.bestCheckpoint().ifPresent(path -> event.put("bestCheckpoint", path.toString()));
    report.unsaved().ifPresent(why -> event.put("unsaved", String.valueOf(why.getMessage())));
    return event.build();
  }

  static Json.Obj failure(long step, Throwable failure) {
    return event("failure", step)
        .put("exception", failure.getClass().getName())
        .put("message", String.valueOf(failure.getMessage()))
        .build();
  }

  /** A number, null where JSON has no form for it. */
  static Json number(double value) {
    return Double.isFinite(value) ? Json.of(value) : new Json.Null();
  }
}
