package dev.alexandrite.interop.torch;

/**
 * A storage, or a part of one, by which tensors say where their values are.
 *
 * @param key the name of its bytes in the file
 * @param type what its elements are
 * @param elements how many the whole storage has
 * @param first the part's first element in it
 * @param count how many elements the part has
 */
record TorchStorage(String key, StorageType type, long elements, long first, long count) {
  TorchStorage {
    if (elements < 0 || first < 0 || count < 0 || first > elements - count) {
      throw new PickleException(
          "a part of " + count + " elements from " + first + " of a storage of " + elements);
    }
  }

  /** The size of the whole storage. */
  long bytes() {
    return elements <= Long.MAX_VALUE / type.bytes() ? elements * type.bytes() : Long.MAX_VALUE;
  }
}
