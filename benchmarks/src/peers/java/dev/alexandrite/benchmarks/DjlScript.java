package dev.alexandrite.benchmarks;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * A TorchScript without parameters as a layer that keeps shapes. It has to be told of training, or
 * it computes without a gradient.
 */
final class DjlScript extends AbstractBlock {
  private final Block script;

  DjlScript(Block script) {
    this.script = script;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    return script.forward(store, new NDList(inputs.singletonOrThrow()), training);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }
}
