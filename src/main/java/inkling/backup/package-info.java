/** A home in one file, taken while it is used, and made a home again. */
@NullMarked
package inkling.backup;

import org.jspecify.annotations.NullMarked;
