/** Text that people typed, on its way to where it is read. */
@NullMarked
package inkling.text;

import org.jspecify.annotations.NullMarked;
