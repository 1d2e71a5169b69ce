/** The field's words: what each means in a sentence where it stands, and at length on a page of their own. */
@NullMarked
package inkling.words;

import org.jspecify.annotations.NullMarked;
