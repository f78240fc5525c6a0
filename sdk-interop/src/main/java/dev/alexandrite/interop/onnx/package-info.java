/**
 * Reads ONNX. The way of a file: {@code OnnxFile} maps and checks it, {@code OnnxModel} checks the
 * graph, {@code GraphImport} takes node after node, folds what is known and adds layers for the
 * rest by {@code Operators}, {@code Draft} makes the network of the layers that count, and {@code
 * OnnxFormat} puts pipeline and classes around it.
 */
@NullMarked
package dev.alexandrite.interop.onnx;

import org.jspecify.annotations.NullMarked;
