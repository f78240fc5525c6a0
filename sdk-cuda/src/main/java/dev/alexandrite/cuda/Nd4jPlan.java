package dev.alexandrite.cuda;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A plan that makes the views of its tensors once for each number of rows and each memory. */
final class Nd4jPlan implements OpPlan {
  private final Nd4jBackend backend;
  private final String algorithm;
  private final long workspaceElements;
  private final Binding binding;
  private final Map<Key, Script> scripts = new HashMap<>();

  /**
   * Plans.
   *
   * @param backend owns what the plan allocates
   * @param algorithm the name
   * @param workspaceElements scratch of a run
   * @param binding makes the script
   */
  Nd4jPlan(Nd4jBackend backend, String algorithm, long workspaceElements, Binding binding) {
    this.backend = backend;
    this.algorithm = algorithm;
    this.workspaceElements = workspaceElements;
    this.binding = binding;
  }

  @Override
  public String algorithm() {
    return algorithm;
  }

  @Override
  public long workspaceElements() {
    return workspaceElements;
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    Script script = scripts.get(new Key(inputs, outputs, workspace, state.rows));
    if (script == null) {
      // Copies: whoever calls may write other buffers into its arrays the next time.
      Buffer[] from = inputs.clone();
      Buffer[] to = outputs.clone();
      script = binding.bind(new Tensors(backend, from, to, workspace), state.rows);
      scripts.put(new Key(from, to, workspace, state.rows), script);
    }
    script.run(state);
  }

  /** Makes views of tensors. */
  @FunctionalInterface
  interface Binding {
    Script bind(Tensors tensors, int rows);
  }

  /** Operations on views that were made before. */
  @FunctionalInterface
  interface Script {
    void run(RunState state);
  }

  /** The memory and the rows that a script is for. */
  @SuppressWarnings("ArrayRecordComponent") // compared by their elements
  private record Key(Buffer[] inputs, Buffer[] outputs, Buffer workspace, int rows) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && rows == key.rows
          && same(workspace, key.workspace)
          && same(inputs, key.inputs)
          && same(outputs, key.outputs);
    }

    private static boolean same(Buffer[] some, Buffer[] others) {
      for (int i = 0; i < some.length; i++) {
        if (!same(some[i], others[i])) {
          return false;
        }
      }
      return some.length == others.length;
    }

    private static boolean same(Buffer one, Buffer other) {
      Nd4jBuffer a = Nd4jBuffer.of(one);
      Nd4jBuffer b = Nd4jBuffer.of(other);
      return a.beginsWhere(b) && a.elements() == b.elements();
    }

    @Override
    public int hashCode() {
      return 31 * rows
          + Arrays.stream(outputs).mapToInt(b -> (int) Nd4jBuffer.of(b).offset()).sum();
    }
  }
}
