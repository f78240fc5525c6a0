/**
 * Training on several devices: how a network and its batches are divided, what crosses between
 * devices, and the threads that compute.
 */
@NullMarked
package dev.alexandrite.core.devices;

import org.jspecify.annotations.NullMarked;
