/** What a network is: layers, nodes, shapes, parameters, and the AlexNet family of presets. */
@NullMarked
package dev.alexandrite.model;

import org.jspecify.annotations.NullMarked;
