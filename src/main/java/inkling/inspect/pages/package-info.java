/** What a person sees of a checkpoint's answers: confusion, mistakes, one image, calibration. */
@NullMarked
package inkling.inspect.pages;

import org.jspecify.annotations.NullMarked;
