@NullMarked
package org.wardline.adapter.json;

import org.jspecify.annotations.NullMarked;
