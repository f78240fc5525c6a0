package dev.alexandrite.spi;

/**
 * Passes everything on to another backend; a subclass overrides what it adds. Graphs are compiled
 * by the default of {@link Backend#compile}, so that every operator is planned by the subclass. A
 * plan that it wraps is a {@link ForwardingPlan}.
 */
public abstract class ForwardingBackend implements Backend {
  private final Backend inner;

  /**
   * Wraps a backend.
   *
   * @param inner what computes; closed with this one
   */
  protected ForwardingBackend(Backend inner) {
    this.inner = inner;
  }

  /**
   * The wrapped backend.
   *
   * @return what computes
   */
  protected final Backend inner() {
    return inner;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public String planVersion() {
    return inner.planVersion();
  }

  @Override
  public String description() {
    return inner.description();
  }

  @Override
  public boolean separateMemory() {
    return inner.separateMemory();
  }

  @Override
  public void attachThread() {
    inner.attachThread();
  }

  @Override
  public boolean sumsByBatchTree() {
    return inner.sumsByBatchTree();
  }

  @Override
  public long deviceMemoryBytes() {
    return inner.deviceMemoryBytes();
  }

  @Override
  public Buffer allocate(long elements) {
    return inner.allocate(elements);
  }

  @Override
  public Buffer slice(Buffer buffer, long offset, long elements) {
    return inner.slice(buffer, offset, elements);
  }

  @Override
  public void upload(float[] host, TensorSpec spec, int rows, Buffer target) {
    inner.upload(host, spec, rows, target);
  }

  @Override
  public void download(Buffer source, TensorSpec spec, int rows, float[] host) {
    inner.download(source, spec, rows, host);
  }

  @Override
  public OpPlan plan(Op op, int capacity) {
    return inner.plan(op, capacity);
  }

  @Override
  public void close() {
    inner.close();
  }

  @Override
  public String toString() {
    return "backend " + name();
  }
}
