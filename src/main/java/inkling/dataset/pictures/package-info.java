/** Images as picture files: decoding them, and bringing them to one size. */
@NullMarked
package inkling.dataset.pictures;

import org.jspecify.annotations.NullMarked;
