package com.example.photographs;

import com.example.photographs.sdk.AlexandriteProperties;
import com.example.photographs.sdk.TurnedAwayException;
import dev.alexandrite.DataException;
import dev.alexandrite.classify.ClassifierBusyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** What is answered instead of classes, and why. */
@RestControllerAdvice
final class Refusals {
  private final AlexandriteProperties properties;

  Refusals(AlexandriteProperties properties) {
    this.properties = properties;
  }

  /** The body of a refusal. */
  record Refusal(String error) {}

  private static ResponseEntity<Refusal> refusal(HttpStatus status, String error) {
    return ResponseEntity.status(status).body(new Refusal(error));
  }

  private ResponseEntity<Refusal> later(String error) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(properties.retryAfter().toSeconds()))
        .body(new Refusal(error));
  }

  @ExceptionHandler
  ResponseEntity<Refusal> noPicture(NoPictureException e) {
    HttpStatus status =
        e.kind() == FileKind.EMPTY
            ? HttpStatus.UNPROCESSABLE_CONTENT
            : HttpStatus.UNSUPPORTED_MEDIA_TYPE;
    return refusal(status, e.getMessage());
  }

  /**
   * Truncated, damaged or beyond a limit; or the heap was full, which is not the picture's fault.
   */
  @ExceptionHandler
  ResponseEntity<Refusal> unreadable(DataException e) {
    return e.getCause() instanceof OutOfMemoryError
        ? later("the service is short of memory; try again later")
        : refusal(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
  }

  @ExceptionHandler({TurnedAwayException.class, ClassifierBusyException.class})
  ResponseEntity<Refusal> busy(RuntimeException e) {
    return later(e.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<Refusal> tooLong(MaxUploadSizeExceededException e) {
    return refusal(
        HttpStatus.CONTENT_TOO_LARGE,
        "the upload is longer than the "
            + size(properties.maxFile())
            + " that are read, or its form has too many or too long fields");
  }

  private static String size(DataSize most) {
    return most.toBytes() % (1 << 20) == 0
        ? most.toMegabytes() + " MB"
        : most.toKilobytes() + " KB";
  }

  @ExceptionHandler
  ResponseEntity<Refusal> noPart(MissingServletRequestPartException e) {
    return refusal(HttpStatus.BAD_REQUEST, "the form has no field 'image' with a file");
  }

  @ExceptionHandler
  ResponseEntity<Refusal> noForm(MultipartException e) {
    return refusal(
        HttpStatus.BAD_REQUEST, "a form of type multipart/form-data is expected, with an image");
  }
}
