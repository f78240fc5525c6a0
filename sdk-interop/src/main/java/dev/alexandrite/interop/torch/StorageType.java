package dev.alexandrite.interop.torch;

import dev.alexandrite.core.json.Brief;
import dev.alexandrite.tensor.ElementType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a storage.
 *
 * @param name as in {@code FloatStorage} without the end, or a dtype
 * @param bytes the size of one
 * @param type what they are here; null for what is not read
 */
record StorageType(String name, int bytes, @Nullable ElementType type) {
  static final StorageType UNTYPED = new StorageType("Untyped", 1, ElementType.UINT8);

  private static final Map<String, StorageType> BY_STORAGE =
      Map.ofEntries(
          entry("Float", ElementType.FLOAT32),
          entry("Double", ElementType.FLOAT64),
          entry("Half", ElementType.FLOAT16),
          entry("BFloat16", ElementType.BFLOAT16),
          entry("Long", ElementType.INT64),
          entry("Int", ElementType.INT32),
          entry("Short", ElementType.INT16),
          entry("Char", ElementType.INT8),
          entry("Byte", ElementType.UINT8),
          entry("Bool", ElementType.BOOL),
          Map.entry("Untyped", UNTYPED),
          foreign("ComplexFloat", 8),
          foreign("ComplexDouble", 16),
          foreign("QInt8", 1),
          foreign("QUInt8", 1),
          foreign("QInt32", 4),
          foreign("QUInt4x2", 1),
          foreign("QUInt2x4", 1));

  private static final Map<String, StorageType> BY_DTYPE =
      Map.ofEntries(
          entry("float32", ElementType.FLOAT32),
          entry("float64", ElementType.FLOAT64),
          entry("float16", ElementType.FLOAT16),
          entry("bfloat16", ElementType.BFLOAT16),
          entry("int64", ElementType.INT64),
          entry("int32", ElementType.INT32),
          entry("int16", ElementType.INT16),
          entry("int8", ElementType.INT8),
          entry("uint8", ElementType.UINT8),
          entry("uint16", ElementType.UINT16),
          entry("uint32", ElementType.UINT32),
          entry("uint64", ElementType.UINT64),
          entry("bool", ElementType.BOOL),
          foreign("complex64", 8),
          foreign("complex128", 16),
          foreign("float8_e4m3fn", 1),
          foreign("float8_e5m2", 1));

  private static Map.Entry<String, StorageType> entry(String name, ElementType type) {
    return Map.entry(name, new StorageType(name, type.bytes(), type));
  }

  private static Map.Entry<String, StorageType> foreign(String name, int bytes) {
    return Map.entry(name, new StorageType(name, bytes, null));
  }

  /** Of a class of storages, of the processor or of a GPU. */
  static StorageType ofStorage(Object type) {
    if (type instanceof PyGlobal global
        && global.topModule().equals("torch")
        && global.name().endsWith("Storage")) {
      String name = global.name().substring(0, global.name().length() - "Storage".length());
      StorageType known = BY_STORAGE.get(name);
      if (known != null) {
        return known;
      }
      throw new PickleException("a storage of type " + Brief.of(global.path()));
    }
    throw new PickleException("a storage without a type");
  }

  /** Of {@code torch.float32} and the like. */
  static StorageType ofDtype(Object dtype) {
    if (dtype instanceof PyGlobal global && global.module().equals("torch")) {
      StorageType known = BY_DTYPE.get(global.name());
      if (known != null) {
        return known;
      }
    }
    throw new PickleException("a tensor of an unknown type");
  }
}
