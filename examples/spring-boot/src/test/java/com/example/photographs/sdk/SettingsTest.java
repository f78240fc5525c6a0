package com.example.photographs.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Wrong settings end the start, by their names. */
class SettingsTest {
  private final ApplicationContextRunner service =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(AlexandriteAutoConfiguration.class))
          .withPropertyValues("alexandrite.model=classpath:/model.zip", "alexandrite.warm-up=1ms");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "queue=-1 | alexandrite.queue must be 0 to 1000000, found -1",
        "queue=2147483647 | alexandrite.queue must be 0 to 1000000, found 2147483647",
        "concurrent=0 | alexandrite.concurrent must be 1 to",
        "concurrent=two | For input string: \"two\"",
        "batch=0 | alexandrite.batch must be 1 to",
        "batch=64 | raise that, or lower the batch",
        "timeout=-1s | alexandrite.timeout must be 1 ms to a day, found -1000 ms",
        "timeout=400000d | alexandrite.timeout must be",
        "retry-after=10ms | alexandrite.retry-after must be 1000 ms to a day, found 10 ms",
        "batch-wait=-1ms | alexandrite.batch-wait must be",
        "warm-up=0s | alexandrite.warm-up must be",
        "max-file=0B | alexandrite.max-file must be 1 to",
        "max-file=3GB | alexandrite.max-file must be 1 to",
        "max-pixels=0 | alexandrite.max-pixels must be 1 to",
        "shrink-to=-1 | alexandrite.shrink-to must be 0 to",
        "backend=gpu | gpu",
        "model= | alexandrite.model is",
        "model=file:/nowhere/model.zip | there is no such file",
        "model=classpath:/application.yaml | which cannot be served: ",
      })
  void wrongSettingsAreNamed(String setting, String told) {
    service
        .withPropertyValues("alexandrite." + setting)
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(context.getStartupFailure()).hasStackTraceContaining(told);
            });
  }

  @Test
  void whatIsNoModelIsDescribedWithWhatToDo(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("model.zip"), "no model");
    service
        .withPropertyValues("alexandrite.model=file:" + text)
        .run(
            context -> {
              FailureAnalysis told =
                  new ModelFailureAnalyzer().analyze(context.getStartupFailure());
              assertThat(told).isNotNull();
              assertThat(told.getDescription())
                  .startsWith("alexandrite.model is URL [file:" + text + "], which cannot be");
              assertThat(told.getAction()).contains("alexandrite convert --to model.zip");
            });
  }

  @Test
  void rightSettingsServe() {
    service.run(context -> assertThat(context).hasNotFailed().hasSingleBean(Gate.class));
  }
}
