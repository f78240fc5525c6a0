package dev.alexandrite.interop.torch;

import java.util.List;

/**
 * A tensor, as a view of a storage.
 *
 * @param storage has its values
 * @param type what its elements are; that of the storage, unless that has none
 * @param offset its first element, counted in elements of the storage
 * @param sizes its shape
 * @param strides for each axis, how many elements further the next index is
 */
record TorchTensor(
    TorchStorage storage, StorageType type, long offset, List<Long> sizes, List<Long> strides) {
  TorchTensor {
    sizes = List.copyOf(sizes);
    strides = List.copyOf(strides);
  }

  boolean isEmpty() {
    return sizes.contains(0L);
  }
}
