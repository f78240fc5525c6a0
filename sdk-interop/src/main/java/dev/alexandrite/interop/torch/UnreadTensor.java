package dev.alexandrite.interop.torch;

/**
 * A tensor of a kind that is not read, such as a sparse one.
 *
 * @param maker the function that would make it
 */
record UnreadTensor(PyGlobal maker) {}
