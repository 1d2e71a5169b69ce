/** The page of a run's maps: its representations in two dimensions. */
@NullMarked
package inkling.maps;

import org.jspecify.annotations.NullMarked;
