package dev.alexandrite.interop.torch;

/** A file that is damaged, too large, or asks for what is not done: what was found, what to do. */
final class PickleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final String DAMAGED =
      "the file is damaged or not what its name says: get it again from where it was made";

  private final String finding;
  private final String remedy;

  PickleException(String finding) {
    this(finding, DAMAGED);
  }

  PickleException(String finding, String remedy) {
    super(finding);
    this.finding = finding;
    this.remedy = remedy;
  }

  /** The same in a place. */
  PickleException in(String place) {
    return new PickleException(place + " " + finding, remedy);
  }

  String finding() {
    return finding;
  }

  String remedy() {
    return remedy;
  }
}
