/** Images divided by what they are and by how they look, and how well a network does on each part. */
@NullMarked
package inkling.analysis.slices;

import org.jspecify.annotations.NullMarked;
