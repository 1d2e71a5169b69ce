/** What runs measured, step by step and epoch by epoch, and the checkpoints they left. */
@NullMarked
package inkling.archive.metrics;

import org.jspecify.annotations.NullMarked;
