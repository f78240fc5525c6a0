package com.example.photographs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Predictions;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** However many upload at once, each is answered right or told to come back. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"alexandrite.queue=128", "alexandrite.timeout=60s"})
@Timeout(180)
class ManyUploadsTest {
  private static final int CONCURRENT = 4;
  private static final int QUEUE = 128;

  @LocalServerPort private int port;
  @Autowired private Classifier classifier;
  @Autowired private Barrier barrier;

  private final JsonMapper json = JsonMapper.builder().build();
  private Uploads uploads;
  private List<byte[]> files;
  private List<Predictions> expected;

  @BeforeEach
  void open() throws Exception {
    uploads = new Uploads(port);
    files = Photographs.some(40);
    expected = files.stream().map(classifier::classify).toList();
    assertThat(expected.stream().map(one -> one.top(1).getFirst().label()).distinct().count())
        .isGreaterThan(2);
  }

  @AfterEach
  void close() {
    uploads.close();
  }

  /** Holds what the classifier is asked, where a test wants it to. */
  static final class Barrier implements BeanPostProcessor {
    private volatile CountDownLatch open = new CountDownLatch(0);

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof Classifier held
          ? Proxy.newProxyInstance(
              Classifier.class.getClassLoader(),
              new Class<?>[] {Classifier.class},
              (proxy, method, arguments) -> {
                try {
                  open.await();
                  return method.invoke(held, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              })
          : bean;
    }
  }

  @TestConfiguration
  static class Held {
    @Bean
    static Barrier barrier() {
      return new Barrier();
    }
  }

  private List<CompletableFuture<HttpResponse<String>>> send(int count, AtomicInteger done) {
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CompletableFuture<HttpResponse<String>> call = uploads.send(files.get(i % files.size()));
      call.whenComplete((response, problem) -> done.incrementAndGet());
      sent.add(call);
    }
    return sent;
  }

  /** Of the answers, how many are right; the others are 503, or this fails. */
  private int right(List<CompletableFuture<HttpResponse<String>>> sent) throws Exception {
    int right = 0;
    for (int i = 0; i < sent.size(); i++) {
      HttpResponse<String> response = sent.get(i).get(120, TimeUnit.SECONDS);
      if (response.statusCode() == 503) {
        assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(response.body()).contains("try again later");
      } else {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        requireRight(i, response.body());
        right++;
      }
    }
    return right;
  }

  private void requireRight(int call, String body) {
    Predictions wanted = expected.get(call % expected.size());
    JsonNode best = json.readTree(body).get("best");
    assertThat(best.size()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      assertThat(best.get(i).get("label").asString()).isEqualTo(wanted.top(5).get(i).label());
      assertThat((float) best.get(i).get("probability").asDouble())
          .isEqualTo(wanted.top(5).get(i).probability());
    }
  }

  @Test
  void sixtyFourAtOnceAreAllRight() throws Exception {
    assertThat(right(send(64, new AtomicInteger()))).isEqualTo(64);
  }

  /**
   * While nothing is computed, there is room for those in their turn and the queue, and no more.
   */
  @Test
  void ofAThousandInFlightThoseAreRightForWhomThereIsRoom() throws Exception {
    barrier.open = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    List<CompletableFuture<HttpResponse<String>>> sent = send(1_000, done);
    while (done.get() < 1_000 - CONCURRENT - QUEUE) {
      Thread.sleep(5);
    }
    Thread.sleep(200); // one more would be one too many
    assertThat(done.get()).isEqualTo(1_000 - CONCURRENT - QUEUE);
    for (String way : List.of("/classify;a=b", "/%63lassify", "/", "/nothing")) {
      HttpResponse<String> late =
          uploads.send(way, "image", files.getFirst()).get(60, TimeUnit.SECONDS);
      assertThat(late.statusCode()).as(way).isEqualTo(503);
    }
    barrier.open.countDown();
    assertThat(right(sent)).isEqualTo(CONCURRENT + QUEUE);
    assertThat(right(send(64, new AtomicInteger()))).as("afterwards").isEqualTo(64);
  }

  /** As it comes, in the heap of the build: 512 MB for service and callers together. */
  @Test
  void aThousandAtOnceAreRightOrToldToComeBack() throws Exception {
    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(512L << 20);
    int right = right(send(1_000, new AtomicInteger()));
    assertThat(right).isGreaterThanOrEqualTo(CONCURRENT + QUEUE);
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.println(
        right + " of 1000 right, the others 503; heap afterwards " + (used >> 20) + " MB");
    assertThat(used).isLessThan(200L << 20);
    String metrics = uploads.get("/actuator/metrics/alexandrite.classifier.images").body();
    assertThat(metrics).contains("COUNT");
  }
}
