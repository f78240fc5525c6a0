package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.cpu.run.FaultyBackendProvider.Fault;
import dev.alexandrite.cpu.run.FaultyBackendProvider.Kind;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.Devices;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device that fails, dies or hangs ends the run with its name, and nothing else is lost. */
class DeviceFaultTest {
  private static final int FAULTS = 50;
  private static final int STEPS = 20;

  @TempDir Path directory;

  @AfterEach
  void noMoreFaults() {
    FaultyBackendProvider.disarm();
  }

  /** Two epochs of ten steps, a checkpoint every third. */
  private Trainer trainer(String name, int devices, Duration patience) {
    return trainer(name, devices, patience, 8);
  }

  private Trainer trainer(String name, int devices, Duration patience, int batchSize) {
    return Trainer.of(AlexNet.tiny().classes(10).build())
        .data(DrawnShapes.of(77, 32, 5))
        .epochs(2)
        .batchSize(batchSize)
        .optimizer(Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4))
        .checkpoints(directory.resolve(name))
        .checkpointEvery(3)
        .backend("faulty")
        .devices(Devices.of(devices).patience(patience))
        .loaderThreads(1)
        .seed(7);
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void noneOfFiftyRandomFaultsIsLost() throws IOException {
    Weights undisturbed = Weights.of(trainer("undisturbed", 1, Duration.ofMinutes(5)));
    Random random = new Random(2012);
    for (int i = 0; i < FAULTS; i++) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      int devices = 2 + random.nextInt(3);
      int device = random.nextInt(devices);
      Fault fault = new Fault(kind, device, random.nextInt(STEPS), random.nextInt(40));
      String name = i + " " + kind + " on " + device + " of " + devices + " at " + fault.step();
      Weights resumed = disturbed(name, devices, fault);
      undisturbed.assertSameBytes(resumed, name);
    }
  }

  private Weights disturbed(String name, int devices, Fault fault) {
    boolean hangs = fault.kind() == Kind.HANG;
    Duration patience = hangs ? Duration.ofSeconds(2) : Duration.ofMinutes(5);
    FaultyBackendProvider.arm(fault);
    TrainingException error =
        assertThrows(
            TrainingException.class, () -> releasing(fault, trainer(name, devices, patience)));
    FaultyBackendProvider.disarm();
    String message = String.valueOf(error.getMessage());
    assertTrue(
        message.contains("device " + fault.device() + " of " + devices), name + ": " + message);
    assertTrue(message.contains("step " + fault.step()), name + ": " + message);
    assertTrue(message.contains(hangs ? "does not answer" : "failed"), name + ": " + message);
    Path folder = directory.resolve(name);
    assertTrue(
        Checkpoint.latest(folder).isPresent() || fault.step() < 3, name + " left no checkpoint");
    return Weights.of(trainer(name, devices, Duration.ofMinutes(5)).resume());
  }

  /** Trains, and lets the device go that hung, as soon as the run has ended without it. */
  private static void releasing(Fault fault, Trainer trainer) {
    Thread later =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    while (fault.operators().get() >= 0) {
                      Thread.sleep(5); // until it hangs
                    }
                    Thread.sleep(Duration.ofSeconds(3));
                  } catch (InterruptedException e) {
                    return; // the run has ended
                  } finally {
                    fault.released().countDown();
                  }
                });
    try {
      trainer.fit();
    } finally {
      later.interrupt();
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void aDeviceThatNeverAnswersDoesNotHoldTheRun() {
    Fault fault = new Fault(Kind.HANG, 1, 4, 5);
    FaultyBackendProvider.arm(fault);
    Trainer trainer =
        trainer("for ever", 2, Duration.ofSeconds(2)).parallelism(Parallelism.towers());
    TrainingException error = assertThrows(TrainingException.class, trainer::fit);
    fault.released().countDown();
    assertTrue(
        String.valueOf(error.getMessage()).contains("device 1 of 2 does not answer"),
        error::getMessage);
  }

  @Test
  void aFaultWhileDevicesAreMadeReadyIsNamedToo() {
    Trainer trainer = trainer("nine", 9, Duration.ofMinutes(1));
    TrainingException error = assertThrows(TrainingException.class, trainer::fit);
    assertTrue(String.valueOf(error.getMessage()).contains("devices(9)"), error::getMessage);
  }

  @Test
  void whatFitsNoSingleDeviceFitsTwo() {
    FaultyBackendProvider.memory(1L << 20);
    String asked = refusedAlone("asked");
    Matcher needed = Pattern.compile("about (\\d+) MiB on one device").matcher(asked);
    assertTrue(needed.find(), asked);
    // A step of 64 images and the classifier take 54 MiB on one; on the first of two, 46.
    FaultyBackendProvider.memory((Long.parseLong(needed.group(1)) - 1) << 20);
    refusedAlone("alone");
    large("two", 2).parallelism(Parallelism.hybrid()).fit().classifier().close();
  }

  private String refusedAlone(String folder) {
    Trainer alone = large(folder, 1);
    return String.valueOf(assertThrows(TrainingException.class, alone::fit).getMessage());
  }

  /** With a batch of which activations are the most. */
  private Trainer large(String folder, int devices) {
    return trainer(folder, devices, Duration.ofMinutes(5), 64);
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void anInterruptedRunEndsItsStepSavesAndLeavesNoThreadBehind() throws InterruptedException {
    CountDownLatch steps = new CountDownLatch(2);
    Trainer trainer = trainer("interrupted", 2, Duration.ofMinutes(5)).listener(counting(steps));
    AtomicReference<StopReason> reason = new AtomicReference<>();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread run =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (TrainingResult result = trainer.fit()) {
                    reason.set(result.reason());
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                  }
                });
    steps.await();
    run.interrupt();
    run.join();
    assertEquals(StopReason.CANCELLED, reason.get());
    assertTrue(stillInterrupted.get(), "the thread's owner hears of the interrupt");
    assertTrue(Checkpoint.latest(directory.resolve("interrupted")).isPresent());
    while (deviceThreads() > 0) {
      Thread.sleep(5); // a thread lives a moment longer than its executor; the limit is above
    }
  }

  private static TrainingListener counting(CountDownLatch steps) {
    return new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        steps.countDown();
        LockSupport.parkNanos(50_000_000); // returns when interrupted: the run is not over before
      }
    };
  }

  private static long deviceThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("alexandrite device"))
        .count();
  }
}
