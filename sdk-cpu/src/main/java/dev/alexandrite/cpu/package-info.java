/** The backend on the Vector API: operators as vector kernels over {@code float[]}. */
@NullMarked
package dev.alexandrite.cpu;

import org.jspecify.annotations.NullMarked;
