/** The commands of the models: feature matrices for training, evaluation on patients that training never saw. */
@NullMarked
package org.wardline.models.cli;

import org.jspecify.annotations.NullMarked;
