/** What readings mean: features of a patient's last hours, ONNX scoring, manifests that are checked before a model is loaded. */
@NullMarked
package org.wardline.models;

import org.jspecify.annotations.NullMarked;
