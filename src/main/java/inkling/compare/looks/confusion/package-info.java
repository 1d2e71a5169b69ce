/** The confusion matrices of several runs, and what changes from one to another. */
@NullMarked
package inkling.compare.looks.confusion;

import org.jspecify.annotations.NullMarked;
