/** Numbers and words as text. */
@NullMarked
package inkling.text;

import org.jspecify.annotations.NullMarked;
