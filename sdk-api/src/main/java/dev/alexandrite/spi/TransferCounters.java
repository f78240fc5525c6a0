package dev.alexandrite.spi;

/** Counts what crosses between host and backend. Not thread-safe: read it between runs. */
public final class TransferCounters {
  private long uploads;
  private long uploadedElements;
  private long downloads;
  private long downloadedElements;

  /** Counters at zero. */
  public TransferCounters() {}

  /**
   * Counts one upload.
   *
   * @param elements its float32 elements
   */
  public void uploaded(long elements) {
    uploads++;
    uploadedElements += elements;
  }

  /**
   * Counts one download.
   *
   * @param elements its float32 elements
   */
  public void downloaded(long elements) {
    downloads++;
    downloadedElements += elements;
  }

  /**
   * Uploads so far.
   *
   * @return how many
   */
  public long uploads() {
    return uploads;
  }

  /**
   * Elements uploaded so far.
   *
   * @return how many float32
   */
  public long uploadedElements() {
    return uploadedElements;
  }

  /**
   * Downloads so far.
   *
   * @return how many
   */
  public long downloads() {
    return downloads;
  }

  /**
   * Elements downloaded so far.
   *
   * @return how many float32
   */
  public long downloadedElements() {
    return downloadedElements;
  }

  @Override
  public String toString() {
    return uploads
        + " uploads of "
        + uploadedElements
        + " elements, "
        + downloads
        + " downloads of "
        + downloadedElements;
  }
}
