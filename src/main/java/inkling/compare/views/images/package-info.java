/** Which test images one run gets right and the other wrong, and whether that means anything. */
@NullMarked
package inkling.compare.views.images;

import org.jspecify.annotations.NullMarked;
