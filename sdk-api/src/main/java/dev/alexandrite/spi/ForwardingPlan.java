package dev.alexandrite.spi;

/** Passes everything on to another plan; a subclass overrides what it adds. */
public abstract class ForwardingPlan implements OpPlan {
  private final OpPlan inner;

  /**
   * Wraps a plan.
   *
   * @param inner what computes
   */
  protected ForwardingPlan(OpPlan inner) {
    this.inner = inner;
  }

  @Override
  public String algorithm() {
    return inner.algorithm();
  }

  @Override
  public long workspaceElements() {
    return inner.workspaceElements();
  }

  @Override
  public long packedElements() {
    return inner.packedElements();
  }

  @Override
  public void pack(Buffer[] inputs, Buffer packed) {
    inner.pack(inputs, packed);
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    inner.run(inputs, outputs, packed, workspace, state);
  }

  @Override
  public String toString() {
    return algorithm();
  }
}
