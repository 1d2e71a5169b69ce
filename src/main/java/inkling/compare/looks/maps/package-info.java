/** Maps of several runs, laid onto each other. */
@NullMarked
package inkling.compare.looks.maps;

import org.jspecify.annotations.NullMarked;
