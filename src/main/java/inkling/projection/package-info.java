/** High-dimensional points brought to two dimensions (PCA, t-SNE), and how far such a map can be believed. */
@NullMarked
package inkling.projection;

import org.jspecify.annotations.NullMarked;
