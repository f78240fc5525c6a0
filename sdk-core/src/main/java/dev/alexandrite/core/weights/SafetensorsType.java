package dev.alexandrite.core.weights;

import dev.alexandrite.core.json.Brief;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.tensor.ElementType;
import java.util.Arrays;

/** The names of element types in a safetensors header. */
enum SafetensorsType {
  F32(ElementType.FLOAT32),
  F16(ElementType.FLOAT16),
  BF16(ElementType.BFLOAT16),
  F64(ElementType.FLOAT64),
  I8(ElementType.INT8),
  I16(ElementType.INT16),
  I32(ElementType.INT32),
  I64(ElementType.INT64),
  U8(ElementType.UINT8),
  U16(ElementType.UINT16),
  U32(ElementType.UINT32),
  U64(ElementType.UINT64),
  BOOL(ElementType.BOOL);

  private final ElementType type;

  SafetensorsType(ElementType type) {
    this.type = type;
  }

  static ElementType of(String name) {
    for (SafetensorsType known : values()) {
      if (known.name().equals(name)) {
        return known.type;
      }
    }
    throw new JsonException(
        "elements of type "
            + Brief.of(name)
            + ", expected one of "
            + Arrays.toString(values())
            + "; convert them where the file is written");
  }
}
