/** What a backend or an engine implements: graphs of operator descriptions, plans and buffers. */
@NullMarked
package dev.alexandrite.spi;

import org.jspecify.annotations.NullMarked;
