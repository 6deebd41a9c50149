@NullMarked
package org.wardline.peer.validation;

import org.jspecify.annotations.NullMarked;
