/** What a person can cause and can put right. */
@NullMarked
package inkling.errors;

import org.jspecify.annotations.NullMarked;
