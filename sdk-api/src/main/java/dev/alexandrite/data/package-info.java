/** Sources of labelled images: folders, CIFAR-10, images in memory and images drawn at run time. */
@NullMarked
package dev.alexandrite.data;

import org.jspecify.annotations.NullMarked;
