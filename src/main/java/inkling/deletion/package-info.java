/** What people delete of any kind: how it is taken back for a while, and how it then goes for good. */
@NullMarked
package inkling.deletion;

import org.jspecify.annotations.NullMarked;
