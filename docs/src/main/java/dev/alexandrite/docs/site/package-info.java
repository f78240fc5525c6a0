/**
 * The site: the pages of the documentation and the Javadoc, to be read by any web server or none.
 */
@NullMarked
package dev.alexandrite.docs.site;

import org.jspecify.annotations.NullMarked;
