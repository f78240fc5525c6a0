package dev.alexandrite.observe.micrometer;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierBusyException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Meters of a classifier, below {@code alexandrite.classifier}:
 *
 * <ul>
 *   <li>timer {@code calls}, with the tags {@code call}, such as {@code classify}, {@code features}
 *       or {@code evaluate}; {@code outcome}, one of {@code success}, {@code busy} for a call that
 *       was refused since all places were taken, and {@code error}; and {@code exception}, the
 *       simple name of its class or {@code none}
 *   <li>counter {@code images}, the images classified
 *   <li>gauge {@code in.flight}, the calls in progress, those that wait for a place included
 * </ul>
 */
@SuppressWarnings("exports") // whoever has a registry requires micrometer.core
public final class ClassifierMeters {
  private static final String PREFIX = "alexandrite.classifier.";

  private final MeterRegistry registry;
  private final Tags tags;
  private final Counter images;
  private final AtomicInteger inFlight = new AtomicInteger();

  private ClassifierMeters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
    this.images =
        Counter.builder(PREFIX + "images")
            .description("images classified")
            .tags(tags)
            .register(registry);
    Gauge.builder(PREFIX + "in.flight", inFlight::doubleValue)
        .description("calls in progress")
        .tags(tags)
        .register(registry);
  }

  /**
   * Wraps a classifier.
   *
   * @param classifier the classifier; closing the result closes it
   * @param registry where its meters are registered
   * @param tags on each of them, such as the name of the model: two classifiers need different ones
   * @return a classifier that does the same and is metered
   */
  public static Classifier of(Classifier classifier, MeterRegistry registry, Tag... tags) {
    return new MeteredClassifier(classifier, new ClassifierMeters(registry, Tags.of(tags)));
  }

  /** Makes a call and takes its time. */
  <T> T timed(String call, Supplier<T> work) {
    inFlight.incrementAndGet();
    long start = System.nanoTime();
    try {
      T result = work.get();
      record(call, "success", "none", start);
      return result;
    } catch (ClassifierBusyException e) {
      record(call, "busy", e.getClass().getSimpleName(), start);
      throw e;
    } catch (RuntimeException | Error e) {
      record(call, "error", e.getClass().getSimpleName(), start);
      throw e;
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private void record(String call, String outcome, String exception, long start) {
    Timer.builder(PREFIX + "calls")
        .description("calls of the classifier")
        .tags(tags)
        .tags("call", call, "outcome", outcome, "exception", exception)
        .register(registry)
        .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
  }

  void classified(int count) {
    images.increment(count);
  }
}
