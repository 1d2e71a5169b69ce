/** What each layer makes of one image: its feature maps. */
@NullMarked
package inkling.weights.features;

import org.jspecify.annotations.NullMarked;
