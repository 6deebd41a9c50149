@org.jspecify.annotations.NullMarked
package org.wardline.adapter.json;
