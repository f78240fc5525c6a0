package com.example.photographs.sdk;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * What the service is told.
 *
 * @param model the archive that {@code Classifier.pack} wrote, {@code classpath:} or {@code file:},
 *     or the folder of a checkpoint
 * @param backend the backend's name, or {@code auto}
 * @param concurrent uploads that are decoded and computed at the same time
 * @param queue uploads that wait for their turn beside those; one more is answered 503
 * @param timeout how long one waits for its turn, before it is answered 503
 * @param retryAfter what {@code Retry-After} of a 503 says
 * @param batch uploads that are computed together, at most; 1 to compute each by itself
 * @param batchWait how long an upload that is alone waits for others
 * @param warmUp how long the start may take until a picture takes no longer than later ones
 * @param maxFile the longest picture, in bytes
 * @param maxPixels the largest picture, in pixels
 * @param shrinkTo large pictures are decoded at a fraction of their size, not below this length of
 *     the shorter side
 */
@ConfigurationProperties("alexandrite")
public record AlexandriteProperties(
    Resource model,
    @DefaultValue("auto") String backend,
    @DefaultValue("4") int concurrent,
    @DefaultValue("128") int queue,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("2s") Duration retryAfter,
    @DefaultValue("4") int batch,
    @DefaultValue("3ms") Duration batchWait,
    @DefaultValue("10s") Duration warmUp,
    @DefaultValue("10MB") DataSize maxFile,
    @DefaultValue("50000000") long maxPixels,
    @DefaultValue("512") int shrinkTo) {
  private static final int MOST_UPLOADS = 1_000_000;

  /** Checks what would otherwise show at the first request. */
  public AlexandriteProperties {
    if (model == null) {
      throw new IllegalArgumentException(
          "alexandrite.model is not set; give the archive that Classifier.pack wrote, such as"
              + " classpath:/model.zip or file:/srv/model.zip");
    }
    require("concurrent", concurrent, 1, MOST_UPLOADS);
    require("queue", queue, 0, MOST_UPLOADS);
    require("batch", batch, 1, MOST_UPLOADS);
    require("max-file", maxFile.toBytes(), 1, Integer.MAX_VALUE);
    require("max-pixels", maxPixels, 1, Integer.MAX_VALUE);
    require("shrink-to", shrinkTo, 0, Integer.MAX_VALUE);
    require("retry-after", retryAfter, Duration.ofSeconds(1));
    require("timeout", timeout, Duration.ofMillis(1));
    require("batch-wait", batchWait, Duration.ZERO);
    require("warm-up", warmUp, Duration.ofMillis(1));
    if (batch > concurrent) {
      throw new IllegalArgumentException(
          "alexandrite.batch is "
              + batch
              + ", but only alexandrite.concurrent="
              + concurrent
              + " uploads are computed at the same time; raise that, or lower the batch");
    }
  }

  private static void require(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "alexandrite." + option + " must be " + least + " to " + most + ", found " + value);
    }
  }

  /** Semaphores count nanoseconds, of which 64 bits hold 292 years. */
  private static void require(String option, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "alexandrite."
              + option
              + " must be "
              + least.toMillis()
              + " ms to a day, found "
              + value.toMillis()
              + " ms");
    }
  }
}
