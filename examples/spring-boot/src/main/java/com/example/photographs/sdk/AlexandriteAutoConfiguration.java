package com.example.photographs.sdk;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.observe.micrometer.ClassifierMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;

/** A classifier as a bean, warmed up before the first request, with health and meters. */
@AutoConfiguration
@EnableConfigurationProperties(AlexandriteProperties.class)
public class AlexandriteAutoConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(AlexandriteAutoConfiguration.class);

  /** One for all threads; Spring closes it, which waits for what is being computed. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  Classifier classifier(AlexandriteProperties properties, ObjectProvider<MeterRegistry> meters) {
    Classifier classifier = load(properties, options(properties));
    Duration picture = classifier.warmUp(properties.warmUp());
    LOG.info(
        "{} knows {} classes; a picture takes {} ms",
        properties.model(),
        classifier.classNames().size(),
        picture.toMillis());
    MeterRegistry registry = meters.getIfAvailable();
    return registry == null ? classifier : ClassifierMeters.of(classifier, registry);
  }

  /** A file or a folder by its path, what lies in a jar as a stream. */
  private static Classifier load(AlexandriteProperties properties, ClassifierOptions options) {
    Resource model = properties.model();
    if (!model.exists()) {
      throw new ModelException(model, "there is no such file", null);
    }
    try {
      if (model.isFile()) {
        return Classifier.load(model.getFile().toPath(), options);
      }
      try (InputStream archive = model.getInputStream()) {
        return Classifier.load(archive, options);
      }
    } catch (AlexandriteException | IOException e) {
      throw new ModelException(model, e.getMessage(), e);
    }
  }

  private static ClassifierOptions options(AlexandriteProperties properties) {
    ClassifierOptions options =
        ClassifierOptions.defaults()
            .backend(properties.backend())
            .batchSize(Math.max(properties.batch(), 1))
            .decoding(
                Decoding.defaults()
                    .maxFileBytes(properties.maxFile().toBytes())
                    .maxPixels(properties.maxPixels())
                    .shrinkTo(properties.shrinkTo())
                    .exifOrientation(true));
    return properties.batch() == 1
        ? options
        : options.microBatch(properties.batch(), properties.batchWait());
  }

  @Bean
  @ConditionalOnMissingBean
  Gate gate(AlexandriteProperties properties) {
    return new Gate(properties.concurrent(), properties.queue(), properties.timeout());
  }

  @Bean
  ClassifierHealth alexandriteHealthIndicator(Classifier classifier, Gate gate) {
    return new ClassifierHealth(classifier, gate);
  }
}
