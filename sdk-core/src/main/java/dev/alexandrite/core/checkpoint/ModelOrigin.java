package dev.alexandrite.core.checkpoint;

import dev.alexandrite.checkpoint.Provenance;

/**
 * Where the weights of a classifier come from, to be written when it is saved.
 *
 * @param counters how long the network was trained
 * @param provenance by what, where, and of which data
 */
public record ModelOrigin(SavedManifest.Counters counters, Provenance provenance) {}
