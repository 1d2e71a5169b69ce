/**
 * What is wrong with the data of a run: how its images were learnt, which are there twice, which labels are suspected to be
 * wrong, and the versions that correct them.
 */
@NullMarked
package inkling.doctor;

import org.jspecify.annotations.NullMarked;
