@org.jspecify.annotations.NullMarked
package org.wardline.models;
