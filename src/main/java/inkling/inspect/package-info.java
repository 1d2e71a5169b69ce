/** What a run left behind, looked at again: its confusion matrix, its mistakes, its calibration, single images. */
@NullMarked
package inkling.inspect;

import org.jspecify.annotations.NullMarked;
