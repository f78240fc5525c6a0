package dev.alexandrite.core.devices;

/**
 * The part of a parameter that a device has: units, which lie one after another.
 *
 * @param from its first element in the whole
 * @param elements its elements
 */
record Slice(int from, int elements) {}
