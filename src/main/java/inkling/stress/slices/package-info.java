/** How well a network does on parts of the test images: by class, by how they look, and as a person chose them. */
@NullMarked
package inkling.stress.slices;

import org.jspecify.annotations.NullMarked;
