/**
 * The learning-rate finder: for the form of a run, for programs and for the command line. A search of the dashboard is a
 * job of the queue like any other, so that it never trains beside one.
 */
@NullMarked
package inkling.runs.rates;

import org.jspecify.annotations.NullMarked;
