/**
 * The backend on ND4J and CUDA: the only package that may name a class of {@code org.nd4j}. It is
 * for the class path, because the descriptor of ND4J's module exports a package that does not
 * exist.
 */
@NullMarked
package dev.alexandrite.cuda;

import org.jspecify.annotations.NullMarked;
