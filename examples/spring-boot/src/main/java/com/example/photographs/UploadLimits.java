package com.example.photographs;

import com.example.photographs.sdk.AlexandriteProperties;
import jakarta.servlet.MultipartConfigElement;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How much of a form is read: one picture and what a browser writes around it. */
@Configuration(proxyBeanMethods = false)
class UploadLimits {
  private static final int FORM_BYTES = 64 << 10;

  /** Uploads lie in files, of whatever size, until their turn has come. */
  @Bean
  static MultipartConfigElement multipart(AlexandriteProperties properties) {
    long file = properties.maxFile().toBytes();
    return new MultipartConfigElement("", file, file + FORM_BYTES, 0);
  }
}
