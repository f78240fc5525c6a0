package com.example.photographs;

/** What was uploaded is no picture that is read. */
final class NoPictureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient FileKind kind;

  NoPictureException(FileKind kind) {
    super("This is " + kind.title() + "; a JPEG, PNG, GIF or BMP picture is expected");
    this.kind = kind;
  }

  FileKind kind() {
    return kind;
  }
}
