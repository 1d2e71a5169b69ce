/** The confusion matrices of several runs, and what changes from one to another. */
@NullMarked
package inkling.compare.views.confusion;

import org.jspecify.annotations.NullMarked;
