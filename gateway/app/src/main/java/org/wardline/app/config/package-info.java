/**
 * The configuration: one YAML file, {@code --set} over it, one validated record tree out of both.
 *
 * <p>{@link org.wardline.app.config.ConfigLoader} is the way in. What is wrong becomes a
 * {@link org.wardline.app.config.Problem}, one line each, all of them at once. Values never stand in a problem: they may
 * name a patient.
 */
@NullMarked
package org.wardline.app.config;

import org.jspecify.annotations.NullMarked;
