package com.example.photographs;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A service that says what is on a photograph. */
@SpringBootApplication
public class PhotographsApplication {
  public static void main(String... arguments) {
    SpringApplication.run(PhotographsApplication.class, arguments);
  }
}
