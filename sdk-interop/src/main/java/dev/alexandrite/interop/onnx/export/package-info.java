/**
 * Networks of ours as ONNX. {@link dev.alexandrite.interop.onnx.export.OnnxExport} writes a model:
 * {@code LayerExport} says every layer in ONNX's operators, which {@code GraphDraft} collects, and
 * {@code ModelWriter} streams them and the weights into a file.
 */
@NullMarked
package dev.alexandrite.interop.onnx.export;

import org.jspecify.annotations.NullMarked;
