/** Versions of data sets: what people corrected of them, under names. */
@NullMarked
package inkling.archive.versions;

import org.jspecify.annotations.NullMarked;
