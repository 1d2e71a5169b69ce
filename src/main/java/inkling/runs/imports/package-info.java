/** Weights that were trained elsewhere: what becomes of each of their tensors, and the run that they become. */
@NullMarked
package inkling.runs.imports;

import org.jspecify.annotations.NullMarked;
