package dev.alexandrite.checkpoint;

import dev.alexandrite.tensor.Shape;

/**
 * One tensor of a checkpoint.
 *
 * @param file the safetensors file that holds it
 * @param name its name in the file
 * @param shape its shape; values are float32, row-major, convolutions OIHW
 * @param sha256 the checksum of its little-endian bytes, lower-case hexadecimal
 */
public record TensorInfo(String file, String name, Shape shape, String sha256) {}
