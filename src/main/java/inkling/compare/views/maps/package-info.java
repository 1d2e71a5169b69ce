/** Maps of several runs, laid onto each other. */
@NullMarked
package inkling.compare.views.maps;

import org.jspecify.annotations.NullMarked;
