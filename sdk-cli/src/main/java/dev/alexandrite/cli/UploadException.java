package dev.alexandrite.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An upload that did not arrive whole. */
final class UploadException extends IOException {
  private static final long serialVersionUID = 1L;

  UploadException(String message, @Nullable IOException cause) {
    super(message, cause);
  }
}
