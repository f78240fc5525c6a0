/**
 * The part of HDF5 in which numbers lie in one piece under plain groups, parsed by jHDF and walked
 * within limits.
 */
@NullMarked
package dev.alexandrite.interop.hdf5;

import org.jspecify.annotations.NullMarked;
