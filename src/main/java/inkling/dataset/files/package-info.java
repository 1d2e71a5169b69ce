/** Files of a data set wherever they lie: in a folder, in an archive, or one by itself. */
@NullMarked
package inkling.dataset.files;

import org.jspecify.annotations.NullMarked;
