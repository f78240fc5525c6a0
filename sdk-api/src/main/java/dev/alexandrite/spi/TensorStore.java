package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The persistent tensors of one model on one backend, by name; programs share them. */
public final class TensorStore {
  private final Backend backend;
  private final Map<String, Stored> tensors = new LinkedHashMap<>();
  private final TransferCounters transfers = new TransferCounters();
  private final Map<PackedKey, Packed> packed = new HashMap<>();
  private final AtomicLong version;

  /**
   * Allocates the tensors, zeroed.
   *
   * @param backend where
   * @param specs unbatched tensors with unique names
   */
  public TensorStore(Backend backend, List<TensorSpec> specs) {
    this(backend, new AtomicLong());
    for (TensorSpec tensor : specs) {
      if (tensor.batched() || tensors.containsKey(tensor.name())) {
        throw new IllegalArgumentException(
            "a persistent tensor has a name of its own and no batch dimension, found " + tensor);
      }
      Buffer buffer = backend.allocate(tensor.elements(1));
      tensors.put(tensor.name(), new Stored(tensor, buffer));
    }
  }

  private TensorStore(Backend backend, AtomicLong version) {
    this.backend = backend;
    this.version = version;
  }

  /**
   * Some of the tensors as a store of their own, in the same memory: what is written through either
   * store is read through both. The memory of the other tensors is not held by it.
   *
   * @param specs the tensors of the new store
   * @param names by the name of a tensor there, its name here
   * @return the store
   * @throws IllegalArgumentException if there is no such tensor, or it has another shape
   */
  public TensorStore view(List<TensorSpec> specs, UnaryOperator<String> names) {
    TensorStore view = new TensorStore(backend, version);
    for (TensorSpec tensor : specs) {
      Stored stored = stored(names.apply(tensor.name()));
      if (!stored.spec().shape().equals(tensor.shape())) {
        throw new IllegalArgumentException(
            stored.spec() + " cannot be seen as " + tensor + "; the shapes have to be the same");
      }
      view.tensors.put(tensor.name(), new Stored(tensor, stored.buffer()));
    }
    return view;
  }

  /**
   * The tensors.
   *
   * @return their descriptions, in order of allocation
   */
  public List<TensorSpec> tensors() {
    return tensors.values().stream().map(Stored::spec).toList();
  }

  /**
   * A tensor's memory.
   *
   * @param name the tensor
   * @return its buffer
   * @throws IllegalArgumentException if there is none of that name
   */
  public Buffer buffer(String name) {
    return stored(name).buffer();
  }

  private Stored stored(String name) {
    Stored stored = tensors.get(name);
    if (stored == null) {
      throw new IllegalArgumentException("no persistent tensor " + name);
    }
    return stored;
  }

  /**
   * Writes a tensor.
   *
   * @param name the tensor
   * @param values all its values, row-major
   */
  public void upload(String name, float[] values) {
    Stored stored = stored(name);
    requireLength(stored.spec(), values);
    backend.upload(values, stored.spec(), 1, stored.buffer());
    transfers.uploaded(values.length);
    changed();
  }

  /**
   * Writes a part of a tensor.
   *
   * @param name the tensor
   * @param from the part's first element in the row-major tensor
   * @param values the part's values
   * @throws IllegalArgumentException if there is no tensor of that name, or the part exceeds it
   */
  public void upload(String name, int from, float[] values) {
    Stored stored = part(name, from, values.length);
    backend.upload(
        values, flat(name, values), 1, backend.slice(stored.buffer(), from, values.length));
    transfers.uploaded(values.length);
    changed();
  }

  /**
   * Reads a part of a tensor.
   *
   * @param name the tensor
   * @param from the part's first element in the row-major tensor
   * @param values receives the part's values
   * @throws IllegalArgumentException if there is no tensor of that name, or the part exceeds it
   */
  public void download(String name, int from, float[] values) {
    Stored stored = part(name, from, values.length);
    backend.download(
        backend.slice(stored.buffer(), from, values.length), flat(name, values), 1, values);
    transfers.downloaded(values.length);
  }

  private Stored part(String name, int from, int length) {
    Stored stored = stored(name);
    int elements = stored.spec().shape().elements();
    if (from < 0 || from + (long) length > elements) {
      throw new IllegalArgumentException(
          name + " has " + elements + " elements, found " + length + " from " + from + " on");
    }
    return stored;
  }

  private static TensorSpec flat(String name, float[] values) {
    return new TensorSpec(name, Shape.of(values.length), false);
  }

  /**
   * Reads a tensor.
   *
   * @param name the tensor
   * @return all its values, row-major
   */
  public float[] download(String name) {
    float[] values = new float[stored(name).spec().shape().elements()];
    download(name, values);
    return values;
  }

  /**
   * Reads a tensor into an array.
   *
   * @param name the tensor
   * @param values receives all its values, row-major
   */
  public void download(String name, float[] values) {
    Stored stored = stored(name);
    requireLength(stored.spec(), values);
    backend.download(stored.buffer(), stored.spec(), 1, values);
    transfers.downloaded(values.length);
  }

  /**
   * What crossed so far.
   *
   * @return the live counters of this store
   */
  public TransferCounters transfers() {
    return transfers;
  }

  /**
   * Says that tensors were written through their buffers, so that what was packed of them is out of
   * date. A program that writes persistent tensors calls it after every run; {@link #upload} does
   * it by itself.
   */
  public void changed() {
    version.incrementAndGet();
  }

  /**
   * The packed parameters of a plan; programs over this store share them.
   *
   * @param op the planned operator
   * @param plan its plan
   * @param parameters the names of the tensors that it packs
   * @return memory for them, the same for every plan of equal description and algorithm; it is
   *     taken when they are first packed, so that loading a model takes no more than its weights
   */
  public synchronized Packed packed(Op op, OpPlan plan, List<String> parameters) {
    return packed.computeIfAbsent(
        new PackedKey(op, plan.algorithm(), parameters), _ -> new Packed(plan.packedElements()));
  }

  private static void requireLength(TensorSpec spec, float[] values) {
    if (values.length != spec.shape().elements()) {
      throw new IllegalArgumentException(
          spec.name() + " has " + spec.shape().elements() + " elements, found " + values.length);
    }
  }

  private record Stored(TensorSpec spec, Buffer buffer) {}

  private record PackedKey(Op op, String algorithm, List<String> parameters) {}

  /** Packed parameters and the version of the store that they were packed from. */
  public final class Packed {
    private final long elements;
    private @Nullable Buffer buffer;
    private long packedVersion = -1;

    private Packed(long elements) {
      this.elements = elements;
    }

    /**
     * The packed parameters, packed anew if a tensor has changed since.
     *
     * @param plan packs them
     * @param inputs of the plan
     * @return the memory
     */
    public synchronized Buffer current(OpPlan plan, Buffer[] inputs) {
      Buffer target = buffer == null ? backend.allocate(elements) : buffer;
      buffer = target;
      long now = version.get();
      if (packedVersion != now) {
        plan.pack(inputs, target);
        packedVersion = now;
      }
      return target;
    }

    @Override
    public String toString() {
      return "packed parameters, " + elements + " elements";
    }
  }

  @Override
  public String toString() {
    return tensors.size() + " tensors on backend " + backend.name();
  }
}
