package dev.alexandrite.train;

import dev.alexandrite.Engines;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands a described run to the engine, on the calling thread or on one of its own. */
record RunLauncher(TrainingConfig config, boolean stopOnInterrupt) {
  TrainingResult run(AtomicBoolean cancelled) {
    TrainingEngine engine = Engines.load(TrainingEngine.class, config.execution().classLoader());
    if (!stopOnInterrupt) {
      return engine.train(config, cancelled::get);
    }
    InterruptGuard guard = new InterruptGuard(cancelled);
    try {
      return engine.train(config, cancelled::get);
    } finally {
      guard.close();
    }
  }

  TrainingBatch preview(int epoch, int batch) {
    return Engines.load(TrainingEngine.class, config.execution().classLoader())
        .preview(config, epoch, batch);
  }

  TrainingRun start() {
    AtomicBoolean cancelled = new AtomicBoolean();
    CompletableFuture<TrainingResult> future = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("alexandrite-trainer")
        .start(
            () -> {
              try {
                future.complete(run(cancelled));
              } catch (Throwable e) {
                future.completeExceptionally(e);
              }
            });
    return new TrainingRun(cancelled, future);
  }
}
