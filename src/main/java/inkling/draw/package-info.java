/** A picture of one's own: drawn or uploaded, and what the network of each epoch makes of it. */
@NullMarked
package inkling.draw;

import org.jspecify.annotations.NullMarked;
