/** Images as NumPy's arrays. */
@NullMarked
package inkling.dataset.npz;

import org.jspecify.annotations.NullMarked;
