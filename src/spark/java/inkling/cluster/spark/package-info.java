/** Trains on a cluster of Apache Spark: what its driver, which is this program, and its executors say to each other. */
@NullMarked
package inkling.cluster.spark;

import org.jspecify.annotations.NullMarked;
