@NullMarked
package org.wardline.models;

import org.jspecify.annotations.NullMarked;
