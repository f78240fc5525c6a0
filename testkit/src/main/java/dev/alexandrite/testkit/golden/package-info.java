/** Numbers computed by others, PyTorch and the ONNX project, that every backend must reproduce. */
@NullMarked
package dev.alexandrite.testkit.golden;

import org.jspecify.annotations.NullMarked;
