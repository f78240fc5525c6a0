package com.example.photographs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.photographs.sdk.Gate;
import dev.alexandrite.classify.Classifier;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** How the service starts, and that what is in is answered when it is told to stop. */
@Timeout(120)
class LifecycleTest {
  private static final String COLD = "--alexandrite.warm-up=1ms";

  @Test
  void uploadsThatAreInAreAnswered() throws Exception {
    ConfigurableApplicationContext context =
        SpringApplication.run(
            PhotographsApplication.class, "--server.port=0", "--alexandrite.timeout=60s");
    int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    Gate gate = context.getBean(Gate.class);
    Classifier classifier = context.getBean(Classifier.class);
    List<byte[]> files = Photographs.some(60);
    try (Uploads uploads = new Uploads(port)) {
      List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
      for (byte[] file : files) {
        sent.add(uploads.send(file));
      }
      long answered = 0;
      while (gate.inside() < 20 && answered < sent.size()) {
        answered = sent.stream().filter(CompletableFuture::isDone).count();
      }
      int inside = gate.inside();
      context.close();
      int right = 0;
      for (CompletableFuture<HttpResponse<String>> call : sent) {
        try {
          if (call.get(60, TimeUnit.SECONDS).statusCode() == 200) {
            right++;
          }
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(java.io.IOException.class); // was not in
        }
      }
      assertThat(right).isGreaterThanOrEqualTo(inside);
      assertThat(gate.inside()).isZero();
    }
    assertThatThrownBy(() -> classifier.classify(files.getFirst()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = "--server.port=" + taken.getLocalPort();
      assertThatThrownBy(
              () -> SpringApplication.run(PhotographsApplication.class, port, COLD).close())
          .hasStackTraceContaining("Port " + taken.getLocalPort() + " is already in use");
    }
  }

  @Test
  void prometheusIsAnswered() throws Exception {
    try (ConfigurableApplicationContext context =
            SpringApplication.run(PhotographsApplication.class, "--server.port=0", COLD);
        Uploads uploads =
            new Uploads(
                context.getEnvironment().getRequiredProperty("local.server.port", Integer.class))) {
      assertThat(
              uploads.send(Photographs.some(1).getFirst()).get(60, TimeUnit.SECONDS).statusCode())
          .isEqualTo(200);
      assertThat(uploads.get("/actuator/prometheus").body())
          .containsPattern("(?m)^alexandrite_classifier_images_total\\S* 1\\.0$")
          .contains("call=\"classify\"");
    }
  }

  @Test
  void aModelThatIsNotThereIsNamedAtTheStart() {
    assertThatThrownBy(
            () ->
                SpringApplication.run(
                        PhotographsApplication.class,
                        "--server.port=0",
                        "--alexandrite.model=file:/nowhere/model.zip")
                    .close())
        .hasStackTraceContaining("alexandrite.model is URL [file:/nowhere/model.zip]");
  }
}
