/**
 * Caffe, in the order in which a file becomes a network: {@link
 * dev.alexandrite.interop.caffe.Prototxt} and {@link dev.alexandrite.interop.caffe.MappedMessage}
 * read messages, {@link dev.alexandrite.interop.caffe.LegacyLayers} brings them to one form, {@link
 * dev.alexandrite.interop.caffe.PhaseRules} leaves the net that tests, {@link
 * dev.alexandrite.interop.caffe.BlobFlow} tells who reads what, {@link
 * dev.alexandrite.interop.caffe.NetAssembler} builds, and {@link
 * dev.alexandrite.interop.caffe.CaffeWeights} brings the values.
 */
@NullMarked
package dev.alexandrite.interop.caffe;

import org.jspecify.annotations.NullMarked;
