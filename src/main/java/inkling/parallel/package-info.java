/** Work that the machine's cores share. */
@NullMarked
package inkling.parallel;

import org.jspecify.annotations.NullMarked;
