/** Files as they lie on the disk, where anything may lie under their name. */
@NullMarked
package inkling.files;

import org.jspecify.annotations.NullMarked;
