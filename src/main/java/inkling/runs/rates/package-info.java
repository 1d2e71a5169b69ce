/** The learning-rate finder: for the form of a run, for programs and for the command line. */
@NullMarked
package inkling.runs.rates;

import org.jspecify.annotations.NullMarked;
