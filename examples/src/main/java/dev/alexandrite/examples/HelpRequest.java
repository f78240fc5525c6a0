package dev.alexandrite.examples;

/** {@code --help} was given; the message has a line for each option. */
final class HelpRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HelpRequest(String options) {
    super(options);
  }
}
