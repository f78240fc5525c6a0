package com.example.photographs.sdk;

import org.springframework.core.io.Resource;

/** The model cannot be served. */
final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ModelException(Resource model, String reason, Exception cause) {
    super("alexandrite.model is " + model + ", which cannot be served: " + reason, cause);
  }
}
