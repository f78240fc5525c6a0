package dev.alexandrite.model;

/**
 * A second answer of a network in training: logits of a layer in the middle, whose loss is added to
 * the network's own, so that early layers learn faster (Szegedy et al. 2015, arXiv 1409.4842,
 * section 5). Nothing of it is computed once the network is trained.
 *
 * @param node the layer whose output are its logits, {@code float32[N, classes]}
 * @param weight what its loss is multiplied by, 0.3 in GoogLeNet
 */
public record AuxiliaryHead(String node, double weight) {}
